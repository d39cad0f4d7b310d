"""A review once people corrected it: their word in the place of the model's, and what follows from it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.desk.corrected import brief_of, corrected
from model.content import rubric
from model.draft import Draft
from model.review import RHYTHMS, Review, from_json, to_json
from model.rubric import FLAGS
from model.unit import Unit
from model.unit_list import UnitList
from model.verdict import verdict
from tests.api.reviews import CLEAN, DRAFT, FINDING, FLAWED, UNSURE
from tests.training.local.saids import SAID
from training.local.said import Said

REVIEWS = st.sampled_from([CLEAN, FLAWED, UNSURE])
NO_FORM = replace(FLAWED, objections=())


def states(review: Review) -> tuple[str, ...]:
    return tuple(judged.state for judged in review.flags)


def test_where_nobody_said_anything_it_is_the_models() -> None:
    assert corrected(DRAFT, FLAWED, Said()) is FLAWED


def test_a_flag_that_does_not_hold_takes_its_findings_along() -> None:
    now = corrected(DRAFT, NO_FORM, Said({"vague": False}))
    assert states(now) == ("不成立", "不成立", "不成立")
    assert now.flags[1].probability == 0.0
    assert now.findings == ()
    assert now.verdict == "可提交"
    assert now.summary.startswith("可以提交。")


def test_a_flag_that_holds_asks_for_a_revision_though_no_code_is_named() -> None:
    now = corrected(DRAFT, CLEAN, Said({"too_broad": True}))
    assert states(now) == ("成立", "不成立", "不成立")
    assert (now.flags[0].probability, now.verdict, now.findings) == (1.0, "修改后提交", ())
    assert "题目过大" in now.summary


def test_codes_are_all_that_hold_and_the_flags_follow_from_them() -> None:
    now = corrected(DRAFT, UNSURE, Said(codes=("B1",)))
    assert states(now) == ("成立", "不成立", "不成立")
    assert [(each.code, each.state, each.probability) for each in now.findings] == [("B1", "成立", 1.0)]
    (added,) = now.findings
    assert (added.quotes[0].part, added.quotes[0].text) == ("title", DRAFT.title)
    assert added.advice == rubric().codes["B1"].advice


def test_a_code_that_the_model_found_keeps_its_words_and_becomes_certain() -> None:
    now = corrected(DRAFT, UNSURE, Said(codes=("V2",)))
    assert now.findings == (replace(FINDING, probability=1.0),)
    assert states(now)[1] == "成立"


def test_what_is_said_of_a_flag_goes_before_what_follows_from_codes() -> None:
    now = corrected(DRAFT, CLEAN, Said({"infeasible": True}, codes=()))
    assert states(now) == ("不成立", "不成立", "成立")


def test_no_code_at_all_clears_a_draft_of_doubt() -> None:
    now = corrected(DRAFT, UNSURE, Said(codes=()))
    assert (now.findings, states(now), now.verdict) == ((), ("不成立",) * 3, "可提交")


@pytest.mark.parametrize("draft", [Draft("", "修路。"), Draft("", "1234"), Draft("", "\n\n")])
def test_a_code_added_to_a_draft_without_a_title_points_at_its_beginning(draft: Draft) -> None:
    now = corrected(draft, replace(CLEAN, title=""), Said(codes=("V1",)))
    (quote,) = now.findings[0].quotes
    assert (quote.part, quote.start) == ("body", 0)
    assert quote.text == draft.body[: quote.end]


def test_a_unit_becomes_the_main_one_and_leaves_the_others() -> None:
    now = corrected(DRAFT, CLEAN, Said(main="农业农村局")).units
    assert (now.state, now.main.unit, now.main.role, now.main.probability) == (
        "成立",
        "农业农村局",
        "主办",
        1.0,
    )
    assert now.co == ()
    assert [each.unit for each in now.candidates] == ["农业农村局", "交通运输局"]


def test_a_main_unit_that_is_said_is_no_longer_in_doubt() -> None:
    assert corrected(DRAFT, UNSURE, Said(main="交通运输局")).units.state == "成立"
    assert corrected(DRAFT, UNSURE, Said(triage="小微事")).units.state == "拿不准"


def test_others_are_those_that_are_said() -> None:
    now = corrected(DRAFT, CLEAN, Said(co=("财政局", "公安局"))).units
    assert [(each.unit, each.role, each.probability) for each in now.co] == [
        ("财政局", "会办", 1.0),
        ("公安局", "会办", 1.0),
    ]
    assert corrected(DRAFT, CLEAN, Said(co=())).units.co == ()


def test_the_class_is_the_one_that_is_said_with_its_rhythm() -> None:
    now = corrected(DRAFT, CLEAN, Said(triage="大要事")).triage
    assert (now.value, now.probability, now.rhythm) == ("大要事", 1.0, "一月一促进")


def test_a_formal_objection_stays_whatever_is_said() -> None:
    now = corrected(DRAFT, FLAWED, Said({"vague": False}))
    assert (now.objections, now.verdict) == (FLAWED.objections, "修改后提交")


@given(REVIEWS, SAID)
def test_every_combination_gives_a_review_that_holds_together(review: Review, said: Said) -> None:
    now = corrected(DRAFT, review, said)
    assert from_json(to_json(now)) == now
    assert now.verdict == verdict(now.objections, now.flags, now.findings)
    judged = {each.flag: each for each in now.flags}
    assert tuple(judged) == FLAGS
    for flag, holds in said.flags.items():
        assert judged[flag].state == ("成立" if holds else "不成立")
    assert all(judged[found.flag].state != "不成立" for found in now.findings)
    assert len({found.code for found in now.findings}) == len(now.findings)
    if said.codes is not None:
        denied = {flag for flag, holds in said.flags.items() if not holds}
        wanted = {code for code in said.codes if rubric().codes[code].flag not in denied}
        assert {found.code for found in now.findings} == wanted
    assert now.units.main.unit == (said.main or review.units.main.unit)
    assert now.units.candidates[0].unit == now.units.main.unit
    if said.co is not None:
        assert tuple(each.unit for each in now.units.co) == said.co
    assert now.triage.rhythm == RHYTHMS[said.triage or review.triage.value]
    brief = brief_of(now)
    assert (brief.verdict, brief.main, brief.triage) == (now.verdict, now.units.main.unit, now.triage.value)
    assert (brief.too_broad, brief.vague, brief.infeasible) == states(now)


def test_duties_are_those_of_the_list_in_use_and_a_unit_of_former_days_has_none() -> None:
    units = UnitList((Unit("公路局", (), "学位和招生，公路养护"),))
    now = corrected(DRAFT, CLEAN, Said(main="公路局", co=("国土资源局",)), units).units
    assert now.main.duty in {"公路养护", "学位和招生"}
    assert [(each.unit, each.duty) for each in now.co] == [("国土资源局", "")]
