"""What a deputy is told: the program's words in the manner of the letter, or a reviewer's."""

from dataclasses import replace

from api.batch.rows import Decision, Entry, Origin, Scored
from api.desk.opinion import opinion_of, own_opinion
from api.storage.database import Database
from model.content import rubric
from tests.api.desk.pieces import MASKED, piece, put_some
from tests.api.reviews import CLEAN, FINDING, FLAWED, OBJECTION, UNSURE

ENTRY = Entry(1, Origin("甲.docx"), MASKED, {"代表": "张三"})


def words(**changes: object) -> list[str]:
    """Return the paragraphs about a flawed draft with other parts."""
    return own_opinion(Scored(ENTRY, replace(FLAWED, **changes))).split("\n\n")  # type: ignore[arg-type]


def test_what_is_to_be_mended_stands_one_by_one_between_praise_and_unit() -> None:
    first, formal, vague, last = words()
    assert first == (
        "这件草稿题目大小合适，说的是一件事，没有看到本级办不成的要求，这些都很好，请保留。"
        "为了便于承办单位办理，建议您修改以后再提交，请着重看以下两处。"
    )
    assert formal == f"（一）{OBJECTION.name}\n写有手机号。\n修改建议：请删去。"
    assert vague == f"（二）{FINDING.name}\n{FINDING.message}\n修改建议：{FINDING.advice}"
    assert last == "修改后提交的，初步考虑由交通运输局主办、农业农村局会办，最后以交办时确定的为准。"


def test_one_good_thing_is_called_one_and_that_nothing_is_wrong_is_no_praise() -> None:
    by_flag = {each.flag: each for each in FLAWED.flags}
    broad = replace(by_flag["too_broad"], state="成立")
    beyond = replace(by_flag["infeasible"], state="成立")
    assert words(flags=(by_flag["too_broad"], by_flag["vague"], beyond))[0].startswith(
        "这件草稿题目大小合适，说的是一件事，这一点很好，请保留。"
    )
    assert words(flags=(broad, by_flag["vague"], by_flag["infeasible"]))[0].startswith("为了便于")


def test_one_place_is_called_one() -> None:
    assert words(objections=())[0].endswith("请着重看以下一处。")


def test_what_is_in_doubt_is_asked_about() -> None:
    doubted = words(findings=UNSURE.findings)[2]
    assert doubted.startswith(
        "另外，下面的地方我们没有把握，请您再看一看：\n诉求不明（“希望有关部门高度重视”）："
    )


def test_where_a_flag_holds_and_no_code_is_sure_the_summary_says_so() -> None:
    first, *_ = words(objections=(), findings=(), summary="建议修改后提交。“内容模糊”成立，请对照细则修改。")
    assert first.endswith("建议修改后提交。“内容模糊”成立，请对照细则修改。")


def test_what_is_no_suggestion_is_told_where_it_belongs() -> None:
    code = rubric().codes["N1"]
    own = replace(
        OBJECTION,
        code="N1",
        name=code.name,
        severity="blocking",
        message="是个人的事。",
        advice="请找主管单位。",
    )
    first, why, last = words(verdict="不宜作为建议", objections=(own,))
    assert first.startswith("您反映的情况，我们已经了解，也很重视。只是")
    assert why == f"（一）{code.name}\n是个人的事。\n办法：请找主管单位。"
    assert last == "您可以按上述办法另行反映，也可以改写以后再提交。"


def test_what_could_be_handed_in_is_not_said_to_be_wrong() -> None:
    assert own_opinion(Scored(ENTRY, CLEAN)) == "我们读了全文，没有看到非改不可的地方，请您再核对一遍。"


def test_neither_characters_that_act_nor_an_edited_opinion_come_into_it() -> None:
    hostile = words(findings=(replace(FINDING, message="“\u202e倒\x1b[31m”没有说清。"),), objections=())
    assert "\u202e" not in "".join(hostile)
    assert "\x1b" not in "".join(hostile)
    scored = Scored(ENTRY, FLAWED)
    decided = replace(scored, decision=Decision("已退回", "李审核", opinion="别的话。"))
    assert own_opinion(decided) == own_opinion(scored)


def test_an_edited_opinion_takes_the_place_of_the_programs(database: Database) -> None:
    found = piece(database, put_some(database)[0])
    assert opinion_of(found) == own_opinion(found.scored)
    assert (
        opinion_of(replace(found, standing=replace(found.standing, opinion="请写明路段。"))) == "请写明路段。"
    )
