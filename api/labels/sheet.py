"""A table written row by row, .xlsx or .csv: nothing of it is held, and no cell acts."""

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from api.batch.outputs.packing import Packing
from api.batch.outputs.whole import whole
from api.errors import OutputRefused
from api.labels.harmless import escaped

Add = Callable[[tuple[str, ...]], None]
"""Adds a row; the first is the header."""

ENDINGS = (".xlsx", ".csv")

_MOST_ROWS = 1_048_576
_LONGEST_CELL = 32_767
"""UTF-16 units that Excel keeps."""
_WIDTH = 12
_LONG = 100
"""Characters that no column is wide enough for."""


@contextmanager
def table(output: Path, name: str, widths: Mapping[str, int]) -> Iterator[Add]:
    """Give a function that adds rows to a file, which is there at the end, whole, or not at all.

    Args:
        output: ends in one of :data:`ENDINGS`; replaced where there is one.
        name: of the sheet.
        widths: of columns, in characters, by header; the others are narrow.

    Raises:
        OutputRefused: it cannot be written.
    """
    if output.suffix.lower() not in ENDINGS:
        raise OutputRefused(
            "看不出要写成什么", where=str(output), remedy=f"文件名请以 {'、'.join(ENDINGS)} 结尾"
        )
    with whole(output) as part:
        kind = _csv(part) if output.suffix.lower() == ".csv" else _book(part, output, name, widths)
        with kind as add:
            yield add


@contextmanager
def _csv(part: Path) -> Iterator[Add]:
    with part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        yield lambda row: writer.writerow([*map(escaped, row)])


@contextmanager
def _book(part: Path, output: Path, name: str, widths: Mapping[str, int]) -> Iterator[Add]:
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

    with closing(Packing(part)) as file:
        book = xlsxwriter.Workbook(file, {"constant_memory": True})
        sheet = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bg_color": "#E8EEF4", "valign": "top"})
        plain = book.add_format({"valign": "top", "num_format": "@"})
        # "Fill" shows only as much of a long text as fits, but would show a short one again and again.
        long = book.add_format({"valign": "top", "num_format": "@", "align": "fill"})
        sheet.freeze_panes(1, 0)
        number = 0

        def add(row: tuple[str, ...]) -> None:
            nonlocal number
            if number == _MOST_ROWS:
                remedy = "请写成 .csv 或 .jsonl"
                raise OutputRefused("行数超过一张工作表放得下的", where=str(output), remedy=remedy)
            if number == 0:
                for column, header in enumerate(row):
                    sheet.set_column(column, column, widths.get(header, _WIDTH))
                sheet.autofilter(0, 0, 0, len(row) - 1)
            for column, text in enumerate(row):
                look = (long if len(text) > _LONG else plain) if number else head
                if text:
                    sheet.write_string(number, column, _held(text, number, output), look)
            number += 1

        try:
            yield add
            file.pack(book)
        except BaseException:  # the rows wait in a file that packing takes away
            sheet.row_data_fh.close()
            Path(sheet.row_data_filename).unlink(missing_ok=True)
            raise


def _held(text: str, number: int, output: Path) -> str:
    if len(text) > _LONGEST_CELL // 2 and len(text.encode("utf-16-le")) // 2 > _LONGEST_CELL:
        problem = f"第 {number + 1} 行有一格超过 {_LONGEST_CELL:,} 字，工作表放不下"
        raise OutputRefused(problem, where=str(output), remedy="请写成 .csv 或 .jsonl")
    # XlsxWriter takes a text between <r> and </r> for markup of its own; blanks in front are not read.
    return f" {text}" if text.startswith("<r>") else text
