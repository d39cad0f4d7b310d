"""What is measured of a tier, on a bundle that is small but whole."""

from dataclasses import fields
from pathlib import Path

import pytest

from model.bundle import save_bundle
from model.draft import Draft
from tests.model.bundles import DRAFTS, made
from training.benchmark.measure import enough, measure_all_cores, measure_one_core
from training.benchmark.result import Spent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_bundle(made(), tmp_path_factory.mktemp("models"))


def test_what_a_tier_takes_on_one_core(folder: Path) -> None:
    drafts = list(DRAFTS) * 40
    found = measure_one_core(folder, "fast", drafts, [(30, drafts[:5]), (1000, [])])
    assert found.version
    assert found.spent.texts == len(drafts)
    assert all(getattr(found.spent, field.name) > 0 for field in fields(Spent))
    assert found.memory > 10
    short, none = found.latencies
    assert (short.characters, short.drafts) == (30, 5)
    assert 0 < short.p50 <= short.p95
    assert (none.drafts, none.p50, none.p95) == (0, 0.0, 0.0)


def test_the_drafts_given_stay_unread(folder: Path) -> None:
    """What was found in a draft is kept with it, so measuring one that was read would flatter."""
    drafts = [Draft(draft.title, draft.body, draft.level) for draft in DRAFTS]
    measure_one_core(folder, "fast", drafts, [(30, drafts)])
    assert all(set(vars(draft)) == {"title", "body", "level"} for draft in drafts)


def test_what_all_cores_do_together(folder: Path) -> None:
    assert measure_all_cores(folder, "fast", list(DRAFTS) * 100, 2) > 0


def test_a_slow_tier_is_measured_on_fewer_texts() -> None:
    drafts = [Draft("", str(number)) for number in range(5000)]
    assert enough(drafts, 0.001) == drafts
    assert enough(drafts, 100.0) == drafts[:150]
    assert len(enough(drafts, 1e9)) == 32
