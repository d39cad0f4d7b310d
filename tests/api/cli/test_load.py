"""``lianshen load``: what is measured, and what it says."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from api.load.course import Effort
from api.load.result import Load
from api.office.measure import Size
from api.office.result import OfficeLoad
from model.bundle import Bundle
from tests.api.cli.conftest import Lianshen
from tests.api.loads import MEASURED, OFFICE
from training.train import keep


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, small_bundle: Bundle, tmp_path: Path) -> list[tuple[Path, Effort]]:
    """Measure nothing; return what was to be measured."""
    keep(small_bundle, tmp_path)
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    calls: list[tuple[Path, Effort]] = []

    def measure(home: Path, effort: Effort, report: Callable[[str, float], None]) -> Load:
        calls.append((home, effort))
        report("驱动服务", 0.5)
        return MEASURED

    monkeypatch.setattr("api.load.measure.measure", measure)
    return calls


def test_the_model_in_use_is_measured(
    lianshen: Lianshen, asked: list[tuple[Path, Effort]], tmp_path: Path
) -> None:
    result = lianshen("load")
    assert result.exit_code == 0
    assert result.stdout.startswith("运行中的服务\n")
    assert result.stderr == "驱动服务（50%）\n"
    assert asked == [(tmp_path, Effort(15.0, 1.0, {"fast": 10_000, "full": 500}))]


def test_memory_may_be_watched_over_more_requests(
    lianshen: Lianshen, asked: list[tuple[Path, Effort]]
) -> None:
    result = lianshen("load", "--requests", "200000", "--format", "json")
    assert json.loads(result.stdout) == json.loads(MEASURED.to_json())
    assert [effort.requests for _, effort in asked] == [{"fast": 200_000, "full": 10_000}]


def test_too_few_requests_are_refused(lianshen: Lianshen, asked: list[tuple[Path, Effort]]) -> None:
    result = lianshen("load", "--requests", "99")
    assert result.exit_code == 2
    assert "应是不小于 100 的整数" in result.stderr
    assert asked == []


def test_an_office_is_measured_for_as_long_as_is_wished(
    lianshen: Lianshen,
    asked: list[tuple[Path, Effort]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[Size] = []

    def measured(_home: Path, _folder: Path, size: Size, _report: Callable[[str, float], None]) -> OfficeLoad:
        sizes.append(size)
        return OFFICE

    monkeypatch.setattr("api.office.measure.measure", measured)
    assert lianshen("load", "--desk").stdout.startswith("办公室里都在忙\n")
    told = lianshen("load", "--desk", "--minutes", "3", "--format", "json").stdout
    assert json.loads(told) == json.loads(OFFICE.to_json())
    assert [size.seconds for size in sizes] == [600, 180]
    assert asked == []


@pytest.mark.parametrize(
    ("given", "said"), [(["--desk", "--requests", "500"], "--requests"), (["--minutes", "3"], "--desk")]
)
def test_what_does_not_go_together_is_refused(lianshen: Lianshen, given: list[str], said: str) -> None:
    result = lianshen("load", *given)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_missing_extra_is_said_before_anything_is_done(
    lianshen: Lianshen, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("api.load")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "psutil", None)
    result = lianshen("load")
    assert result.exit_code == 2
    assert "没有装 psutil" in result.stderr
    assert "pip install '.[bench]'" in result.stderr
