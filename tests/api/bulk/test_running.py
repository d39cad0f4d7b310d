"""A run is timed, its memory is watched, and one that fails is told."""

import sys
from pathlib import Path

import pytest

from api.bulk.result import Run
from api.bulk.running import run
from api.errors import BatchError

BUSY = "import sys, time; held = bytearray(100 << 20); time.sleep(1); open(sys.argv[3], 'w').close()"
FAILING = "import sys; sys.exit('没有模型。')"


def test_time_and_memory_are_those_of_the_program(tmp_path: Path) -> None:
    output = tmp_path / "结果.jsonl"
    measured = run([sys.executable, "-c", BUSY], tmp_path / "件.jsonl", output, "fast", 10)
    assert output.exists()
    assert measured.seconds >= 1
    assert measured.rate == 10 / measured.seconds
    assert 100 < measured.peak < 300
    assert (measured.tier, measured.form, measured.rows) == ("fast", ".jsonl", 10)


def test_a_run_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="没有做完：没有模型"):
        run([sys.executable, "-c", FAILING], tmp_path / "件.jsonl", tmp_path / "结果.jsonl", "fast", 10)


def test_growth_is_told_while_all_is_at_work() -> None:
    flat = Run.of("fast", ".jsonl", 1, 1.0, [50.0, *[400.0] * 96, 100.0, 50.0, 50.0])
    assert flat.growth == 0
    assert flat.peak == 400
    growing = Run.of("fast", ".jsonl", 1, 1.0, [float(held) for held in range(100, 200)])
    assert growing.growth == pytest.approx(40 / 139.5, abs=0.01)
    assert Run.of("fast", ".jsonl", 1, 1.0, [7.0]).growth == 0
