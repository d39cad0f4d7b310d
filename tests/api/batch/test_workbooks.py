"""Workbooks as offices make them: titles above the header, merged cells, formulas, dates, several sheets."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from api.batch.rows import Entry, Origin, Unread
from tests.api.batch.making import ASK, BODY, HEADER, ROW, SITUATION, TITLE, drafts, read, unread, workbook


def test_a_row_is_a_draft(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "表.xlsx",
        [
            (*HEADER, "届次", "日期", "承办单位", "办理情况"),
            (*ROW, "三届一次", date(2026, 1, 15), "公安局", "已办结"),
        ],
    )
    (found,) = drafts(path)
    assert found.origin == Origin(str(path), "Sheet", 2)
    assert (found.draft.title, found.draft.body, found.draft.level) == (TITLE, BODY, "县")
    assert found.fields == {
        "编号": "1", "代表": "张三", "代表团": "鹭湾代表团", "届次": "三届一次", "日期": "2026-01-15",
        "承办单位": "公安局", "办理情况": "已办结",
    }  # fmt: skip
    assert found.notices == ()


def test_the_header_may_stand_in_row_3_and_in_another_column(tmp_path: Path) -> None:
    def build(sheet: Worksheet) -> None:
        sheet["C1"] = "松涧县第十八届人民代表大会第四次会议代表建议汇总表"
        sheet.merge_cells("C1:G1")
        for column, (header, value) in enumerate(zip(HEADER, ROW, strict=True), 3):
            sheet.cell(3, column, header)
            sheet.cell(5, column, value)

    (found,) = drafts(workbook(tmp_path / "表.xlsx", build))
    assert (found.origin.row, found.draft.title, found.fields["代表"]) == (5, TITLE, "张三")


def test_a_header_of_two_rows_is_understood(tmp_path: Path) -> None:
    def build(sheet: Worksheet) -> None:
        for column, header in enumerate(HEADER[:3], 1):
            sheet.cell(1, column, header)
            sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        sheet["D1"] = "提出人"
        sheet.merge_cells("D1:E1")
        sheet["D2"], sheet["E2"] = "姓名", "代表团"
        sheet.append(ROW)

    (found,) = drafts(workbook(tmp_path / "表.xlsx", build))
    assert found.fields == {"编号": "1", "代表": "张三", "代表团": "鹭湾代表团"}


def test_every_sheet_has_its_own_header(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, ROW], [], [("正文", "案由"), (BODY, TITLE)])
    found = drafts(path)
    assert [(each.number, each.origin.sheet, each.draft.title) for each in found] == [
        (1, "Sheet", TITLE), (2, "Sheet2", TITLE)
    ]  # fmt: skip


def test_a_sheet_that_is_no_table_of_drafts_is_said_and_the_next_read(tmp_path: Path) -> None:
    first, second = read(workbook(tmp_path / "表.xlsx", [("单位", "件数"), ("公安局", 3)], [HEADER, ROW]))
    assert isinstance(first, Unread)
    assert first.kind == "ColumnError"
    assert "单位" in first.problem
    assert "--map 标题=" in first.remedy
    assert isinstance(second, Entry)


def test_a_hidden_sheet_is_read_only_if_it_holds_drafts(tmp_path: Path) -> None:
    def hidden(*rows: tuple[Any, ...]) -> Any:
        def build(sheet: Worksheet) -> None:
            sheet.sheet_state = "hidden"
            for row in rows:
                sheet.append(row)

        return build

    path = workbook(
        tmp_path / "表.xlsx", [HEADER, ROW], hidden(("公安局",), ("教育局",)), hidden(HEADER, ROW)
    )
    assert [each.origin.sheet for each in drafts(path)] == ["Sheet", "Sheet2"]


def test_merged_cells_are_read_as_people_read_them(tmp_path: Path) -> None:
    def build(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        sheet.append(ROW)
        sheet.append((None, None, None, "李四", None))  # a further deputy of the same draft
        sheet.append((2, TITLE, BODY, "王五", None))
        for area in ("A2:A3", "B2:B3", "C2:C3", "E2:E4"):
            sheet.merge_cells(area)

    found = drafts(workbook(tmp_path / "表.xlsx", build))
    assert [(each.origin.row, each.fields["代表"], each.fields["代表团"]) for each in found] == [
        (2, "张三", "鹭湾代表团"), (4, "王五", "鹭湾代表团")
    ]  # fmt: skip


def test_a_formula_counts_with_its_last_value(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "表.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("标题", "内容"))
        sheet.write_formula(1, 0, '="关于"&C1', None, TITLE)
        sheet.write(1, 1, BODY)
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write(2, 1, BODY)
    first, second = drafts(tmp_path / "表.xlsx")
    assert first.draft.title == TITLE
    assert second.draft.title == ""


def test_values_are_written_as_people_write_them(tmp_path: Path) -> None:
    header = ("标题", "内容", "编号", "日期", "代表", "办理情况", "届次")
    row = (date(2026, 3, 15), BODY, 20260012.0, datetime(2026, 1, 15, 8, 30), "张\r\n三", True, 0.5)
    (found,) = drafts(workbook(tmp_path / "表.xlsx", [header, row]))
    assert found.draft.title == "2026-03-15"
    assert found.fields == {
        "编号": "20260012", "日期": "2026-01-15 08:30", "代表": "张\n三", "办理情况": "是", "届次": "0.5"
    }  # fmt: skip
    assert found.notices == ("标题这一格是日期，请核对。",)


def test_rows_without_words_are_passed_over(tmp_path: Path) -> None:
    def build(sheet: Worksheet) -> None:
        sheet.append(HEADER)
        sheet.append((1, None, None, "张三", None))
        sheet.append((2, "  ", "\u3000\n", None, None))
        sheet.append(HEADER)  # once more on the next printed page
        sheet.append(ROW)
        sheet.append(("合计", None, None, 1))
        sheet["A5000"].font = Font(bold=True)

    (found,) = drafts(workbook(tmp_path / "表.xlsx", build))
    assert found.origin.row == 5


def test_a_million_rows_that_are_only_formatted_are_passed_over(tmp_path: Path) -> None:
    content = workbook(tmp_path / "表.xlsx", [HEADER, ROW]).read_bytes()
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 1_000_001))
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(tmp_path / "大.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"</sheetData>", f"{rows}</sheetData>".encode()))
    assert len(drafts(tmp_path / "大.xlsx")) == 1


def test_a_title_without_a_body_is_no_draft_where_there_are_bodies(tmp_path: Path) -> None:
    first, second = read(workbook(tmp_path / "表.xlsx", [HEADER, (1, TITLE), ROW]))
    assert isinstance(first, Unread)
    assert (first.origin.row, first.kind, first.problem) == (2, "DraftEmpty", "只有标题，没有内容")
    assert isinstance(second, Entry)


def test_a_table_of_titles_is_read_and_said_to_be_one(tmp_path: Path) -> None:
    (found,) = drafts(workbook(tmp_path / "表.xlsx", [("序号", "建议题目"), (1, TITLE)]))
    assert (found.draft.title, found.draft.body) == (TITLE, "")
    assert found.notices == ("这张表没有内容一列，只审了标题。",)


def test_a_body_that_begins_with_its_title_is_parted(tmp_path: Path) -> None:
    (found,) = drafts(workbook(tmp_path / "表.xlsx", [("序号", "内容"), (1, f"{TITLE}\n{SITUATION}\n{ASK}")]))
    assert (found.draft.title, found.draft.body) == (TITLE, f"{SITUATION}\n{ASK}")


def test_parts_of_a_body_in_several_columns_are_put_together(tmp_path: Path) -> None:
    (found,) = drafts(
        workbook(tmp_path / "表.xlsx", [("标题", "存在问题", "具体建议"), (TITLE, SITUATION, ASK)])
    )
    assert found.draft.body == f"存在问题\n{SITUATION}\n具体建议\n{ASK}"


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (("序号", "标题", "详细说明"), "看不出哪一列是内容；表头是：序号、标题、详细说明"),
        (("序号", "议题", "内容"), "看不出哪一列是标题；表头是：序号、议题、内容"),
        (
            ("序号", "议题", "详细说明"),
            "看不出哪一列是标题、哪一列是内容；没有找到表头，第一行是："
            "A 列“序号”，B 列“议题”，C 列“详细说明”",
        ),
    ],
)
def test_a_table_whose_columns_cannot_be_told_is_said_once(
    tmp_path: Path, header: tuple[str, ...], problem: str
) -> None:
    found = unread(workbook(tmp_path / "表.xlsx", [header, (1, TITLE, BODY), (2, TITLE, BODY)]))
    assert found.problem == problem
    assert "--map" in found.remedy


def test_the_user_can_name_the_columns(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [("序号", "议题", "详细说明"), (1, TITLE, BODY)])
    for mapping in ({"标题": "议题", "正文": "详细说明"}, {"标题": "议题", "正文": "C"}):
        (found,) = drafts(path, mapping=mapping)
        assert (found.origin.row, found.draft.title, found.draft.body) == (2, TITLE, BODY)


def test_a_table_without_a_header_is_read_by_letters(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [(1, TITLE, BODY, "张三"), (2, TITLE, BODY, "李四")])
    assert unread(path).kind == "ColumnError"
    found = drafts(path, mapping={"标题": "B", "正文": "c", "代表": "D"})
    assert [(each.origin.row, each.fields) for each in found] == [
        (1, {"代表": "张三"}),
        (2, {"代表": "李四"}),
    ]


@pytest.mark.parametrize(
    ("above", "header", "value", "level", "notices"),
    [
        ("", "本级", "省级", "省", ()),
        ("", "层级", "乡", "乡镇", ()),
        ("", "届次", "云浦市第九届人民代表大会第二次会议", "县", ()),
        ("云浦省第九届人民代表大会第二次会议", "备注", "", "省", ("按表头或届次，本级作省级审读。",)),
        ("", "本级", "甲级", "县", ("“甲级”不是本级（乡镇、县、市、省），没有按它审。",)),
    ],
)
def test_the_level_is_taken_from_where_it_stands(  # noqa: PLR0917
    tmp_path: Path, above: str, header: str, value: str, level: str, notices: tuple[str, ...]
) -> None:
    path = workbook(tmp_path / "表.xlsx", [(above,), ("标题", "内容", header), (TITLE, BODY, value)])
    (found,) = drafts(path)
    assert (found.draft.level, found.notices) == (level, notices)


def test_a_row_that_is_no_draft_spoils_no_other(tmp_path: Path) -> None:
    rows = [("标题", "内容"), ("no", "not Chinese"), (TITLE, "长" * 20_001), (TITLE, BODY)]
    kinds = [
        each.kind if isinstance(each, Unread) else "" for each in read(workbook(tmp_path / "表.xlsx", rows))
    ]
    assert kinds == ["DraftNotChinese", "DraftTooLarge", ""]


def test_what_is_no_workbook_is_said(tmp_path: Path) -> None:
    for name, content in {
        "a.xlsx": b"",
        "b.xlsx": b"PK\x03\x04abc",
        "c.xls": b"<html><table></table></html>",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert unread(tmp_path / name).kind == "DraftDamaged"


def test_an_encrypted_workbook_is_said_to_be_one(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "密.xlsx").write_bytes(content)
    assert unread(tmp_path / "密.xlsx").kind == "DraftProtected"


def test_a_blank_workbook_is_said_to_be_blank(tmp_path: Path) -> None:
    assert unread(workbook(tmp_path / "空.xlsx", [], [])).problem == "表格是空的"


def test_a_form_is_one_draft(tmp_path: Path) -> None:
    def build(sheet: Worksheet) -> None:
        sheet["A1"] = "代表建议、批评和意见登记表"
        sheet.merge_cells("A1:D1")
        for row in (
            ("标　题", TITLE),
            ("领衔代表", "张三", "代表团", "鹭湾代表团"),
            ("内容", SITUATION),
            ("建议", ASK),
        ):
            sheet.append(row)

    form, row = drafts(workbook(tmp_path / "表.xlsx", build, [HEADER, ROW]))
    assert (form.draft.title, form.draft.body) == (TITLE, f"{SITUATION}\n建议\n{ASK}")
    assert form.fields == {"代表": "张三", "代表团": "鹭湾代表团"}
    assert (row.number, row.origin.sheet) == (2, "Sheet1")


@pytest.mark.parametrize("name", ["改名.xls", "改名.et", "改名.xlsb"])
def test_a_workbook_under_another_ending_is_read_by_what_it_is(tmp_path: Path, name: str) -> None:
    assert len(drafts(workbook(tmp_path / "表.xlsx", [HEADER, ROW]).rename(tmp_path / name))) == 1


def test_the_user_can_say_that_there_is_no_other_column(tmp_path: Path) -> None:
    titles = workbook(tmp_path / "1.xlsx", [("标题", "领导批示"), (TITLE, BODY)])
    assert "--map 标题=标题" in unread(titles).remedy
    (found,) = drafts(titles, mapping={"标题": "标题"})
    assert (found.draft.title, found.draft.body) == (TITLE, "")
    bodies = workbook(tmp_path / "2.xlsx", [("内容", "回函"), (BODY, TITLE)])
    assert "--map 正文=内容" in unread(bodies).remedy
    (found,) = drafts(bodies, mapping={"正文": "内容"})
    assert (found.draft.title, found.draft.body) == ("", BODY)
