"""``lianshen evaluate --on``: which files it takes, what it prints and writes, and what it refuses."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from model.draft import Draft
from model.review import Review
from tests.api.cli.conftest import Lianshen
from tests.judged import review
from tests.training.agreements import AGREEMENT, REPLIED, SOUND


class StandIn:
    """Finds every draft vague, and names 水利局 for all."""

    version = "fast-0123456789ab"

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        return (
            review(draft, states={"vague": "成立"}, units=("水利局", "财政局", "公安局")) for draft in drafts
        )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Judge by :class:`StandIn`; return the homes in which a model was looked for."""
    homes: list[Path] = []

    def ensure_bundle(home: Path, _progress: object) -> Path:
        homes.append(home)
        return home / "模型"

    monkeypatch.setattr("training.default.ensure_bundle", ensure_bundle)
    monkeypatch.setattr("model.reviewer.Reviewer.load", lambda _folder, _tier: StandIn())
    return homes


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    for name, lines in {"drafts.jsonl": [AGREEMENT, SOUND], "titles.jsonl": [REPLIED]}.items():
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (tmp_path / name).write_text(text, "utf-8")
    return ["drafts.jsonl", "titles.jsonl"]


@pytest.mark.usefixtures("asked")
def test_several_files_for_people(lianshen: Lianshen, files: list[str]) -> None:
    result = lianshen("evaluate", "--on", *files)
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "模型 fast-0123456789ab，评 drafts.jsonl、titles.jsonl。共评 2 件草稿、1 个标题。\n"
    )
    assert "没有问题的 1 件判为没有问题：0.0%" in result.stdout
    assert result.stderr == "审读（33%）\n"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("again", [False, True])
def test_several_files_for_programs(lianshen: Lianshen, files: list[str], again: bool) -> None:
    first, second = files
    result = lianshen("evaluate", "--format", "json", "--on", first, *(["--on"] if again else []), second)
    said = json.loads(result.stdout)
    assert said["origin"] == {
        "model": "fast-0123456789ab",
        "folds": 0,
        "seed": 0,
        "files": files,
        "seen": 0,
    }
    assert said["drafts"]["whole"]["flags"]["vague"]["precision"]["value"] == 0.5
    assert said["titles"]["units"]["top_1"]["value"] == 0


@pytest.mark.usefixtures("asked")
def test_a_report_is_written_beside(lianshen: Lianshen, files: list[str], tmp_path: Path) -> None:
    result = lianshen("evaluate", "--on", *files, "--report", "报告.html")
    assert result.exit_code == 0
    assert "已写出报告：报告.html。里面有草稿的字句，只供本机查看，请勿外传。\n" in result.stderr
    assert AGREEMENT["title"] not in result.stdout
    assert SOUND["title"] in (tmp_path / "报告.html").read_text("utf-8")


def test_a_wrong_line_is_named_before_a_model_is_looked_for(
    lianshen: Lianshen, files: list[str], asked: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "wrong.jsonl").write_text('{"text": "修路"}\n', "utf-8")
    result = lianshen("evaluate", "--on", *files, "wrong.jsonl")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("wrong.jsonl 第 1 行：看不出是草稿还是标题")
    assert asked == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["titles.jsonl"], "请写 --on"),
        (["--on", "titles.jsonl", "--folds", "3"], "--folds 用于轮流留出，不能与 --on 同时用"),
        (["--on", "titles.jsonl", "./titles.jsonl"], "同一个文件写了两次"),
        (["--on", "没有.jsonl"], "没有.jsonl：没有这个文件或文件夹"),
        (["--on", "."], "文件夹"),
        (["--on", "titles.jsonl", "--report", "a.pdf"], "请以 .html 结尾"),
        (["--on", "titles.jsonl", "--report", "没有/a.html"], "要写到的文件夹“没有”不存在"),
        (["--on", "titles.jsonl", "--report", "夹.html"], "是一个文件夹"),
        (["--on", "标注.html", "--report", "标注.html"], "--report 不能写回原文件"),
    ],
)
@pytest.mark.usefixtures("files")
def test_nonsense_is_refused_before_any_work(
    lianshen: Lianshen, asked: list[Path], tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "夹.html").mkdir()
    result = lianshen("evaluate", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert asked == []
