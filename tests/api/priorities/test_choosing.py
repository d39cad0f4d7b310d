"""Five to eight for 重点处理, spread over units; small matters for a special fund."""

from dataclasses import replace

import pytest

from api.priorities.candidates import CRITERIA, Weights
from api.priorities.choosing import key_matters, small_matters
from api.priorities.cost import Cost
from api.priorities.summary import Summary, summarise
from model.review import TriageValue
from model.similar.groups import Group
from tests.api.priorities.told import QUOTE, measured, review, scored, summary
from tests.api.reviews import FLAWED


def group(*members: int) -> Group:
    return Group(members, members[0], False, (1.0,) * len(members), ((),) * len(members))


def many(count: int, **signs: float) -> list[Summary]:
    return [summary(number, unit=f"单位{number}", **signs) for number in range(1, count + 1)]


def numbers(found: tuple[object, ...]) -> list[int]:
    return [each.number for each in found]  # type: ignore[attr-defined]


def test_eight_are_proposed_where_enough_are_worth_it() -> None:
    assert len(key_matters(many(30, conflict=0.9, urgent=0.9, soon=0.9))) == 8


def test_five_are_proposed_where_the_others_are_not() -> None:
    assert len(key_matters(many(30, conflict=0.2, urgent=0.4, soon=0.4))) == 5


def test_a_small_session_gives_what_it_has() -> None:
    assert numbers(key_matters(many(3, soon=0.4))) == [1, 2, 3]
    assert key_matters([]) == ()


def test_a_unit_has_two_at_most() -> None:
    strong = [summary(number, unit="水利局", conflict=1, urgent=1, soon=1) for number in range(1, 10)]
    others = [
        summary(number, unit=f"单位{number}", conflict=0.5, urgent=0.5, soon=0.5) for number in range(10, 20)
    ]
    assert numbers(key_matters([*others, *strong])) == [1, 2, 10, 11, 12]


def test_a_unit_has_more_where_there_are_no_others() -> None:
    only = [summary(number, unit="水利局", soon=0.5) for number in range(1, 10)]
    assert numbers(key_matters(only)) == [1, 2, 3, 4, 5]


def test_equal_scores_go_by_the_number_whatever_the_order_of_reading() -> None:
    drafts = many(20, soon=0.4)
    assert numbers(key_matters(drafts)) == numbers(key_matters(reversed(drafts))) == [1, 2, 3, 4, 5]


def test_only_the_best_draft_of_a_group_is_proposed_and_names_all_that_say_the_same() -> None:
    drafts = [summary(1, soon=0.4), summary(2, soon=0.9), *many(9, soon=0.1)[4:]]
    first = key_matters(drafts, [group(1, 2)])[0]
    assert (first.number, first.members) == (2, (1, 2))
    assert first.marks[0].reason == "2 件说的可能是同一件事、没有写到涉及多少人"
    assert first.marks[0].score == pytest.approx(0.4)


def test_one_deputy_who_says_it_twice_is_one_voice() -> None:
    own = [replace(summary(number), deputy="陈某某") for number in (1, 2)]
    assert key_matters(own, [group(1, 2)])[0].marks[0].score == 0


def test_a_draft_that_goes_back_is_not_proposed_but_its_voice_counts() -> None:
    back = summarise(scored(1, "反映问题。", FLAWED))
    assert not back.ready
    (first,) = key_matters([back, summary(2, soon=0.5)], [group(1, 2)])
    assert (first.number, first.members) == (2, (1, 2))
    assert first.marks[0].score == pytest.approx(0.4)


def test_the_marks_stand_in_the_order_of_the_criteria_and_the_score_is_their_mean() -> None:
    (only,) = key_matters([summary(1, conflict=0.4, urgent=0.8, soon=0.6, people=100_000)])
    assert tuple(mark.criterion for mark in only.marks) == CRITERIA
    assert only.score == pytest.approx((0.7 + 0.4 + 0.8 + 0.6) / 4)


def test_weights_change_the_order() -> None:
    drafts = [summary(1, urgent=0.9), summary(2, conflict=0.8)]
    assert numbers(key_matters(drafts)) == [1, 2]
    assert numbers(key_matters(drafts, weights=Weights(conflict=3))) == [2, 1]


@pytest.mark.parametrize(
    "weights", [(-1, 1, 1, 1), (0, 0, 0, 0), (float("inf"), 1, 1, 1), (float("nan"),) * 4]
)
def test_weights_that_weigh_nothing_are_refused(weights: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Weights(*weights)


def small(number: int, triage: TriageValue, yuan: float | None, urgent: float = 0.5) -> Summary:
    own = summarise(scored(number, f"第{number}件", review(triage)))
    signs = measured(urgent=urgent)
    signs = replace(signs, urgent=replace(signs.urgent, quotes=(QUOTE,)))
    return replace(own, measured=replace(signs, cost=Cost(yuan, QUOTE) if yuan else None))


def test_small_matters_are_small_or_cheap_and_urgent() -> None:
    drafts = [
        small(1, "小微事", None),
        small(2, "小微事", 30_000),
        small(3, "小微事", 600_000),
        small(4, "急难事", None),
        small(5, "急难事", 200_000, urgent=0.9),
        small(6, "大要事", 20_000),
    ]
    found = small_matters(drafts)
    assert numbers(found) == [2, 5, 1]
    assert [each.yuan for each in found] == [30_000, 200_000, None]
    assert found[0].reason.startswith("小微事；水利局一家能办；自述约需 3 万元")


def test_a_matter_of_several_units_is_not_small() -> None:
    assert small_matters([replace(small(1, "小微事", 30_000), units=2)]) == ()


def test_the_longest_list_of_small_matters_can_be_set() -> None:
    drafts = [small(number, "小微事", 30_000) for number in range(1, 40)]
    assert numbers(small_matters(drafts, most=3)) == [1, 2, 3]
