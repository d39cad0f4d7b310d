"""The drafts of which two models say different things."""

from dataclasses import replace

import pytest

from model.review import Review
from tests.training.local.answers import answered, question, said
from training.local import differing as module
from training.local.differing import differing

SAME = said("交通运输局")
VAGUE = said("交通运输局", ["V1", "V2"], chances={"vague": 0.9})


def test_models_that_say_the_same_differ_nowhere() -> None:
    assert differing(answered([question(1), question(2)], [SAME, VAGUE], [SAME, VAGUE])) == ()


@pytest.mark.parametrize(
    ("new", "listed"),
    [
        (said("教育局"), True),
        (said(chances={"vague": 0.5}), True),
        (replace(SAME, verdict="不宜作为建议"), True),
        (said(chances={"vague": 0.3}), False),
        (said(value="大要事"), False),
        (said(state="拿不准"), False),
    ],
)
def test_another_verdict_flag_or_unit_counts_and_another_probability_does_not(
    new: Review, listed: bool
) -> None:
    assert bool(differing(answered([question(1)], [SAME], [new]))) is listed


def test_of_a_title_with_a_line_or_two_only_the_unit_is_looked_at() -> None:
    short = question(1, "corpus", main="教育局", short=True)
    assert differing(answered([short], [SAME], [VAGUE])) == ()
    (changed,) = differing(answered([short], [SAME], [said("教育局", state="拿不准")]))
    assert changed.said == ("主办：教育局",)
    assert (changed.old, changed.new) == (("主办：交通运输局",), ("主办：教育局（拿不准）",))


def test_both_are_told_side_by_side_with_what_people_said() -> None:
    spoken = question(
        7,
        flags={"vague": True, "infeasible": False},
        codes={"V1": True, "V2": True, "V3": False},
        main="教育局",
        value="小微事",
    )
    (changed,) = differing(answered([spoken], [SAME], [VAGUE]))
    assert (changed.title, changed.excerpt) == ("关于第7件事的建议", "第7处坏了， 请修好。")
    assert changed.said == (
        "内容模糊：成立",
        "缺乏可行性：不成立",
        "原因：V1、V2",
        "主办：教育局",
        "三分：小微事",
    )
    assert changed.old == ("结论：可提交", "主办：交通运输局")
    assert changed.new == ("结论：修改后提交", "内容模糊：成立（90%）V1、V2", "主办：交通运输局")


def test_of_what_nobody_judged_nothing_is_said() -> None:
    (changed,) = differing(answered([question(1)], [SAME], [VAGUE]))
    assert changed.said == ()


def test_a_long_body_is_cut_short() -> None:
    own = question(1)
    long = replace(own, lesson=replace(own.lesson, draft=replace(own.lesson.draft, body="路" * 81)))
    just = replace(own, lesson=replace(own.lesson, draft=replace(own.lesson.draft, body="路" * 80)))
    cut, whole = differing(answered([long, just], [SAME] * 2, [VAGUE] * 2))
    assert cut.excerpt == "路" * 80 + "……"
    assert whole.excerpt == "路" * 80


def test_those_of_the_place_come_first_and_no_more_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = [question(n, "corpus" if n < 3 else "local") for n in range(6)]
    told = answered(questions, [SAME] * 6, [VAGUE] * 6)
    assert [each.title for each in differing(told)] == [f"关于第{n}件事的建议" for n in (3, 4, 5, 0, 1, 2)]
    monkeypatch.setattr(module, "MOST", 4)
    assert [each.title for each in differing(told)] == [f"关于第{n}件事的建议" for n in (3, 4, 5, 0)]
