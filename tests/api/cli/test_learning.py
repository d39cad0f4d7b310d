"""``lianshen train`` and ``lianshen evaluate``: what they ask of the training, and what they say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.cli.conftest import Lianshen
from tests.api.evaluations import EVALUATION, JUDGED
from training.yardstick.evaluation import Judged


class Bundle:
    """Stands for a trained bundle."""


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Train nothing; return the seeds that were asked for."""
    seeds = []

    def train(seed: int, progress: Callable[[str, float], None], encoder: Path | None) -> Bundle:
        assert encoder is None
        seeds.append(seed)
        progress("拟合", 0.5)
        return Bundle()

    monkeypatch.setattr("training.train.train", train)
    monkeypatch.setattr("training.train.keep", lambda _bundle, home: home / "在用")
    monkeypatch.setattr("model.bundle.save_bundle", lambda _bundle, parent: parent / "另存")
    return seeds


def test_a_trained_model_is_put_in_use(
    lianshen: Lianshen, trained: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    result = lianshen("train")
    assert result.exit_code == 0
    assert result.stdout == f"模型已写到：{tmp_path / '在用'}\n"
    assert result.stderr == "拟合（50%）\n"
    assert trained == [0]


def test_a_model_written_elsewhere_is_not(lianshen: Lianshen, trained: list[int], tmp_path: Path) -> None:
    result = lianshen("train", "--seed", "3", "--output", tmp_path)
    assert result.stdout == f"模型已写到：{tmp_path / '另存'}\n"
    assert trained == [3]


def test_where_nothing_can_be_written_no_training_is_begun(
    lianshen: Lianshen, trained: list[int], tmp_path: Path
) -> None:
    (tmp_path / "文件").touch()
    result = lianshen("train", "--output", tmp_path / "文件")
    assert result.exit_code == 2
    assert f"{tmp_path / '文件'}：模型写不进去（" in result.stderr
    assert trained == []


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Judge nothing; return the numbers of folds that were asked for."""
    asked = []

    def judge_held_out(folds: int, progress: Callable[[str, float], None]) -> Judged:
        asked.append(folds)
        progress("第 1 轮", 0.1)
        return JUDGED

    monkeypatch.setattr("training.evaluate.judge_held_out", judge_held_out)
    monkeypatch.setattr("training.yardstick.evaluation.measure", lambda _judged: EVALUATION)
    return asked


def test_an_evaluation_for_people(lianshen: Lianshen, judged: list[int]) -> None:
    result = lianshen("evaluate", "--folds", "3")
    assert result.exit_code == 0
    assert result.stdout.startswith("按分组分成 5 份轮流留出")
    assert result.stderr == "第 1 轮（10%）\n"
    assert judged == [3]


def test_an_evaluation_for_programs(lianshen: Lianshen, judged: list[int]) -> None:
    result = lianshen("evaluate", "--folds", "5", "--format", "json")
    assert json.loads(result.stdout) == json.loads(EVALUATION.to_json())
    assert judged == [5]


@pytest.mark.parametrize(
    ("arguments", "reads", "settles"),
    [([], True, False), (["--tier", "auto"], True, True), (["--tier", "fast"], False, False)],
)
def test_without_folds_or_files_the_test_part_is_judged(
    lianshen: Lianshen, monkeypatch: pytest.MonkeyPatch, arguments: list[str], reads: bool, settles: bool
) -> None:
    asked: list[tuple[bool, bool]] = []

    def judge_test_part(encoder: object, settle: bool, progress: Callable[[str, float], None]) -> Judged:
        asked.append((encoder is not None, settle))
        progress("审读", 1.0)
        return JUDGED

    monkeypatch.setattr("model.encoder.shipped", lambda: Path("encoder"))
    monkeypatch.setattr("model.encoder.Encoder.load", lambda _folder, threads: threads)
    monkeypatch.setattr("training.evaluate.judge_test_part", judge_test_part)
    monkeypatch.setattr("training.yardstick.evaluation.measure", lambda _judged: EVALUATION)
    assert lianshen("evaluate", *arguments).exit_code == 0
    assert asked == [(reads, settles)]


def test_folds_are_for_the_fast_tier(lianshen: Lianshen) -> None:
    result = lianshen("evaluate", "--folds", "3", "--tier", "full")
    assert result.exit_code == 2
    assert "--folds 只评快速一档" in result.stderr


def test_an_evaluation_as_a_report(lianshen: Lianshen, judged: list[int], tmp_path: Path) -> None:
    result = lianshen("evaluate", "--folds", "5", "--report", tmp_path / "报告.html")
    assert result.exit_code == 0
    assert "按分组分成 5 份轮流留出" in (tmp_path / "报告.html").read_text("utf-8")
    assert judged == [5]
