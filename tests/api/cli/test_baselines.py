"""``lianshen baselines``: what it compares, and what it says."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.api.cli.conftest import Lianshen
from tests.api.comparisons import COMPARISON
from training.baselines.compare import Comparison
from training.baselines.names import NAMES

Asked = tuple[list[str], list[str], Path | None]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Compare nothing; return the exams, the baselines and the encoder that were asked for."""
    asked: list[Asked] = []

    def compare(
        exams: Sequence[Any], names: list[str], encoder: Path | None, report: Callable[[str, float], None]
    ) -> Comparison:
        asked.append(([each.name for each in exams], names, encoder))
        report("学习", 0.5)
        return Comparison(COMPARISON.outcomes[: len(exams) * 2])

    monkeypatch.setattr("training.baselines.compare.compare", compare)
    return asked


def test_all_that_needs_no_encoder_is_compared_on_the_corpus(
    lianshen: Lianshen, compared: list[Asked]
) -> None:
    result = lianshen("baselines")
    assert result.exit_code == 0
    assert result.stdout.startswith("语料，按题材留出\n")
    assert result.stderr == "学习（50%）\n"
    assert compared == [(["corpus"], [name for name in NAMES if name != "encoder"], None)]


def test_what_is_named_is_compared(lianshen: Lianshen, compared: list[Asked], tmp_path: Path) -> None:
    letters = tmp_path / "信件.csv"
    letters.write_text("text,label,split\n路坏了,交通,train\n河黑了,环保,test\n", "utf-8")
    arguments = ("--petitions", letters, "--encoder", tmp_path, "--only", "encoder", "--only", "svm")
    result = lianshen("baselines", "--format", "json", *arguments)
    assert compared == [(["corpus", "petitions"], ["svm", "encoder"], tmp_path)]
    assert json.loads(result.stdout) == json.loads(COMPARISON.to_json())
    assert result.exit_code == 2  # one of them could not be examined


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--only", "encoder"], "比较 encoder 要用 --encoder 写明编码器的文件夹。"),
        (["--folds", "6"], "--folds 最多是 5：语料只分成 5 份。"),
        (["--only", "bert"], "“bert”不在可选的值里"),
    ],
)
def test_wrong_usage_is_said(
    lianshen: Lianshen, compared: list[Asked], arguments: list[str], words: str
) -> None:
    result = lianshen("baselines", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert compared == []


def test_files_that_are_missing_are_named(lianshen: Lianshen, compared: list[Asked], tmp_path: Path) -> None:
    result = lianshen("baselines", "--dev", tmp_path)
    assert result.exit_code == 2
    assert f"{tmp_path / 'real_dev.jsonl'}：没有这个文件。" in result.stderr
    assert compared == []
