"""``lianshen figures``: what it passes on, writes and prints."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.cli.conftest import Lianshen
from tests.api.published import FIGURES
from training.published.given import Given
from training.published.run import Figures

Asked = list[tuple[Path, Given]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Measure nothing; return what was to be measured."""
    calls: Asked = []

    def measure(folder: Path, given: Given, progress: Callable[[str, float], None]) -> Figures:
        folder.mkdir(exist_ok=True)
        calls.append((folder, given))
        progress("量", 0.5)
        return FIGURES

    monkeypatch.setattr("training.published.run.measure", measure)
    return calls


def test_figures_and_report_are_written_and_the_targets_printed(
    lianshen: Lianshen, asked: Asked, tmp_path: Path
) -> None:
    result = lianshen("figures", "--output", tmp_path / "数字")
    assert result.exit_code == 0
    assert result.stdout.startswith("目标 ")
    assert result.stderr.startswith("量（50%）\n已写出：")
    assert json.loads((tmp_path / "数字" / "figures.json").read_bytes()) == json.loads(FIGURES.to_json())
    assert (tmp_path / "数字" / "figures.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    ((folder, given),) = asked
    assert folder == tmp_path / "数字"
    assert (given.dev, given.petitions, given.texts, given.encoder) == (None, None, None, None)
    assert given.check[-1] == "check"


def test_what_is_given_is_passed_on(lianshen: Lianshen, asked: Asked, tmp_path: Path) -> None:
    for name in ("dev", "encoder"):
        (tmp_path / name).mkdir()
    for name in ("petitions", "texts"):
        (tmp_path / name).write_text("", "utf-8")
    names = ("dev", "petitions", "texts", "encoder")
    options = [argument for name in names for argument in (f"--{name}", tmp_path / name)]
    assert lianshen("figures", "--output", tmp_path / "out", *options).exit_code == 0
    ((_, given),) = asked
    assert [getattr(given, name) for name in names] == [tmp_path / name for name in names]


def test_where_to_write_must_be_said(lianshen: Lianshen, asked: Asked) -> None:
    result = lianshen("figures")
    assert (result.exit_code, asked) == (2, [])
    assert "--output" in result.stderr
    assert "缺少" in result.stderr


def test_what_is_not_there_is_refused(lianshen: Lianshen, asked: Asked, tmp_path: Path) -> None:
    result = lianshen("figures", "--output", tmp_path, "--dev", tmp_path / "没有")
    assert (result.exit_code, asked) == (2, [])
