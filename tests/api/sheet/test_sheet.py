"""An opinion sheet says what the review says, shortened, and counts what it leaves out."""

from dataclasses import replace
from datetime import date

import pytest

from api.screen.review import FORMAL_FIRST
from api.sheet.making import sheet_of
from api.sheet.sheet import Sheet
from model.review import Review
from tests.api.reviews import CLEAN, FINDING, FLAWED, OBJECTION, UNSURE
from tests.api.sheet.reviews import REVIEWS, asks, long

DAY = date(2026, 10, 5)


def _said(review: Review) -> dict[str, list[str]]:
    return _rows(sheet_of(review, DAY))


def _rows(sheet: Sheet) -> dict[str, list[str]]:
    return {
        row.label: ["".join(piece.text for piece in line.pieces) for line in row.lines] for row in sheet.rows
    }


def test_a_sheet_says_everything_a_short_review_says() -> None:
    assert _said(FLAWED) == {
        "建议标题": [FLAWED.title],
        "结论": ["修改后提交", FLAWED.summary],
        "三类问题": [
            "题目过大：不成立（可能性极小）",
            "内容模糊：成立（可能性极大）",
            "缺乏可行性：不成立（可能性极小）",
        ],
        "形式审查": [f"1. N8 {OBJECTION.name}", "原文：“138＊＊＊＊5678”", f"改法：{OBJECTION.advice}"],
        "修改建议": [
            "1. V2 诉求不明（可能性较大）",
            "原文：“希望有关部门高度重视”",
            f"改法：{FINDING.advice}",
        ],
        "承办单位": [
            "主办：交通运输局（可能性较大）　职责：负责农村公路的建设和养护",
            "会办：农业农村局（可能性中等）",
        ],
        "逐条要求": ["1. “修补\ufffd[31m路面” → 交通运输局"],
        "分流": ["急难事（一周一推动），可能性较大"],
        "审核意见": ["签名：　　　　　　　　　　　年　　月　　日"],
    }


def test_day_level_and_model_stand_on_it() -> None:
    sheet = sheet_of(CLEAN, DAY)
    assert (sheet.day, sheet.basis, sheet.model) == ("2026年10月5日", "按县级审读", CLEAN.model)


def test_a_clean_draft_is_said_to_be_clean() -> None:
    said = _said(replace(CLEAN, items=()))
    assert said["修改建议"] == ["没有发现要改的地方。"]
    assert not {"形式审查", "逐条要求"} & set(said)


def test_doubt_is_said_as_doubt() -> None:
    said = _said(UNSURE)
    assert said["三类问题"][1] == "内容模糊：拿不准（可能性中等）"
    assert said["修改建议"][0] == "1. V2 诉求不明（拿不准）"
    assert said["承办单位"][0] == "主办单位拿不准，请从下面的候选里确定。"
    assert said["承办单位"][1].startswith("候选：交通运输局")


def test_of_an_unfit_draft_only_the_formal_objections_are_said() -> None:
    said = _said(replace(FLAWED, verdict="不宜作为建议"))
    assert list(said) == ["建议标题", "结论", "形式审查", "审核意见"]
    assert said["形式审查"][-1] == FORMAL_FIRST


def test_what_is_left_out_is_counted() -> None:
    said = _said(REVIEWS["packed"])
    shown = [line for label in ("形式审查", "修改建议") for line in said.get(label, []) if line[1:3] == ". "]
    assert said["形式审查"][-1] == f"另有 {8 + 11 - len(shown)} 个问题，见批注。"
    assert said["逐条要求"][-1] == f"另有 {30 - len(said['逐条要求']) + 1} 条，见原稿。"


def test_further_places_are_counted() -> None:
    (first,) = FINDING.quotes
    found = replace(FINDING, quotes=(first, first, first))
    said = _said(replace(CLEAN, findings=(found,)))
    assert said["修改建议"][1] == "原文：“希望有关部门高度重视”，另有 2 处，见批注"


def test_words_of_the_title_are_called_so() -> None:
    (first,) = FINDING.quotes
    found = replace(FINDING, quotes=(replace(first, part="title"),))
    assert _said(replace(CLEAN, findings=(found,)))["修改建议"][1] == "标题：“希望有关部门高度重视”"


def test_an_objection_that_quotes_nothing_is_said_without() -> None:
    said = _said(replace(CLEAN, objections=(replace(OBJECTION, quotes=()),)))
    assert said["形式审查"] == [f"1. N8 {OBJECTION.name}", f"改法：{OBJECTION.advice}"]


def test_a_draft_without_a_title_is_called_so() -> None:
    assert _said(replace(CLEAN, title=""))["建议标题"] == ["（没有标题）"]


def test_all_asks_are_named_where_they_fit() -> None:
    said = _said(replace(CLEAN, items=asks(8)))
    assert len(said["逐条要求"]) == 8


@pytest.mark.parametrize("name", REVIEWS)
def test_every_text_is_one_line_without_control_characters(name: str) -> None:
    review = replace(
        REVIEWS[name], title="关于\x00\x1b[31m修路\n\u202e的建议", summary=long(50) + "\r\n\ufffe"
    )
    for lines in _said(review).values():
        assert all(
            character >= " " and character not in "\u202e\ufffe" for line in lines for character in line
        )
