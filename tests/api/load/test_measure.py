"""The service itself, started and driven for a moment, with a model that was trained in seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.errors import ServiceFailed
from api.load.course import Course, Effort
from api.load.in_process import rate_in_process
from api.load.measure import measure
from api.load.server import Server, serving
from model.draft import Draft
from model.errors import BundleError
from training.benchmark.result import Machine
from training.default import bundle_in_use
from training.labels import read_corpus

_A_MOMENT = Effort(seconds=0.3, warm=0.05, requests={"fast": 40, "full": 20})


def _drafts() -> list[Draft]:
    return [labelled.draft for labelled in read_corpus().drafts[:50]]


@pytest.fixture(scope="module")
def server(small_home: Path) -> Iterator[Server]:
    """The service, for whoever does not mind what others sent; the small model has the fast tier only."""
    with serving(small_home, "fast", 1) as started:
        yield started


def test_the_service_is_driven_with_one_process_and_with_one_for_each_core(small_home: Path) -> None:
    stages: list[str] = []
    load = measure(small_home, _A_MOMENT, lambda stage, _share: stages.append(stage))
    workers = sorted({1, Machine.here().cores})
    assert [(each.tier, each.workers) for each in load.services] == [("fast", number) for number in workers]
    assert len(stages) == len(workers) + 1
    assert load.characters == 300
    assert load.drafts > 1000
    for each in load.services:
        assert each.start > 0
        assert each.latency.requests == 60
        assert each.latency.p50 <= each.latency.p95 <= each.latency.p99
        assert each.saturation.yardstick == "echo"
        assert each.saturation.ratio == pytest.approx(each.saturation.rate / each.saturation.yardstick_rate)
        assert 0 < each.saturation.ratio < 1
        assert each.memory.requests == 40
        assert min(each.memory.megabytes) > 50


def test_the_full_tier_is_held_against_the_model_in_process(server: Server) -> None:
    asked: list[float] = []

    def in_process(seconds: float) -> float:
        asked.append(seconds)
        return 1000.0

    load = Course(server, _drafts(), _A_MOMENT).full(in_process)
    assert asked == pytest.approx([0.1, 0.1, 0.1])
    assert load.latency.manner == "one_by_one"
    assert load.saturation.ratio == pytest.approx(load.saturation.rate / 1000)


def test_the_model_in_process_reviews_in_several_processes(small_home: Path) -> None:
    assert rate_in_process(bundle_in_use(small_home), "fast", _drafts(), 2, 0.2) > 0


def test_a_draft_that_the_service_refuses_spoils_the_measure(server: Server) -> None:
    with pytest.raises(ServiceFailed, match="DraftNotChinese"):
        Course(server, [Draft("No", "Chinese")], _A_MOMENT).fast()


def test_a_service_that_does_not_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "current").write_text("nothing", "utf-8")
    with (
        pytest.raises(ServiceFailed, match=r"服务没有启动（.*current"),
        serving(tmp_path, "fast", 1),
    ):
        pass


def test_without_a_model_nothing_is_started(tmp_path: Path) -> None:
    with pytest.raises(BundleError):
        measure(tmp_path, _A_MOMENT, lambda _stage, _share: None)
