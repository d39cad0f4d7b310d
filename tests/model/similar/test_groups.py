"""Drafts on the same matter come together, and no others."""

from itertools import chain, pairwise

import pytest

from model.draft import Draft
from model.similar.groups import groups
from model.similar.matter import grouped_from
from tests.model.similar.drafts import (
    BRIDGE,
    DOCTORS,
    LAMPS,
    LAMPS_TOO,
    OTHER_LAMPS,
    SCHOOL_ROAD,
    copies,
    shortened,
)


def test_other_words_for_the_same_matter_make_a_group() -> None:
    (group,) = groups([(3, DOCTORS), (5, LAMPS), (8, BRIDGE), (9, LAMPS_TOO)])
    assert group.members == (5, 9)
    assert not group.near_copies


def test_the_same_words_about_another_village_make_none() -> None:
    assert groups([(1, LAMPS), (2, OTHER_LAMPS)]) == ()


def test_a_copy_is_named_as_one_and_its_passages_are_marked() -> None:
    (group,) = groups([(1, BRIDGE), (2, DOCTORS), (4, shortened(BRIDGE, 0))])
    assert group.members == (1, 4)
    assert group.near_copies
    assert group.passages[group.members.index(group.representative)] == ()
    (passages,) = (shared for shared in group.passages if shared)
    assert sum(len(passage.other.text) for passage in passages) > 30


@pytest.mark.parametrize("change", copies(SCHOOL_ROAD))
def test_a_copy_is_found_whatever_was_changed_around_it(change: str) -> None:
    drafts = [SCHOOL_ROAD, LAMPS, BRIDGE, DOCTORS, OTHER_LAMPS, copies(SCHOOL_ROAD)[change]]
    (group,) = groups(list(enumerate(drafts)))
    assert group.members == (0, 5)


@pytest.mark.parametrize("change", copies(SCHOOL_ROAD))
def test_a_copy_for_another_village_is_another_matter(change: str) -> None:
    copy = copies(SCHOOL_ROAD)[change]
    moved = [text.replace("大湾", "柏木").replace("石桥", "龙塘") for text in (copy.title, copy.body)]
    assert groups([(0, SCHOOL_ROAD), (1, LAMPS), (2, Draft(moved[0], moved[1]))]) == ()


def test_the_more_drafts_the_surer_two_must_be() -> None:
    bars = [grouped_from(drafts) for drafts in (2, 50, 150, 300, 3000, 100_000)]
    assert bars == sorted(bars)
    assert [round(bar, 2) for bar in bars[:4]] == [0.7, 0.8, 0.87, 0.91]
    assert bars[-1] < 0.999, "copies are grouped however many drafts there are"


@pytest.mark.parametrize("draft", [Draft("", "路灯坏了"), Draft("修桥", ""), LAMPS])
def test_equal_drafts_are_one_matter_however_short(draft: Draft) -> None:
    (group,) = groups([(1, draft), (2, Draft(draft.title, draft.body))])
    assert group.likeness == (1.0, 1.0)


def test_drafts_without_words_make_no_group() -> None:
    assert groups([(1, Draft("", "")), (2, Draft("", "")), (3, Draft("。", "，"))]) == ()


def test_no_drafts_make_no_group() -> None:
    assert groups([]) == ()


def test_order_does_not_change_who_belongs_together() -> None:
    drafts = [(1, LAMPS), (2, BRIDGE), (3, LAMPS_TOO), (4, DOCTORS), (5, shortened(LAMPS)), (6, OTHER_LAMPS)]
    forward, backward = groups(drafts), groups(drafts[::-1])
    assert [group.members for group in forward] == [group.members for group in backward]


def test_nobody_is_in_two_groups_and_each_group_has_its_representative() -> None:
    drafts = [
        LAMPS,
        LAMPS_TOO,
        BRIDGE,
        *(shortened(draft, at) for draft in (LAMPS, BRIDGE, DOCTORS) for at in (0, 1)),
    ]
    found = groups(list(enumerate(drafts)))
    members = list(chain.from_iterable(group.members for group in found))
    assert len(members) == len(set(members))
    for group in found:
        assert group.representative in group.members
        assert list(group.members) == sorted(group.members)
        assert group.likeness[group.members.index(group.representative)] == 1.0


def test_a_chain_of_drafts_is_not_one_matter() -> None:
    """Each draft tells of two matters, the one before has one of them and the one behind has the other."""
    about = [LAMPS, BRIDGE, DOCTORS]
    both = [Draft(own.title, f"{own.body}\n{other.body}") for own, other in pairwise(about)]
    drafts = [LAMPS, *both, DOCTORS]
    assert all({0, 3} - set(group.members) for group in groups(list(enumerate(drafts))))


def test_a_thousand_copies_are_one_group() -> None:
    drafts = [(number, Draft(LAMPS.title, f"{LAMPS.body}附议{number}。")) for number in range(1, 1001)]
    (group,) = groups(drafts)
    assert len(group.members) == 1000
    assert group.near_copies
