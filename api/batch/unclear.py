"""Refusing a table of which it cannot be told what stands where, and saying how to tell it."""

from collections.abc import Iterator, Mapping, Sequence

from api.batch.cells import Row, text_of
from api.batch.columns import BODY, TITLE, Columns, letters
from api.batch.rows import Origin
from api.errors import ColumnError

_BODY_LENGTH = 40
"""Characters from which on a text is no title, number or name."""
_SHOWN = 12
_SHOWN_LENGTH = 16


def check_columns(
    origin: Origin,
    columns: Columns,
    mapping: Mapping[str, str],
    rows: Sequence[Row],
    below: Sequence[Row],
) -> None:
    """Refuse a table whose title or body stands in a column that nobody recognised.

    Where the user named the one column by hand, it is believed that there is no other.

    Args:
        origin: file and sheet.
        columns: as they were told.
        mapping: what the user said.
        rows: the first of the table.
        below: those of them that are no header.

    Raises:
        ColumnError: naming the headers that are there, and saying how to name the columns.
    """
    if columns.title is None and not columns.body:
        column = _example(columns, rows)
        raise _unclear(
            origin,
            columns,
            rows,
            "看不出哪一列是标题、哪一列是内容",
            f"请用 --map 写明，如 --map {TITLE}={column} --map {BODY}=另一列；列可以用表头，也可以用字母来写",
        )
    used = {columns.title, columns.level, *columns.body, *columns.fields.values()}
    others = [text_of(cell) for row in below for column, cell in enumerate(row.cells) if column not in used]
    if not columns.body and TITLE not in mapping and any(len(text) >= _BODY_LENGTH for text in others):
        remedy = f"请写明 --map {BODY}=列名；确实没有内容一列的，请写 --map {TITLE}={columns.used[TITLE]}"
        raise _unclear(origin, columns, rows, "看不出哪一列是内容", remedy)
    if columns.title is None and BODY not in mapping and any(text.startswith("关于") for text in others):
        body = columns.header(columns.body[0])
        remedy = f"请写明 --map {TITLE}=列名；确实没有标题一列的，请写 --map {BODY}={body}"
        raise _unclear(origin, columns, rows, "看不出哪一列是标题", remedy)


def _unclear(origin: Origin, columns: Columns, rows: Sequence[Row], problem: str, remedy: str) -> ColumnError:
    headers = [header for header in map(str.strip, columns.headers) if header][:_SHOWN]
    if headers:
        shown = f"表头是：{'、'.join(map(_shortened, headers))}"
    else:
        cells = list(_first_texts(rows))[:_SHOWN]
        named = "，".join(f"{letters(column)} 列“{_shortened(text)}”" for column, text in cells)
        shown = f"没有找到表头，第一行是：{named}"
    return ColumnError(f"{problem}；{shown}", where=str(origin), remedy=remedy)


def _example(columns: Columns, rows: Sequence[Row]) -> str:
    named = next((header for header in map(str.strip, columns.headers) if header), None)
    if named is not None:
        return _shortened(named)
    return letters(next((column for column, _ in _first_texts(rows)), 0))


def _first_texts(rows: Sequence[Row]) -> Iterator[tuple[int, str]]:
    cells = rows[0].cells if rows else ()
    return ((column, text) for column, text in enumerate(map(text_of, cells)) if text)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[:_SHOWN_LENGTH]}…"
