"""Charts that Excel draws itself, so that they follow the numbers in their cells."""

from collections.abc import Sequence
from typing import Any, Literal

from xlsxwriter.chart import Chart

from api.workbook.book import Book
from api.workbook.looks import FONT, GREY

_TEXT = {"name": FONT, "size": 9}
_FAINT = "#D9D9D9"


def chart(
    book: Book, title: str, kind: Literal["bar", "column"], subtype: str = "", *, numbers: str = "0"
) -> Chart:
    """Return an empty chart with its first row on top, ready for :func:`series`.

    Args:
        book: that will hold it.
        title: above it.
        kind: bars lie, columns stand.
        subtype: ``stacked``, ``percent_stacked``, or empty for bars side by side.
        numbers: number format of the scale.
    """
    options = {"type": kind} | ({"subtype": subtype} if subtype else {})
    made: Chart = book.workbook.add_chart(options)
    made.set_title({"name": title, "name_font": {"name": FONT, "size": 11, "bold": True}, "overlay": False})
    lying = kind == "bar"
    # The first name on top, and the scale below all the same.
    order: dict[str, Any] = {"reverse": True, "crossing": "max"} if lying else {}
    names = {
        "num_font": _TEXT,
        "line": {"color": GREY},
        "major_tick_mark": "none",
        "interval_unit": 1,
        **order,
    }
    scale = {
        "num_font": _TEXT,
        "num_format": numbers,
        "major_gridlines": {"visible": True, "line": {"color": _FAINT, "width": 0.5}},
        "line": {"none": True},
        "min": 0,
    }
    # In a bar chart XlsxWriter's x axis is the scale.
    made.set_x_axis(scale if lying else names)
    made.set_y_axis(names if lying else scale)
    made.set_legend({"position": "bottom", "font": _TEXT})
    made.set_chartarea({"border": {"color": _FAINT}})
    return made


def series(  # noqa: PLR0913 — where the words and numbers stand
    sheet: str,
    rows: Sequence[int],
    column: int,
    colour: str,
    *,
    head: int = 0,
    names: int = 0,
    labels: bool = True,
) -> dict[str, Any]:
    """Return one series of a chart.

    Args:
        sheet: that holds the numbers.
        rows: first and last, from 0.
        column: of the numbers, from 0.
        colour: of its bars.
        head: row of the name of the series, which stands in the same column.
        names: column of the names of the bars.
        labels: whether each bar says its number.
    """
    first, last = rows
    shown = {"data_labels": {"value": True, "font": _TEXT}} if labels else {}
    return {
        "name": [sheet, head, column],
        "categories": [sheet, first, names, last, names],
        "values": [sheet, first, column, last, column],
        "fill": {"color": colour},
        "border": {"color": GREY, "width": 0.5},
        "gap": 60,
        **shown,
    }
