"""``lianshen benchmark``: over which texts, and what it says."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from api.bulk.desk_result import Asked, DeskSpeed
from api.bulk.result import Bulk
from model.draft import Draft
from tests.api.bulks import MEASURED as SCORED
from tests.api.cli.conftest import Lianshen
from tests.api.speeds import MEASURED
from training.benchmark.result import Benchmark
from training.labels import read_corpus


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Draft]:
    """Measure nothing; return the drafts it was asked for."""
    asked: list[Draft] = []

    def benchmark(
        drafts: Sequence[Draft], check: Sequence[str], report: Callable[[str, float], None]
    ) -> Benchmark:
        assert check[-1] == "check"
        asked.extend(drafts)
        report("审读", 0.5)
        return MEASURED

    monkeypatch.setattr("training.benchmark.run.benchmark", benchmark)
    return asked


def test_without_a_table_the_bundled_corpus_is_reviewed(lianshen: Lianshen, measured: list[Draft]) -> None:
    result = lianshen("benchmark")
    assert result.exit_code == 0
    assert result.stdout.startswith("速度和内存\n")
    assert result.stderr == "审读（50%）\n"
    assert measured == [labelled.draft for labelled in read_corpus().drafts]


def test_the_texts_of_a_table_are_reviewed(lianshen: Lianshen, measured: list[Draft], tmp_path: Path) -> None:
    table = tmp_path / "信件.csv"
    table.write_text("id,title,body\n1,路坏了,请修路。\n", "utf-8")
    result = lianshen("benchmark", "--texts", table, "--format", "json")
    assert json.loads(result.stdout) == json.loads(MEASURED.to_json())
    assert measured == [Draft("路坏了", "请修路。")]


def test_a_table_that_is_none_is_named(lianshen: Lianshen, measured: list[Draft], tmp_path: Path) -> None:
    table = tmp_path / "信件.csv"
    table.write_text("id,text\n1,路坏了\n", "utf-8")
    result = lianshen("benchmark", "--texts", table)
    assert result.exit_code == 2
    assert "信件.csv：没有列 title、body。" in result.stderr
    assert measured == []


def test_a_missing_extra_is_said_before_anything_is_done(
    lianshen: Lianshen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "training.baselines.logistic", None)
    monkeypatch.setitem(__import__("sys").modules, "jieba", None)
    monkeypatch.delitem(__import__("sys").modules, "training.baselines.logistic")
    monkeypatch.delitem(__import__("sys").modules, "training.baselines.tfidf", raising=False)
    result = lianshen("benchmark")
    assert result.exit_code == 2
    assert "pip install '.[bench]'" in result.stderr


@pytest.fixture
def bulk(monkeypatch: pytest.MonkeyPatch, small_home: Path) -> list[int]:
    """Measure nothing; return how many rows were asked for."""
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    asked: list[int] = []

    def measure(
        _folder: Path, command: Sequence[str], report: Callable[[str, float], None], *, lines: int
    ) -> Bulk:
        assert command[-1] == "score"
        asked.append(lines)
        report("审读", 0.5)
        return SCORED

    monkeypatch.setattr("api.bulk.measure.measure", measure)
    return asked


def test_scoring_many_drafts_is_measured_where_asked_for(lianshen: Lianshen, bulk: list[int]) -> None:
    result = lianshen("benchmark", "--score")
    assert result.exit_code == 0
    assert result.stdout.startswith("成批审读\n")
    result = lianshen("benchmark", "--score", "--rows", "1000000", "--format", "json")
    assert json.loads(result.stdout) == json.loads(SCORED.to_json())
    assert bulk == [100_000, 1_000_000]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rows", "2000"), "请同时写 --score"),
        (("--score", "--rows", "10"), "不小于 1000"),
        (("--score", "--texts", __file__), "只能写一个"),
        (("--desk", "--score"), "不能和"),
        (("--desk", "--texts", __file__), "不能和"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    lianshen: Lianshen, bulk: list[int], arguments: tuple[str, ...], said: str
) -> None:
    result = lianshen("benchmark", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert bulk == []


def test_the_desk_is_measured_where_asked_for(
    lianshen: Lianshen, monkeypatch: pytest.MonkeyPatch, small_home: Path
) -> None:
    asked = Asked.of("第一页", "/desk", 20_000, 65_536, [0.05, 0.06, 0.2], 0.12)
    measured = DeskSpeed(SCORED.machine, "fast-1", 20_000, 260.0, (asked,))
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    monkeypatch.setattr("api.bulk.desk.measure", lambda *_: measured)
    result = lianshen("benchmark", "--desk")
    assert result.exit_code == 0
    assert "第一页 20,000 64 60 200 200 40 一半以内 100 达到" in " ".join(result.stdout.split())
    result = lianshen("benchmark", "--desk", "--format", "json")
    assert json.loads(result.stdout) == json.loads(measured.to_json())
