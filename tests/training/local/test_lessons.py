"""What labels teach: whose word counts, what one word says of another, and which texts stay together."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.content import REASONS
from model.draft import Draft
from model.judging import FLAG_OF
from model.rubric import FLAGS
from tests.training.local.saids import SAID
from tests.training.local.told import ROADS, label
from training.local.label import Label, digest_of
from training.local.lessons import OF_A_CORRECTION, Lesson, held_back, lessons_of
from training.local.said import Said

TEXTS = (
    ROADS,
    Draft(ROADS.title, ROADS.body.replace("。", "。\n")),  # the same text in other lines
    Draft("关于建养老院的建议", "村里老人多，没有养老院。请县民政局在镇上建一所。"),
    Draft("关于灌溉的建议", "上游水渠断了，三百亩田没有水。请县水利局修复。"),
)
LABELS = st.lists(
    st.builds(
        label,
        SAID,
        draft=st.sampled_from(TEXTS),
        by=st.sampled_from(["李审核", "王复核", "张主任"]),
        minute=st.integers(0, 3),
    ),
    max_size=6,
)


def taught(*labels: Label) -> Lesson:
    (lesson,) = lessons_of(labels)
    return lesson


def test_the_later_word_of_one_person_wins() -> None:
    early, late = Said({"vague": True}, main="教育局"), Said({"vague": False}, main="公安局")
    learnt = taught(label(late, minute=1), label(early))
    assert (learnt.flags, learnt.main) == ({"vague": False}, "公安局")


def test_a_later_word_on_something_else_leaves_the_earlier_one_standing() -> None:
    learnt = taught(label(Said({"vague": True}, ("V1",))), label(Said(main="公安局"), minute=1))
    assert (learnt.flags["vague"], learnt.codes["V1"], learnt.main) == (True, True, "公安局")


def test_a_flag_that_no_longer_holds_takes_its_codes_with_it() -> None:
    learnt = taught(label(Said(codes=("V1", "F2"))), label(Said({"vague": False}), minute=1))
    assert learnt.flags == {"too_broad": False, "vague": False, "infeasible": True}
    assert [code for code, holds in learnt.codes.items() if holds] == ["F2"]


def test_the_word_of_another_person_stands_beside_it() -> None:
    learnt = taught(label(Said(main="教育局")), label(Said({"vague": True}), by="王复核", minute=1))
    assert (learnt.flags, learnt.main) == ({"vague": True}, "教育局")


def test_of_several_people_the_majority_wins_whoever_spoke_last() -> None:
    learnt = taught(
        label(Said({"vague": True}, ("V1",), "教育局", triage="小微事"), by="李审核"),
        label(Said({"vague": True}, ("V1",), "教育局", triage="小微事"), by="王复核", minute=1),
        label(Said({"vague": False}, (), "公安局", triage="大要事"), by="张主任", minute=2),
    )
    assert learnt.flags["vague"] is True
    assert learnt.codes["V1"] is True
    assert (learnt.main, learnt.triage) == ("教育局", "小微事")


@pytest.mark.parametrize("last", [True, False])
def test_of_equal_sides_the_one_that_spoke_last_wins(last: bool) -> None:
    mains = {True: "教育局", False: "公安局"}
    learnt = taught(
        label(Said({"vague": not last}, main=mains[not last]), by="李审核"),
        label(Said({"vague": last}, main=mains[last]), by="王复核", minute=1),
    )
    assert (learnt.flags, learnt.main) == ({"vague": last}, mains[last])


def test_who_corrects_himself_speaks_last() -> None:
    """The word that stands between was the last until he spoke again."""
    learnt = taught(
        label(Said(main="教育局")),
        label(Said(main="财政局"), by="王复核", minute=1),
        label(Said(main="公安局"), minute=2),
    )
    assert learnt.main == "公安局"


def test_a_flag_that_does_not_hold_says_so_of_its_codes_and_one_that_holds_says_nothing_of_them() -> None:
    denied = taught(label(Said({"vague": False})))
    assert denied.codes == {code: False for code in REASONS if FLAG_OF[code] == "vague"}
    assert taught(label(Said({"vague": True}))).codes == {}


@pytest.mark.parametrize("codes", [(), ("V1",), ("B2", "F3", "F4")])
def test_codes_are_all_that_hold_and_tell_of_every_flag(codes: tuple[str, ...]) -> None:
    learnt = taught(label(Said(codes=codes)))
    assert learnt.codes == {code: code in codes for code in REASONS}
    assert learnt.flags == {flag: any(FLAG_OF[code] == flag for code in codes) for flag in FLAGS}


def test_a_flag_that_was_told_itself_is_not_told_by_the_codes() -> None:
    assert taught(label(Said({"vague": True}, ()))).flags["vague"] is True


def test_what_nobody_spoke_of_is_not_in_a_lesson() -> None:
    learnt = taught(label(Said(triage="急难事")))
    assert (learnt.draft, learnt.digest, learnt.group) == (ROADS, digest_of(ROADS), digest_of(ROADS))
    assert (learnt.flags, learnt.codes, learnt.main, learnt.triage) == ({}, {}, None, "急难事")


@pytest.mark.parametrize(
    ("sources", "weight"),
    [(["desk"], OF_A_CORRECTION), (["page"], 1.0), (["import"], 1.0), (["desk", "page"], 1.0)],
)
def test_a_unit_that_was_corrected_at_the_desk_counts_less_than_one_that_was_archived(
    sources: list[str], weight: float
) -> None:
    labels = [replace(label(Said(main="教育局"), by=source), source=source) for source in sources]
    beside = replace(label(Said({"vague": True}), by="王复核"), source="page")
    assert taught(*labels, beside).weight == weight


def test_one_text_in_other_lines_is_one_lesson_and_the_latest_of_them_is_shown() -> None:
    learnt = taught(
        label(Said(main="教育局"), draft=TEXTS[1], minute=1), label(Said({"vague": True}), by="王")
    )
    assert learnt.draft == TEXTS[1]
    assert learnt.main == "教育局"
    assert learnt.flags == {"vague": True}


def test_texts_on_the_same_matter_share_a_group() -> None:
    longer = Draft(ROADS.title, ROADS.body + "希望早日办成。")
    lessons = lessons_of(label(Said(main="教育局"), draft=draft) for draft in (ROADS, longer, TEXTS[2]))
    group = {each.draft: each.group for each in lessons}
    assert len(lessons) == 3
    assert group[ROADS] == group[longer] == min(digest_of(ROADS), digest_of(longer))
    assert group[TEXTS[2]] == digest_of(TEXTS[2])


@given(LABELS.flatmap(lambda labels: st.tuples(st.just(labels), st.permutations(labels))))
@settings(max_examples=20)
def test_the_order_of_the_labels_makes_no_difference(orders: tuple[list[Label], list[Label]]) -> None:
    one, other = orders
    assert lessons_of(one) == lessons_of(other)


@given(LABELS)
@settings(max_examples=10)
def test_every_text_is_taught_once_and_nothing_is_learnt_that_nobody_said(labels: Sequence[Label]) -> None:
    lessons = lessons_of(labels)
    assert [each.digest for each in lessons] == sorted({each.digest for each in labels})
    for learnt in lessons:
        own = [each.said for each in labels if each.digest == learnt.digest]
        assert learnt.main in {None, *(said.main for said in own)}
        assert learnt.triage in {None, *(said.triage for said in own)}
        assert {each.group for each in lessons} <= {each.digest for each in lessons}


def test_a_fifth_of_the_groups_is_held_back_by_the_name_of_the_group_alone() -> None:
    def named(group: str) -> Lesson:
        return Lesson(ROADS, "0", group, {}, {}, None, None)

    held = [held_back(named(f"{number:064x}")) for number in range(2000)]
    assert 0.17 < sum(held) / len(held) < 0.23
    for number in range(20):
        other = Lesson(TEXTS[2], "1", f"{number:064x}", {"vague": True}, {}, "教育局", None)
        assert held_back(other) is held[number]


def test_no_labels_teach_nothing() -> None:
    assert lessons_of([]) == ()
