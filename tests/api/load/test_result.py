"""The arithmetic of the measures."""

import json

import pytest

from api.load.result import Latency, Memory
from tests.api.loads import MEASURED


def test_percentiles_are_those_of_all_requests() -> None:
    latency = Latency.of("paced", [float(number) for number in range(1000, -1, -1)], 5.0, 0.25)
    assert (latency.p50, latency.p95, latency.p99) == (500.0, 950.0, 990.0)
    assert latency.requests == 1001
    assert latency.rate == pytest.approx(200.2)


def test_growth_is_that_of_the_second_half() -> None:
    memory = Memory.of(400, [100.0, 180.0, 200.0, 205.0, 210.0])
    assert memory.growth == 10.0
    assert memory.share == pytest.approx(0.05)


def test_memory_that_shrinks_has_not_grown() -> None:
    assert Memory.of(100, [100.0, 120.0, 90.0]).share == pytest.approx(-0.25)


def test_the_json_has_every_measure_and_every_target() -> None:
    told = json.loads(MEASURED.to_json())
    assert told["machine"]["cores"] == 2
    assert told["wanted"] == {
        "start": 2.0,
        "rate": 200.0,
        "p99": 20.0,
        "p95": 60.0,
        "of_echo": 0.6,
        "of_in_process": 0.85,
        "growth": 0.05,
    }
    fast, _, full = told["services"]
    assert (fast["tier"], fast["workers"], full["tier"]) == ("fast", 1, "full")
    assert fast["latency"]["p99"] == 9.5
    assert fast["saturation"]["ratio"] == 0.25
    assert full["saturation"]["yardstick"] == "in_process"
    assert fast["memory"]["megabytes"] == [290.0, 300.0, 303.0]
