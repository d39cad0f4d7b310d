"""A workbook being written: row after row, so that it may be longer than memory."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from api.batch.outputs.packing import Packing
from api.safe import may_act
from api.workbook.cells import cell_text
from api.workbook.looks import FONT, Look, Looks

ROWS = 1_048_576
"""Of a sheet, at most."""

_A3, _A4 = 8, 9
_LINE, _EDGE, _HIGHEST = 14.5, 3.5, 409
"""Points of a line of text, around all lines of a cell, and of the highest row there can be."""
_LOST = 1.5
"""By which a line may be shorter because of what must not begin or end one."""


class Marked(NamedTuple):
    """A value that looks other than its column.

    Attributes:
        value: words or a number.
        look: how it looks.
    """

    value: str | float
    look: Look


Value = str | float | Marked | None
"""A text, a number, either with a look of its own, or an empty cell."""


class Column(NamedTuple):
    """One column of a table.

    Attributes:
        heading: in its first row.
        width: in digits of the normal size; a Chinese character takes two.
        look: of its cells.
        printed: whether it belongs on paper.
        always: whether it is shown though all its cells are empty.
    """

    heading: str
    width: float
    look: Look = "text"
    printed: bool = True
    always: bool = False


def _height(value: Value, column: Column) -> float:
    """Return how high a cell must be, in points.

    Said to the file, because not every program finds it out when it opens one.
    """
    text = value.value if isinstance(value, Marked) else value
    if not isinstance(text, str) or (len(text) * 2 < column.width and "\n" not in text):
        return _LINE + _EDGE
    room = column.width - _LOST
    # In GBK a Chinese character takes two bytes and a Latin one takes one, as they do on paper.
    lines = sum(math.ceil(max(len(line.encode("gbk", "replace")), 1) / room) for line in text.split("\n"))
    return min(lines * _LINE + _EDGE, _HIGHEST)


class Book:
    """A workbook being written.

    Args:
        output: the file.
        title: for its properties and for the head of each printed page.
        waiting: a folder in which rows wait to be packed.
        rows: most rows of a sheet; a table goes on on another.
    """

    def __init__(self, output: Path, title: str, waiting: Path, rows: int = ROWS) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(waiting),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "use_zip64": True,
        }
        self._file = Packing(output)
        self.workbook = Workbook(self._file, options)
        self.looks = Looks(self.workbook)
        self.title = title
        self.rows = rows
        self.workbook.set_properties({"title": title, "author": "联审", "comments": "意见供参考，由人决定。"})

    def close(self) -> None:
        """Write the file.

        Raises:
            OSError: it cannot be written.
        """
        self._file.pack(self.workbook)

    def forget(self) -> None:
        """Let go of the files that rows wait in; harmless once the workbook is written."""
        for sheet in self.workbook.worksheets():
            sheet.row_data_fh.close()
        self._file.close()

    def sheet(self, name: str, *, landscape: bool = True, large: bool = False) -> Worksheet:
        """Return a new sheet, set up to print on A4, or A3 where it is large."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_paper(_A3 if large else _A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(f'&L&"{FONT}"&9{self.title}&R&"{FONT}"&9&A', {"margin": 0.3})
        sheet.set_footer(
            f'&L&"{FONT}"&9意见供参考，由人决定。&R&"{FONT}"&9第 &P 页，共 &N 页', {"margin": 0.3}
        )
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, look: Look) -> bool:
        """Write one cell; return whether there is anything in it."""
        if isinstance(value, Marked):
            value, look = value
        if isinstance(value, str) and value:
            text = value if value.isalnum() else cell_text(*value.split("\n"))
            sheet.write_string(row, column, text, self.looks.of(look, quoted=may_act(text)))
            return True
        if value is None or isinstance(value, str):
            sheet.write_blank(row, column, None, self.looks.of(look))
            return False
        sheet.write_number(row, column, value, self.looks.of(look))
        return True


class Table:
    """A table of any length under a row of headings that stays in sight and is printed on each page.

    Args:
        book: to write it in.
        name: of its sheet; where one is full, it goes on on a sheet with a number behind the name.
        columns: from left to right.
        frozen: columns that stay in sight.
        large: whether it is printed on A3.
    """

    def __init__(
        self, book: Book, name: str, columns: Sequence[Column], *, frozen: int = 0, large: bool = False
    ) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._frozen, self._large = frozen, large
        self._filled = [column.always for column in columns]
        self._sheets: list[tuple[Worksheet, int]] = []
        self._start()

    def add(self, values: Sequence[Value]) -> None:
        """Write one row, a value for each column."""
        sheet, rows = self._sheets[-1]
        if rows == self._book.rows:
            sheet, rows = self._start()
        sheet.set_row(rows, max(map(_height, values, self._columns)))
        filled = self._filled
        for number, (value, column) in enumerate(zip(values, self._columns, strict=True)):
            if self._book.put(sheet, rows, number, value, column.look):
                filled[number] = True
        self._sheets[-1] = sheet, rows + 1

    def finish(self, empty: str, apart: int = 0) -> Sequence[Worksheet]:
        """Set filters and print areas, and hide the columns in which nothing stands.

        Args:
            empty: what to say where there is no row.
            apart: rows at the end that no filter moves, such as a total.

        Returns:
            The sheets it stands on.
        """
        last = max(number for number, column in enumerate(self._columns) if column.printed)
        none = self._sheets[0][1] == 1
        for sheet, rows in self._sheets:
            for number, column in enumerate(self._columns):
                hidden = not (self._filled[number] or none)
                sheet.set_column(number, number, column.width, None, {"hidden": hidden})
            sheet.autofilter(0, 0, rows - 1 - apart, len(self._columns) - 1)
            sheet.print_area(0, 0, rows if none else rows - 1, last)
        if none:
            self._sheets[0][0].write_string(1, 0, empty, self._book.looks.of("section"))
        return [sheet for sheet, _ in self._sheets]

    def _start(self) -> tuple[Worksheet, int]:
        name = f"{self._name}{len(self._sheets) + 1}" if self._sheets else self._name
        sheet = self._book.sheet(name, large=self._large)
        sheet.set_row(0, 32)
        for number, column in enumerate(self._columns):
            sheet.write_string(0, number, column.heading, self._book.looks.of("head"))
        sheet.freeze_panes(1, self._frozen)
        sheet.repeat_rows(0)
        self._sheets.append((sheet, 1))
        return self._sheets[-1]
