"""The workbook is set up to be read, sorted and printed, and holds values, no formulas."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.api.reviews import CLEAN, FLAWED
from tests.api.workbook.sessions import DRAFTS, SESSION, rows_of, scored, session, written

TABLES = ["明细", "逐条分解", "重复与合并", "承办分布", "重点候选", "微实事候选", "错误"]
each_table = pytest.mark.parametrize("name", TABLES)
_LANDSCAPE, _A3, _A4 = "landscape", 8, 9


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workbook")


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return written(folder, SESSION)


@each_table
def test_the_headings_stay_in_sight_on_the_screen_and_on_every_page(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert str(sheet.freeze_panes)[1:] == "2"
    assert sheet.print_title_rows == "$1:$1"
    foot = sheet.oddFooter
    assert foot
    assert "第 &P 页，共 &N 页" in str(foot.right.text)


@each_table
def test_every_table_can_be_filtered(book: Workbook, name: str) -> None:
    sheet = book[name]
    last = sheet.max_row - (1 if name == "承办分布" else 0)  # a total is not sorted with the rest
    assert sheet.auto_filter.ref == f"A1:{get_column_letter(sheet.max_column)}{last}"


@each_table
def test_every_table_is_printed_one_page_wide_in_landscape(book: Workbook, name: str) -> None:
    sheet = book[name]
    paper = _A3 if name == "明细" else _A4
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == (_LANDSCAPE, paper)
    fit = sheet.sheet_properties.pageSetUpPr
    assert fit
    assert fit.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_columns_nobody_filled_are_hidden(book: Workbook) -> None:
    sheet = book["明细"]
    hidden = {
        sheet.cell(1, column).value
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    assert hidden == {"往届相似的建议及办理", "届次", "日期", "原承办单位", "办理情况", "读入提示"}


def test_long_texts_are_wrapped_in_rows_high_enough(tmp_path: Path) -> None:
    long = replace(FLAWED, title="请修路" * 30)
    sheet = written(tmp_path, session(scored(1, CLEAN, {}, file="甲"), scored(2, long, {}, file="甲")))[
        "明细"
    ]
    advice = next(cell for cell in sheet[1] if cell.value == "修改意见")
    assert sheet.column_dimensions[advice.column_letter].width == pytest.approx(58, abs=1)
    assert sheet.cell(3, advice.column).alignment.wrap_text
    low, high = (float(sheet.row_dimensions[row].height) for row in (2, 3))
    assert high > 5 * 14 > low


def test_flags_and_verdicts_are_told_by_words_beside_colours(book: Workbook) -> None:
    sheet = book["明细"]
    colours = {
        (sheet.cell(row, column).value, sheet.cell(row, column).fill.fgColor.rgb)
        for row in range(2, 6)
        for column in range(6, 10)
    }
    words = {word for word, _ in colours}
    assert {"可提交", "修改后提交", "不宜作为建议", "成立", "拿不准", "不成立"} <= words
    assert len({colour for word, colour in colours if word in {"可提交", "修改后提交", "不宜作为建议"}}) == 3


def test_numbers_are_numbers_and_shares_are_shown_as_such(book: Workbook) -> None:
    asks, units = book["逐条分解"], book["承办分布"]
    assert (asks["H2"].data_type, asks["H2"].number_format) == ("n", "0%")
    assert (units["C2"].data_type, units["C2"].number_format) == ("n", "0.0%")
    assert isinstance(rows_of(book["明细"])[0]["序号"], int)


def test_no_cell_is_a_formula(book: Workbook) -> None:
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"n", "s", "inlineStr"}


def test_charts_are_native_and_follow_their_cells(book: Workbook, folder: Path) -> None:
    with ZipFile(folder / "结果.xlsx") as package:
        charts = [package.read(name) for name in package.namelist() if "/charts/chart" in name]
    places = [
        place.text or ""
        for chart in charts
        for place in ElementTree.fromstring(chart).iter(  # noqa: S314 - our own file
            "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
        )
    ]
    assert len(charts) == 8
    assert {place.partition("!")[0] for place in places} == {"总览", "承办分布"}
    assert len(book["总览"]._charts) == 7  # type: ignore[attr-defined]


def test_the_file_names_no_person_of_this_machine(book: Workbook) -> None:
    assert (book.properties.creator, book.properties.description) == ("联审", "意见供参考，由人决定。")


def test_a_full_sheet_goes_on_on_another(tmp_path: Path) -> None:
    book = written(tmp_path, session(*DRAFTS), rows=3)
    assert [len(rows_of(book[name])) for name in ("明细", "明细2")] == [2, 2]
    assert rows_of(book["明细2"])[0]["序号"] == 3
    assert book["明细2"].auto_filter.ref.endswith("3")
    assert [len(rows_of(book[name])) for name in ("逐条分解", "逐条分解2")] == [2, 1]


def test_nothing_is_left_beside_the_workbook(folder: Path, book: Workbook) -> None:
    assert book
    assert [file.name for file in folder.iterdir()] == ["结果.xlsx"]
