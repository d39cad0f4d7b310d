from dataclasses import replace

from api.web.marks import Segment
from api.web.progress import Seen
from api.web.views import opinion, questions
from model.draft import Draft, Quote
from tests.api import reviews


def marked(segments: tuple[Segment, ...]) -> list[tuple[str, str]]:
    return [(segment.text, segment.marks[0].style) for segment in segments if segment.marks]


def test_objections_come_first_and_are_numbered_on() -> None:
    shown = opinion(reviews.DRAFT, reviews.FLAWED, Seen())
    numbers = [(remark.number, remark.code) for remark in shown.objections + shown.findings]
    assert numbers == [(1, "N8"), (2, "V2")]


def test_each_passage_is_marked_in_the_style_of_its_flag() -> None:
    shown = opinion(reviews.DRAFT, reviews.FLAWED, Seen())
    assert marked(shown.body) == [("希望有关部门高度重视", "vague"), ("138＊＊＊＊5678", "formal")]


def test_identifiers_of_persons_are_masked_in_the_marked_text() -> None:
    shown = opinion(reviews.DRAFT, reviews.FLAWED, Seen())
    assert "13812345678" not in "".join(segment.text for segment in shown.body)
    assert len("".join(segment.text for segment in shown.body)) == len(reviews.BODY)


def test_a_passage_in_the_title_is_marked_there() -> None:
    finding = replace(reviews.FINDING, quotes=(Quote("title", 2, 4, "加强"),))
    shown = opinion(reviews.DRAFT, replace(reviews.FLAWED, findings=(finding,), objections=()), Seen())
    assert marked(shown.title) == [("加强", "vague")]
    assert marked(shown.body) == []


def test_doubt_is_shown_as_doubt_and_never_as_a_fault() -> None:
    shown = opinion(reviews.DRAFT, reviews.UNSURE, Seen())
    assert shown.findings[0].unsure
    assert marked(shown.body) == [("希望有关部门高度重视", "vague unsure")]
    assert "拿不准，请再看看" in shown.plain
    assert [flag.words for flag in shown.flags] == ["没有看到", "拿不准，请再看看", "没有看到"]
    assert shown.said == "可提交。1 处拿不准。"


def test_where_the_main_unit_is_in_doubt_the_candidates_are_shown() -> None:
    sure = opinion(reviews.DRAFT, reviews.CLEAN, Seen()).units
    unsure = opinion(reviews.DRAFT, reviews.UNSURE, Seen()).units
    assert (sure.unsure, [each.unit for each in sure.others]) == (False, [])
    assert (unsure.unsure, [each.unit for each in unsure.others]) == (True, ["交通运输局", "农业农村局"])


def test_while_a_draft_may_be_no_suggestion_only_objections_are_shown() -> None:
    shown = opinion(reviews.DRAFT, replace(reviews.FLAWED, verdict="不宜作为建议"), Seen())
    assert shown.unfit
    assert [remark.code for remark in shown.objections] == ["N8"]
    assert shown.findings == ()
    assert [style for _, style in marked(shown.body)] == ["formal"]


def test_what_became_better_is_said_in_a_sentence() -> None:
    shown = opinion(reviews.DRAFT, reviews.FLAWED, Seen(("V1", "V2")))
    assert shown.resolved == ("情况不明",)
    assert [remark.new for remark in shown.objections + shown.findings] == [True, False]
    assert shown.said == "修改后提交。已改好 1 处，新出现 1 处（含个人信息），还有 2 处要改。"


def test_a_draft_without_a_title_is_shown() -> None:
    shown = opinion(Draft("", reviews.BODY), replace(reviews.FLAWED, title=""), Seen())
    assert "（没有标题）" in shown.plain
    assert "".join(segment.text for segment in shown.title) == ""


def test_the_three_questions_are_those_of_the_rubric_in_its_order() -> None:
    assert [question.name for question in questions()] == ["题目过大", "内容模糊", "缺乏可行性"]
