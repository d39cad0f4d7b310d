from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calibration import Platt, stated
from model.content import REASONS, rubric
from model.judging import FLAG_OF, flag_score, judge_codes, judge_flags
from model.review import State
from model.rubric import FLAGS
from model.tier import Thresholds
from tests.model.bundles import CALIBRATION, THRESHOLDS

NOTHING = dict.fromkeys((*FLAGS, *REASONS), -9.0)
scores = st.fixed_dictionaries({name: st.floats(-6, 6) for name in NOTHING})
RANK = {"不成立": 0, "拿不准": 1, "成立": 2}


def test_codes_belong_to_the_flags_of_the_rubric() -> None:
    assert {code.code: code.flag for code in rubric().reasons} == FLAG_OF


def test_the_score_of_a_flag_is_its_own_and_that_of_its_best_code() -> None:
    said = {**NOTHING, "vague": 1.5, "V1": -2.0, "V3": 0.25, "F1": 7.0}
    assert flag_score(said, "vague") == 1.75


@pytest.mark.parametrize(
    ("holds", "unsure", "state"),
    [(0.0, 0.0, "成立"), (0.0001, 0.0, "拿不准"), (0.2, -0.2, "拿不准"), (0.2, 0.0001, "不成立")],
)
def test_a_threshold_itself_is_reached(holds: float, unsure: float, state: State) -> None:
    """Thresholds a little above, at and below the very probability of the flag."""
    said = {**NOTHING, "vague": 1.0, "V2": -0.5}
    probability = stated(Platt(1.0, 0.0).probability(0.5))
    limits = Thresholds(round(probability + holds, 4), round(probability + unsure, 4), 0.5, 0.4)
    judged = judge_flags(said, CALIBRATION, limits)
    assert [flag.flag for flag in judged] == list(FLAGS)
    assert [flag.name for flag in judged] == ["题目过大", "内容模糊", "缺乏可行性"]
    assert (judged[1].probability, judged[1].state) == (probability, state)
    assert (judged[0].state, judged[2].state) == ("不成立", "不成立")


@given(scores, scores)
def test_a_likelier_flag_is_never_judged_milder(one: dict[str, float], other: dict[str, float]) -> None:
    first, second = (judge_flags(said, CALIBRATION, THRESHOLDS) for said in (one, other))
    for left, right in zip(first, second, strict=True):
        if left.probability < right.probability:
            assert RANK[left.state] <= RANK[right.state]


@given(scores)
def test_every_flag_that_may_hold_names_its_likeliest_code(said: dict[str, float]) -> None:
    flags = judge_flags(said, CALIBRATION, THRESHOLDS)
    codes = judge_codes(flags, said, CALIBRATION, THRESHOLDS)
    assert {FLAG_OF[judged.code] for judged in codes} == {
        flag.flag for flag in flags if flag.state != "不成立"
    }
    for flag in flags:
        own = [judged for judged in codes if FLAG_OF[judged.code] == flag.flag]
        if own:
            likeliest = max(stated(Platt(1.0, 0.0).probability(said[code])) for code in _codes(flag.flag))
            assert own[0].probability == min(likeliest, flag.probability)


@given(scores)
def test_no_code_is_surer_than_its_flag(said: dict[str, float]) -> None:
    flags = {flag.flag: flag for flag in judge_flags(said, CALIBRATION, THRESHOLDS)}
    for judged in judge_codes(tuple(flags.values()), said, CALIBRATION, THRESHOLDS):
        flag = flags[FLAG_OF[judged.code]]
        assert judged.probability <= flag.probability
        assert RANK[judged.state] <= RANK[flag.state]
        assert (judged.state == "成立") is (flag.state == "成立" and judged.probability >= THRESHOLDS.holds)


@given(scores)
def test_the_likeliest_flag_and_code_come_first_and_none_twice(said: dict[str, float]) -> None:
    flags = judge_flags(said, CALIBRATION, THRESHOLDS)
    codes = judge_codes(flags, said, CALIBRATION, THRESHOLDS)
    chance = {flag.flag: flag.probability for flag in flags}
    order = [(-chance[FLAG_OF[judged.code]], FLAGS.index(FLAG_OF[judged.code])) for judged in codes]
    assert order == sorted(order)
    assert len({judged.code for judged in codes}) == len(codes)
    for left, right in pairwise(codes):
        if FLAG_OF[left.code] == FLAG_OF[right.code]:
            assert left.probability >= right.probability


def test_a_flag_that_does_not_hold_names_none() -> None:
    said = {**NOTHING, "B1": 5.0}
    flags = judge_flags(said, replace(CALIBRATION, flags=dict.fromkeys(FLAGS, Platt(1.0, -99.0))), THRESHOLDS)
    assert judge_codes(flags, said, CALIBRATION, THRESHOLDS) == []


def test_a_flag_in_doubt_has_its_code_in_doubt() -> None:
    said = {**NOTHING, "too_broad": -5.0, "B1": 5.0}
    flags = judge_flags(said, CALIBRATION, THRESHOLDS)
    (judged,) = judge_codes(flags, said, CALIBRATION, THRESHOLDS)
    assert (judged.code, judged.probability, judged.state) == ("B1", 0.5, "拿不准")


def _codes(flag: str) -> list[str]:
    return [code for code in REASONS if FLAG_OF[code] == flag]


SURE = {**NOTHING, "infeasible": 3.0, "F1": 3.0}


def test_a_reserved_code_is_doubted_and_with_it_a_flag_that_rests_on_it_alone() -> None:
    flags = judge_flags(SURE, CALIBRATION, THRESHOLDS)
    assert flags[2].state == "成立"
    reserved = frozenset({"F1"})
    flags = judge_flags(SURE, CALIBRATION, THRESHOLDS, reserved)
    assert flags[2].state == "拿不准"
    (judged,) = judge_codes(flags, SURE, CALIBRATION, THRESHOLDS, reserved)
    assert (judged.code, judged.state) == ("F1", "拿不准")
    assert THRESHOLDS.unsure <= judged.probability < THRESHOLDS.holds


def test_a_flag_that_rests_on_another_code_too_still_holds() -> None:
    said, reserved = {**SURE, "F3": 2.0}, frozenset({"F1"})
    flags = judge_flags(said, CALIBRATION, THRESHOLDS, reserved)
    codes = judge_codes(flags, said, CALIBRATION, THRESHOLDS, reserved)
    assert flags[2].state == "成立"
    assert [(judged.code, judged.state) for judged in codes] == [("F3", "成立")]


@given(scores, st.sets(st.sampled_from(REASONS)).map(frozenset))
def test_a_reserved_code_is_never_asserted_and_nothing_else_is_judged_harder(
    said: dict[str, float], reserved: frozenset[str]
) -> None:
    free = judge_flags(said, CALIBRATION, THRESHOLDS)
    flags = judge_flags(said, CALIBRATION, THRESHOLDS, reserved)
    for before, after in zip(free, flags, strict=True):
        assert after.probability <= before.probability
        assert RANK[before.state] - RANK[after.state] in {0, 1}
    for judged in judge_codes(flags, said, CALIBRATION, THRESHOLDS, reserved):
        if judged.code in reserved:
            assert judged.state == "拿不准"


@pytest.mark.parametrize(("b1", "b3", "named"), [(3.0, 2.0, "B1"), (2.0, 3.0, "B3")])
def test_a_title_is_not_said_to_be_both_too_wide_and_as_wide_as_its_text(
    b1: float, b3: float, named: str
) -> None:
    said = {**NOTHING, "too_broad": 3.0, "B1": b1, "B3": b3, "B2": 1.5}
    flags = judge_flags(said, CALIBRATION, THRESHOLDS)
    codes = judge_codes(flags, said, CALIBRATION, THRESHOLDS)
    assert [judged.code for judged in codes] == [named, "B2"]
