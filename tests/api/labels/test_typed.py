"""What is typed on the page for labelling: only what was judged is said, units by a part of their names."""

import pytest

from api.labels.typed import EMPTY, NO, SILENT, YES, said_in, typed_as, typed_in, units_like
from model.unit_list import bundled_units
from training.local.said import Said

UNITS = bundled_units()


def said(*fields: tuple[str, str]) -> tuple[Said, tuple[str, ...], dict[str, str]]:
    return said_in(typed_in(fields), UNITS)


def test_what_was_not_judged_is_not_said() -> None:
    made, ticked, wrong = said(("too_broad", NO), ("vague", SILENT), ("main", ""), ("triage", ""))
    assert (made, ticked, wrong) == (Said({"too_broad": False}), (), {})


def test_nothing_judged_is_refused() -> None:
    made, _, wrong = said(("vague", ""), ("code", "V2"))
    assert not made
    assert "没有保存" in wrong["too_broad"]


def test_reasons_count_once_all_three_are_judged_and_each_that_holds_has_one() -> None:
    judged = (("too_broad", NO), ("vague", YES), ("infeasible", NO))
    made, ticked, _ = said(*judged, ("code", "V2"), ("code", "V1"), ("code", "B1"))
    assert made.codes == ticked == ("V1", "V2")
    made, ticked, _ = said(*judged)
    assert (made.codes, ticked) == (None, ())
    made, ticked, _ = said(*judged[:2], ("code", "V2"))
    assert (made.codes, ticked) == (None, ("V2",))
    assert typed_as(made, ticked).codes == {"V2"}
    made, *_ = said(("too_broad", NO), ("vague", NO), ("infeasible", NO))
    assert made.codes == ()


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("财政局", ("财政局",)),
        (" 财 政 ", ("财政局",)),
        ("公安", ("公安局",)),
        ("城管局", ("城市管理和综合执法局",)),
        ("教体", ("教育局",)),
    ],
)
def test_a_part_of_a_name_is_enough(typed: str, units: tuple[str, ...]) -> None:
    made, _, wrong = said(("main", typed))
    assert (made.main, wrong) == (units[0], {})


def test_a_part_that_several_units_have_is_asked_about() -> None:
    assert len(units_like("和", UNITS)) > 6
    made, _, wrong = said(("main", "和"), ("vague", YES))
    assert made.main is None
    assert wrong["main"].startswith("“和”可能是发展和改革局、")
    assert wrong["main"].endswith("等，请多打一个字")
    assert said(("main", "黑洞观测局"))[2] == {
        "main": "名单里没有名字含“黑洞观测局”的单位，请改一改，或者空着不说"
    }


def test_what_nobody_offered_is_not_said() -> None:
    made, ticked, _ = said(("vague", "maybe"), ("triage", "闲事"), ("code", "X1"), ("too_broad", YES))
    assert (made, ticked) == (Said({"too_broad": True}), ())


def test_the_form_says_again_what_was_said() -> None:
    before = Said({"vague": True, "too_broad": False, "infeasible": False}, ("V2",), "财政局", None, "急难事")
    assert said_in(typed_as(before), UNITS)[0] == before
    assert typed_as(Said()) == EMPTY
