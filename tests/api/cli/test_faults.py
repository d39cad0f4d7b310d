"""``lianshen faults``: what is tried, and what it says."""

import json
from collections.abc import Callable

import pytest

from api.faults.measure import Asked
from api.faults.result import PARTS, Faults, Killed, Kills, Part, Starts
from tests.api.cli.conftest import Lianshen
from training.benchmark.result import Machine

KILLED = (
    Killed("保存", 1200, 60, 0, 5321, ()),
    Killed("启用和退回模型", 800, 0, 120, 0, ("没有完整的模型在用",)),
)
STARTS = (Starts(1, 30, 1.6, 1.9, 1.2), Starts(2, 30, 2.4, 2.9, 2.1))
PART = Part("disk", 12.3, ("满的时候 3 次存不下",), ())
STARTED = Part("starts", 95.0, ("模型：full-0123456789ab",), (), "", (Starts(1, 20, 1.3, 1.7, 1.2),))
LEFT_OUT = Part("postgres", 0.0, (), (), "没有装 PostgreSQL")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Try nothing; return what was to be tried."""
    calls: list[Asked] = []

    def measure(wanted: Asked, report: Callable[[str, float], None]) -> Faults:
        calls.append(wanted)
        report("开始终止", 0.5)
        kills = Kills(wanted.seed, KILLED[: len(wanted.parts)], STARTS, 61.2, interrupted=False)
        return Faults(Machine.here(), kills, (PART, STARTED, LEFT_OUT))

    monkeypatch.setattr("api.faults.measure.measure", measure)
    return calls


def test_everything_is_tried_and_what_is_broken_is_listed(lianshen: Lianshen, asked: list[Asked]) -> None:
    result = lianshen("faults")
    assert asked == [Asked(list(PARTS), 2000, None, 0)]
    assert result.exit_code == 1
    assert result.stderr == "开始终止（50%）\n"
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "合计 2,000 60 120 5,321 1" in lines
    assert "不符：启用和退回模型：没有完整的模型在用" in lines
    assert "没有试：没有装 PostgreSQL" in lines
    assert any("1 个进程：30 次" in line and "达到" in line and "未都达到" not in line for line in lines)
    assert any(
        "1 个进程：20 次，一半不超过 1.30 秒，最慢 1.70 秒（要求 2 秒以内，达到）" in line for line in lines
    )
    assert any("2 个进程：30 次" in line and "未都达到" in line for line in lines)
    assert lines[-1] == "发现 1 处和承诺的不符，见上。"


def test_one_part_for_so_long_as_json(lianshen: Lianshen, asked: list[Asked]) -> None:
    arguments = ("--part", "kills", "--kills", "9", "--minutes", "2", "--seed", "3", "--format", "json")
    result = lianshen("faults", *arguments)
    assert asked == [Asked(["kills"], 9, 120, 3)]
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["kills"]["killed"][0]["acknowledged"], told["parts"][0]["name"]) == (5321, "disk")


def test_another_part_is_refused(lianshen: Lianshen, asked: list[Asked]) -> None:
    assert lianshen("faults", "--part", "fire").exit_code == 2
    assert asked == []
