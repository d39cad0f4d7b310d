"""``lianshen robustness``: which drafts it takes, and what it prints."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from model.bundle import Bundle
from model.reviewer import Reviewer
from tests.api.cli.conftest import Lianshen
from tests.api.robustnesses import ROBUSTNESS
from tests.model.bundles import made
from training.labels import Corpus, read_corpus
from training.parts import parts
from training.robustness.outcome import Robustness
from training.robustness.subjects import Subject

LINE = {"title": "关于修路的建议", "body": "大湾村的路长800米，请铺上碎石。"}
Asked = list[tuple[Sequence[Subject], Sequence[Path]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Measure nothing; return what was to be measured."""
    calls: Asked = []

    def measure(
        _reviewer: object, subjects: Sequence[Subject], files: Sequence[Path] = (), **_progress: object
    ) -> Robustness:
        calls.append((subjects, files))
        return ROBUSTNESS

    monkeypatch.setattr("training.default.ensure_bundle", lambda home, _progress: home)
    monkeypatch.setattr(Reviewer, "load", lambda folder, _tier: folder)
    monkeypatch.setattr("training.robustness.measure.measure", measure)
    return calls


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.jsonl"
    path.write_text(json.dumps(LINE, ensure_ascii=False), "utf-8")
    return path


def test_without_files_the_test_part_is_judged_by_a_model_that_saw_nothing_of_it(
    lianshen: Lianshen, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted: list[object] = []

    def fit_without_test(_corpus: Corpus, encoder: object, **_progress: object) -> Bundle:
        fitted.append(encoder)
        return made()

    monkeypatch.setattr("training.evaluate.fit_without_test", fit_without_test)
    result = lianshen("robustness", "--tier", "fast")
    assert fitted == [None]
    assert "模型学过" not in result.stdout
    assert result.exit_code == 0
    assert result.stdout.startswith("模型 fast-0123456789ab，")
    ((subjects, files),) = asked
    assert [each.id for each in subjects] == [row.id for row in parts(read_corpus()).test.drafts]
    assert files == ()


def test_the_drafts_of_files(lianshen: Lianshen, asked: Asked, file: Path) -> None:
    second = file.with_name("另.jsonl")
    second.write_bytes(file.read_bytes())
    result = lianshen("robustness", "--on", file, second, "--format", "json")
    assert json.loads(result.stdout) == json.loads(ROBUSTNESS.to_json())
    ((subjects, files),) = asked
    assert [each.draft.title for each in subjects] == [LINE["title"]] * 2
    assert files == (file, second)


def test_a_file_without_the_option_is_refused(lianshen: Lianshen, asked: Asked, file: Path) -> None:
    result = lianshen("robustness", file)
    assert (result.exit_code, asked) == (2, [])
    assert "请写 --on" in result.stderr


def test_a_file_named_twice_is_refused(lianshen: Lianshen, asked: Asked, file: Path) -> None:
    result = lianshen("robustness", "--on", file, file)
    assert (result.exit_code, asked) == (2, [])
    assert "同一个文件写了两次" in result.stderr


def test_a_file_that_is_not_there(lianshen: Lianshen, asked: Asked, tmp_path: Path) -> None:
    result = lianshen("robustness", "--on", tmp_path / "没有.jsonl")
    assert (result.exit_code, asked) == (2, [])
    assert "没有这个文件或文件夹" in result.stderr
