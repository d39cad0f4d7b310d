"""The workbook of a small session says, sheet by sheet, what was found."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from api.workbook.contents import Contents
from tests.api.reviews import FINDING, FLAWED, OBJECTION, TITLE
from tests.api.workbook.sessions import DAY, SESSION, rows_of, scored, session, written


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(tmp_path_factory.mktemp("workbook"), SESSION)


def test_the_sheets_stand_in_the_order_in_which_they_are_asked_for(book: Workbook) -> None:
    assert book.sheetnames == [
        "总览",
        "明细",
        "逐条分解",
        "重复与合并",
        "承办分布",
        "重点候选",
        "微实事候选",
        "错误",
    ]


def test_candidates_nobody_looked_for_have_no_sheet(tmp_path: Path) -> None:
    bare = written(tmp_path, Contents(SESSION.reviews, SESSION.unread, DAY))
    assert not {"重点候选", "微实事候选"} & set(bare.sheetnames)


def test_a_flawed_draft_has_everything_in_its_row(book: Workbook) -> None:
    assert rows_of(book["明细"])[1] == {
        "序号": 2,
        "编号": "002",
        "标题": TITLE,
        "代表": "李秀英",
        "代表团": "青石镇代表团",
        "结论": "修改后提交",
        "题目过大": "不成立",
        "内容模糊": "成立",
        "缺乏可行性": "不成立",
        "原因": f"N8 {OBJECTION.name}\nV2 {FINDING.name}",
        "原文（最能说明问题的字句）": "N8：“138＊＊＊＊5678”\nV2：“希望有关部门高度重视”",
        "修改意见": f"N8：{OBJECTION.advice}\nV2：{FINDING.advice}",
        "主办单位": "交通运输局",
        "会办单位": "农业农村局",
        "分流": "急难事",
        "来源": "汇总.xlsx，工作表“Sheet1”，第 3 行",
        "本级": "县",
        "题目过大的可能性": 0.02,
        "内容模糊的可能性": 0.91,
        "缺乏可行性的可能性": 0.05,
    }


def test_advice_leaves_the_sentence_it_offers_to_the_letter(tmp_path: Path) -> None:
    finding = replace(FINDING, advice="请写明要求，可写成：“建议县交通运输局____”。其余可以删去。")
    book = written(tmp_path, session(scored(1, replace(FLAWED, objections=(), findings=(finding,)), {})))
    assert rows_of(book["明细"])[0]["修改意见"] == "请写明要求。"


def test_doubt_is_said_as_doubt(book: Workbook) -> None:
    row = rows_of(book["明细"])[2]
    assert row["内容模糊"] == "拿不准"
    assert row["原因"] == f"V2 {FINDING.name}（拿不准）"
    assert row["主办单位"] == "拿不准，候选：\n交通运输局\n农业农村局"


def test_of_an_unfit_draft_only_its_form_is_told(book: Workbook) -> None:
    row = rows_of(book["明细"])[3]
    told = ("结论", "题目过大", "主办单位", "分流", "原因")
    assert [row[name] for name in told] == ["不宜作为建议", "—", "—", "—", f"N8 {OBJECTION.name}"]
    assert "内容模糊的可能性" not in row


def test_asks_are_listed_but_for_the_unfit_draft(book: Workbook) -> None:
    asks = rows_of(book["逐条分解"])
    assert [ask["序号"] for ask in asks] == [1, 2, 3]
    assert asks[0]["要求（原文）"] == "修补\ufffd[31m路面"
    assert asks[0]["承办单位"] == "交通运输局"
    assert asks[0]["可能性"] == 0.82


def test_a_group_names_its_representative_and_proposes_to_merge(book: Workbook) -> None:
    assert [row.get("相似组") for row in rows_of(book["明细"])] == ["第1组\n（代表件）", None, "第1组", None]
    first, second = rows_of(book["重复与合并"])
    assert (first["在组里"], first["序号"], second["在组里"], second["序号"]) == ("代表件", 1, "成员", 3)
    assert first["并案建议"] == "核对后，建议 2 件并案办理，由交通运输局牵头，一并答复领衔代表王建国、张伟"
    assert second["相同的字句（与代表件比）"] == "“青石镇”"
    assert "93%" in str(second["为什么在一组"])


def test_units_are_counted_with_a_total(book: Workbook) -> None:
    roads, farms, total = rows_of(book["承办分布"])
    assert roads == {
        "单位": "交通运输局",
        "主办（件）": 3,
        "占全部": 1,
        "其中主办拿不准": 1,
        "会办（件）": 0,
        "主办会办合计": 3,
        "逐条要求（条）": 3,
    }
    assert (farms["会办（件）"], total["主办（件）"], total["单位"]) == (3, 3, "合计")


def test_candidates_have_their_marks_grounds_and_deputies(book: Workbook) -> None:
    (key,) = rows_of(book["重点候选"])
    assert (key["代表"], key["同说件数"], key["反映强烈"]) == ("张伟", 2, 0.75)
    assert str(key["理由和原文"]).splitlines()[0] == "反映强烈：文中有依据（“青石镇”）"
    assert [row["花费（元）"] for row in rows_of(book["微实事候选"])] == [30_000, "没有写"]


def test_what_could_not_be_read_is_listed_with_its_remedy(book: Workbook) -> None:
    assert rows_of(book["错误"]) == [
        {
            "序号": 5,
            "文件": "件.zip/坏.docx",
            "什么问题": "文件已损坏",
            "怎么办": "请重新取得这份文件",
            "类别": "DraftDamaged",
        }
    ]


def test_the_overview_says_the_session_in_words(book: Workbook) -> None:
    said = [str(cell) for (cell, *_) in book["总览"].iter_rows(values_only=True) if cell]
    assert said[:8] == [
        "代表建议联审情况总览",
        "2026年10月5日　　联审模型：fast-1-abcdef",
        "意见供参考，由人决定",
        "共审读 4 件：可提交 2 件（50.0%），修改后提交 1 件（25.0%），不宜作为建议 1 件（25.0%）；"
        "另有 1 个文件或行读不出，原因见“错误”。",
        "提质减量：可提交的占 50.0%，上次占 25.0%，提高 25.0 个百分点；件数 4，上次 8，减少 4 件（50.0%）。",
        "三类问题：题目过大 0 件、内容模糊 1 件、缺乏可行性 0 件（一件可以不止一类）。",
        "重复：2 件分成 1 组，每组字句大体相同，或可能是同一件事；"
        "核对后都并案办理的话，可以少 1 件，见“重复与合并”。",
        "承办：主办件数最多的是交通运输局（3 件）；逐条要求共 3 条；1 件的主办单位拿不准，请人工确定。",
    ]


def test_the_overview_compares_with_the_earlier_session(book: Workbook) -> None:
    rows = {row[0]: row[1:4] for row in book["总览"].iter_rows(values_only=True)}
    assert rows["读入件数"] == (8, 4, -4)
    assert rows["可提交的占比"] == (0.25, 0.5, 25)
    assert list(rows["内容模糊的占比"]) == [0.75, pytest.approx(1 / 3), -41.7]


def test_a_run_that_was_cut_short_says_so(tmp_path: Path) -> None:
    book = written(tmp_path, Contents(SESSION.reviews, SESSION.unread, DAY, partial=True))
    assert "审读没有做完就停了，这里只是已经做完的部分" in [row[0].value for row in book["总览"].rows]


def test_a_session_without_drafts_is_a_workbook_too(tmp_path: Path) -> None:
    book = written(tmp_path, Contents(tuple, SESSION.unread, DAY))
    said = [row[0].value for row in book["总览"].rows]
    assert "没有读到草稿；另有 1 个文件或行读不出，原因见“错误”。" in said
    assert book["明细"]["A2"].value == "没有读到草稿。"
