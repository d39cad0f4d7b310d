"""总览: the session on two pages, in words, numbers and charts."""

import math

from api.workbook.book import Book
from api.workbook.charts import chart, series
from api.workbook.contents import Contents
from api.workbook.counts import Counts
from api.workbook.findings import Section, sections
from api.workbook.looks import Look
from api.workbook.summing import summary

NAME = "总览"
_WIDTHS = (26, 11, 11, 11, 15, 2)
_TABLE = len(_WIDTHS) - 1
_CHART_COLUMNS = 8
_COLUMN, _CHART_WIDTH = 10, 560
_LAST = _TABLE + _CHART_COLUMNS
_ROW, _PIXELS = 18, 24
"""Height of a row, in points and in pixels."""
_BESIDE_BARS = 4
"""Rows that a chart takes besides one for each of its bars."""
_PROSE = 76
"""Chinese characters in a line across the sheet."""


class Overview:
    """The sheet 总览: the first, and written last.

    Args:
        book: to write it in.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheet = book.sheet(NAME, landscape=False)
        self._row = 0

    def write(self, counts: Counts, contents: Contents, unread: int) -> None:
        """Write the sheet.

        Args:
            counts: of the drafts that were scored.
            contents: for the day, the groups, and the earlier session.
            unread: files and rows that could not be read.
        """
        for number, width in enumerate((*_WIDTHS, *[_COLUMN] * _CHART_COLUMNS)):
            self._sheet.set_column(number, number, width)
        self._sheet.set_default_row(_ROW)
        self._sheet.hide_gridlines(2)
        self._across("代表建议联审情况总览", "title", 36)
        day = contents.when
        models = "、".join(counts.models) or "无"
        self._across(f"{day.year}年{day.month}月{day.day}日　　联审模型：{models}", "subtitle")
        self._across("意见供参考，由人决定", "notice")
        if contents.partial:
            self._across("审读没有做完就停了，这里只是已经做完的部分", "notice")
        self._row += 1
        for paragraph in summary(counts, contents, unread):
            self._across(paragraph, "prose", 19 * math.ceil(len(paragraph) / _PROSE) + 3)
        for section in sections(counts, contents):
            if section.next_page:
                self._sheet.set_h_pagebreaks([self._row + 1])
            self._section(section)
        self._sheet.print_area(0, 0, self._row, _LAST)

    def _across(self, text: str, look: Look, height: float = 20) -> None:
        self._sheet.set_row(self._row, height)
        self._sheet.merge_range(self._row, 0, self._row, _LAST, "", self._book.looks.of(look))
        self._book.put(self._sheet, self._row, 0, text, look)
        self._row += 1

    def _section(self, section: Section) -> None:
        self._row += 1
        self._sheet.set_row(self._row, 26)
        self._book.put(self._sheet, self._row, 0, section.title, "section")
        self._row += 1
        head = self._row
        for number, heading in enumerate(section.heads):
            self._book.put(self._sheet, head, number, heading, "head")
        self._row += 1
        for row in section.rows:
            for number, (value, look) in enumerate(zip(row, section.looks, strict=True)):
                self._book.put(self._sheet, self._row, number, value, look)
            self._row += 1
        if section.rows and section.charted:
            self._row = max(self._row, self._chart(section, head))

    def _chart(self, section: Section, head: int) -> int:
        """Draw the chart of a section beside its table; return the row below it."""
        first = head + 1 + section.first
        last = head + len(section.rows)
        drawn = chart(self._book, section.chart, section.kind, section.subtype, numbers=section.numbers)
        for column, colour in section.charted:
            drawn.add_series(series(NAME, (first, last), column, colour, head=head, labels=section.labels))
        rows = max(len(section.rows) + _BESIDE_BARS, section.height)
        drawn.set_size({"width": _CHART_WIDTH, "height": rows * _PIXELS - 4})
        if len(section.charted) == 1:
            drawn.set_legend({"none": True})
        self._sheet.insert_chart(head, _TABLE + 1, drawn, {"y_offset": 2})
        return head + rows
