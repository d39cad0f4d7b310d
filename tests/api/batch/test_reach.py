"""Cells far away, for which a reader would make room: refused in words, and ordinary tables are not."""

from io import BytesIO
from pathlib import Path
from time import process_time

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import PatternFill

from api.batch.rows import Entry
from model.errors import DraftTooLarge
from tests.api.batch.making import HEADER, ROW, TITLE, read, unread
from tests.api.documents.samples import repacked

_SHEET = "xl/worksheets/sheet1.xml"


def book(row: int = 0, column: int = 5) -> bytes:
    """Return a workbook of one draft, and a word in a cell away from it."""
    made = BytesIO()
    with xlsxwriter.Workbook(made) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ROW)
        sheet.write(row, column, "备注")
    return made.getvalue()


def claiming(reference: bytes) -> bytes:
    """Return one in which the first cell says that it stands elsewhere."""
    return repacked(book(), lambda name, part: part.replace(b'r="A1"', reference) if name == _SHEET else part)


@pytest.mark.parametrize(
    "reference",
    [b'r="XFE1"', b'r="EageS1"', b'r="AMMMMMMMMMMMM3"', b'r="%b1"' % (b"V" * 70), b"r='ZZZZ1'"],
)
def test_a_column_that_excel_does_not_have_is_refused(reference: bytes, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(claiming(reference))
    begun = process_time()
    one = unread(tmp_path)
    assert one.kind == DraftTooLarge.__name__
    assert one.problem == "表格里有一格在很远的一列，离别的太远"
    assert process_time() - begun < 2


def test_a_word_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(book(1_048_575, 16_383))
    one = unread(tmp_path)
    assert one.problem == "表格里有一格在很远的一列，离别的太远"


def test_a_colour_in_the_last_corner_is_not(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(HEADER)
    sheet.append(ROW)
    sheet.cell(1_048_576, 16_384).fill = PatternFill("solid", "FFFF00")
    made.save(tmp_path / "表.xlsx")
    assert [entry.draft.title for entry in read(tmp_path) if isinstance(entry, Entry)] == [TITLE]


@pytest.mark.parametrize(("row", "column"), [(0, 16_383), (0, 800), (5_000, 2_000), (1_048_575, 20)])
def test_a_word_that_is_merely_away_is_not(row: int, column: int, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(book(row, column))
    assert [entry.draft.title for entry in read(tmp_path) if isinstance(entry, Entry)][:1] == [TITLE]
