"""三分台账: every matter that was handed over with its dates, to be ticked off."""

from collections.abc import Sequence

from api.priorities.due import Due
from api.priorities.ticking import BOX, HEAD, TICKED, ticking_rows
from api.workbook.book import Book, Column, Table

NAME = "三分台账"
_WIDTHS = (12, 40, 12, 9, 6, 42, 18, 7)
_TEXT = {"以后各次", "标题", "主办单位"}
_COLUMNS = tuple(
    Column(heading, width, "text" if heading in _TEXT else "centre")
    for heading, width in zip(HEAD, _WIDTHS, strict=True)
)


def write_ticking(book: Book, dues: Sequence[Due]) -> None:
    """Write the sheet, the first due first; the last column offers an empty box and a ticked one.

    Args:
        book: to write it in.
        dues: matters and their dates.
    """
    table = Table(book, NAME, _COLUMNS)
    for row in ticking_rows(dues):
        table.add((row[0].isoformat(), *row[1:]))
    last = len(HEAD) - 1
    done = book.workbook.add_format({"font_color": "#7F7F7F", "bg_color": "#EDEDED"})
    for sheet in table.finish("没有排日期的：都要退回修改，或不宜作为建议。"):
        sheet.data_validation(1, last, book.rows - 1, last, {"validate": "list", "source": [BOX, TICKED]})
        ticked = f'=$H2="{TICKED}"'
        sheet.conditional_format(
            1, 0, book.rows - 1, last, {"type": "formula", "criteria": ticked, "format": done}
        )
