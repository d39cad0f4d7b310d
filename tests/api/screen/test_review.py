from dataclasses import replace

import pytest

from api.screen.paper import Paper
from api.screen.review import likelihood, percent, write_review
from model.content import rubric
from model.review import Review
from tests.api.reviews import CLEAN, DOCUMENT, FINDING, FLAWED, OBJECTION, UNSURE


def shown(review: Review, *, colour: bool = False, columns: int | None = None) -> str:
    paper = Paper(colour=colour, columns=columns)
    write_review(paper, "目录/草稿.txt", DOCUMENT, review)
    return paper.text()


def test_everything_a_review_says_is_there_in_order() -> None:
    text = shown(FLAWED)
    said = [
        "文件：目录/草稿.txt",
        "标题：关于加强农村道路建设的建议（按县级审读）",
        "提示：没有找到领衔代表一栏。",
        "结论：修改后提交",
        FLAWED.summary,
        "形式审查",
        "1. N8 ",
        "原文：联系电话【138＊＊＊＊5678】",
        "三类问题",
        "题目过大    不成立  可能性极小  2%  ----",
        "内容模糊    成立    可能性极大 91%  ##################--",
        "缺乏可行性  不成立  可能性极小  5%  #---",
        "问题所在",
        f"1. V2 {FINDING.name}（成立，可能性较大 87%）",
        "原文：【希望有关部门高度重视】，尽快解决。",
        f"问题：{FINDING.message}",
        f"建议：{FINDING.advice}",
        f"例子改前：{FINDING.example.before}",
        f"例子改后：{FINDING.example.after}",
        f"依据：{FINDING.clause.section}。{FINDING.clause.text}",
        "承办单位",
        "主办：交通运输局（可能性较大 82%）",
        "职责：负责农村公路的建设和养护",
        "会办：农业农村局（可能性中等 41%）",
        "逐条分解",
        "1. 修补",
        "→ 交通运输局（82%）",
        "分流",
        "急难事（一周一推动），可能性较大 70%",
        "模型版本：fast-1-abcdef",
    ]
    position = 0
    for words in said:
        position = text.index(words, position) + len(words)


def test_a_clean_review_has_no_empty_sections() -> None:
    text = shown(replace(CLEAN, items=()))
    assert "结论：可提交" in text
    assert not any(head in text for head in ("形式审查", "问题所在", "逐条分解"))


def test_doubt_is_shown_as_doubt() -> None:
    text = shown(UNSURE)
    assert "内容模糊    拿不准  可能性中等 50%" in text
    assert f"V2 {FINDING.name}（拿不准）" in text
    assert "主办单位拿不准" in text
    assert "候选：交通运输局" in text
    assert "主办：" not in text


def test_a_draft_that_may_be_no_suggestion_is_told_so_and_no_more() -> None:
    formal = rubric().codes["N1"]
    objection = replace(OBJECTION, code="N1", name=formal.name, severity="blocking")
    text = shown(replace(FLAWED, verdict="不宜作为建议", objections=(objection,)))
    after = text[text.index("形式审查\n") :]
    assert f"1. N1 {formal.name}" in after
    assert after.endswith(
        f"{OBJECTION.clause.text}\n\n形式审查的问题解决之后，再看题目、内容和可行性。\n\n模型版本：fast-1-abcdef\n"
    )
    assert not any(head in text for head in ("三类问题", "问题所在", "承办单位", "逐条分解", "分流"))


def test_other_candidates_are_neither_named_already_nor_hardly_possible() -> None:
    main, co = CLEAN.units.main, CLEAN.units.co
    others = [
        replace(main, unit=unit, probability=share)
        for unit, share in (("农业农村局", 0.1), ("水利局", 0.05), ("财政局", 0.049))
    ]
    text = shown(replace(CLEAN, units=replace(CLEAN.units, candidates=(main, *others))))
    assert co[0].unit == "农业农村局"
    assert "其他候选：水利局（5%）\n" in text
    text = shown(replace(CLEAN, units=replace(CLEAN.units, candidates=(main, others[0], others[2]))))
    assert "其他候选" not in text


def test_a_draft_without_a_title_says_so() -> None:
    assert "标题：（没有标题）（按县级审读）" in shown(replace(CLEAN, title=""))


@pytest.mark.parametrize("columns", [None, 80, 120])
@pytest.mark.parametrize("review", [CLEAN, FLAWED, UNSURE])
def test_colour_changes_nothing_but_colour(review: Review, columns: int | None) -> None:
    coloured = shown(review, colour=True, columns=columns)
    assert "\x1b[" in coloured
    assert "\x1b[31m路面" not in shown(review, columns=columns)
    assert "\x1b" not in shown(review, columns=columns)


def test_markup_in_a_draft_stays_text() -> None:
    body = DOCUMENT.draft.body
    tag = body.index("[bold]")
    quoted = replace(FINDING.quotes[0], start=tag, end=tag + 6, text="[bold]")
    text = shown(replace(FLAWED, findings=(replace(FINDING, quotes=(quoted,)),)))
    assert "青石镇【[bold]】大湾村[/bold]的路坏了。" in text


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0, "可能性极小"),
        (0.1, "可能性较小"),
        (0.3, "可能性中等"),
        (0.7, "可能性较大"),
        (0.9, "可能性极大"),
        (1, "可能性极大"),
    ],
)
def test_likelihood_in_words(probability: float, words: str) -> None:
    assert likelihood(probability) == words


def test_percentages_are_never_certain() -> None:
    assert [percent(value) for value in (0.0, 0.004, 0.5, 0.996, 1.0)] == ["1%", "1%", "50%", "99%", "99%"]
