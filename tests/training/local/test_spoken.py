"""What two labels of one text have to do with each other."""

import pytest
from hypothesis import given

from tests.training.local.saids import SAID
from training.local.said import Said
from training.local.spoken import at_odds, contains, flag_in


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        (Said(), None),
        (Said({"too_broad": True}), None),
        (Said({"vague": False}, ("V1",)), False),
        (Said(codes=("V1", "B1")), True),
        (Said(codes=("B1",)), False),
        (Said(codes=()), False),
    ],
)
def test_codes_tell_of_flags_unless_these_are_told_themselves(said: Said, holds: bool | None) -> None:
    assert flag_in(said, "vague") is holds


@pytest.mark.parametrize(
    ("said", "other", "topics"),
    [
        (Said({"vague": True}), Said({"vague": False}), ("内容模糊",)),
        (Said({"vague": False}), Said(codes=("V1",)), ("内容模糊",)),
        (Said(codes=("V1", "F1")), Said(codes=("F1", "V1")), ()),
        (Said(codes=("V1",)), Said(codes=("V2",)), ("原因代码",)),
        (Said(main="教育局"), Said(main="公安局", triage="小微事"), ("主办",)),
        (Said(co=("教育局",)), Said(co=()), ("会办",)),
        (Said(triage="急难事"), Said(triage="小微事"), ("三分",)),
        (Said(main="教育局"), Said({"vague": True}), ()),
    ],
)
def test_only_what_both_spoke_of_can_be_at_odds(said: Said, other: Said, topics: tuple[str, ...]) -> None:
    assert at_odds(said, other) == at_odds(other, said) == topics


@given(SAID)
def test_a_label_contains_itself_and_silence(said: Said) -> None:
    assert contains(said, said)
    assert contains(said, Said())
    assert contains(Said(), said) is (not said)
    assert at_odds(said, said) == ()


def test_who_says_more_contains_who_says_less() -> None:
    assert contains(Said({"vague": True}, main="教育局"), Said(main="教育局"))
    assert not contains(Said(main="教育局"), Said({"vague": True}, main="教育局"))
    assert not contains(Said(co=("教育局",)), Said(co=()))
