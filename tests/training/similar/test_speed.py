"""Drafts made up to measure with, and the measure."""

from itertools import pairwise

from tests.model.similar.drafts import BRIDGE, DOCTORS, LAMPS, OTHER_LAMPS
from training.similar.made_up import made_up
from training.similar.speed import measure

DRAFTS = [LAMPS, OTHER_LAMPS, BRIDGE, DOCTORS]


def test_the_same_seed_makes_the_same_drafts() -> None:
    assert list(made_up(DRAFTS, 30)) == list(made_up(DRAFTS, 30))
    assert list(made_up(DRAFTS, 30)) != list(made_up(DRAFTS, 30, seed=1))


def test_one_in_ten_is_a_copy_of_an_earlier_one() -> None:
    drafts = list(made_up(DRAFTS, 40))
    for at in (9, 19, 29, 39):
        assert any(
            set(drafts[at].body.split("。")) <= set(earlier.body.split("。")) for earlier in drafts[:at]
        )


def test_the_others_have_names_and_numbers_of_their_own() -> None:
    bodies = [draft.body for draft in made_up([OTHER_LAMPS], 9)]
    assert all(own != other for own, other in pairwise(bodies))
    assert not any("桃源村" in body for body in bodies[:3])


def test_grouping_is_measured_in_a_process_of_its_own() -> None:
    measured = measure(200)
    assert measured.drafts == 200
    assert measured.grouped >= 2 * measured.groups > 0
    assert measured.processor > 0
    assert 50 < measured.memory < 2048
