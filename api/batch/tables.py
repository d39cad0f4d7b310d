"""Drafts out of a table: finding its header, and making a draft of each row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from api.batch.cells import Row, Sheet, Spoilt, text_of
from api.batch.columns import BODY, TITLE, Columns, letters, recognise
from api.batch.drafts import Made, Maker
from api.batch.forms import is_form, read_form
from api.batch.rows import Origin
from api.documents.document import Document
from api.errors import ColumnError
from model.errors import LianshenError

_SEARCHED = 30
"""Rows among which the header is looked for."""
_BODY_LENGTH = 40
"""Characters from which on a text is no title, number or name."""
_SHOWN = 12
_SHOWN_LENGTH = 16
_WITHOUT_BODY = "这张表没有内容一列，只审了标题。"
_WITHOUT_TITLE = "这张表没有标题一列，只审了内容。"


@dataclass(slots=True)
class Table:
    """A sheet whose columns are told, or that is one draft on a form.

    Attributes:
        origin: file and sheet.
        columns: what stands where.
        drafts: what is made of each row that says something; may be gone through once.
    """

    origin: Origin
    columns: Columns
    drafts: Iterator[tuple[Origin, Made | Document | LianshenError]]


def table(file: str, sheet: Sheet, mapping: Mapping[str, str] = MappingProxyType({})) -> Table | None:
    """Tell the columns of a sheet.

    Args:
        file: as the user knows it.
        sheet: its rows are gone through as far as the header needs, and the rest with :attr:`Table.drafts`.
        mapping: what the user says, see :func:`api.batch.columns.mapping_of`.

    Returns:
        ``None`` for a sheet that is blank, or is hidden and no table of drafts.

    Raises:
        ColumnError: it cannot be told which column is title or body.
        DraftError: a reader gave up.
    """
    origin = Origin(file, sheet.name)
    rows = iter(sheet.rows)
    head: list[Row | Spoilt] = []
    for row in rows:
        head.append(row)
        if len(head) == _SEARCHED:
            break
    readable = [row for row in head if isinstance(row, Row)]
    if sheet.header is not None:
        found = _Header(recognise(sheet.header, mapping))
    else:
        found = _header(readable, mapping)
    if not readable and not sheet.header:
        return Table(origin, Columns(), _only_spoilt(origin, head)) if head else None
    below = [row for row in readable if row.number > found.number]
    try:
        check_columns(origin, found.columns, readable, below)
    except ColumnError:
        if len(head) < _SEARCHED and is_form(readable):
            return Table(origin, Columns(), iter([(origin, read_form(origin, readable))]))
        if sheet.hidden:
            return None
        raise
    above = tuple(text for row in readable if row.number < found.number for text in _texts(row))
    rest = (row for row in chain(head, rows) if isinstance(row, Spoilt) or row.number > found.number)
    return Table(origin, found.columns, _drafts(origin, found.columns, above, rest))


@dataclass(frozen=True, slots=True)
class _Header:
    columns: Columns
    number: int = 0


def _header(rows: list[Row], mapping: Mapping[str, str]) -> _Header:
    """Return the row in which most headers are understood, and what they say.

    A row counts only if it names title or body and something else, or nothing at all besides. Where none
    does, the user may have named columns by their letters: then every row is a draft.
    """
    best = _Header(Columns())
    for index, row in enumerate(rows):
        texts = tuple(map(text_of, row.cells))
        columns = recognise(texts, mapping)
        alone = sum(map(bool, texts)) == 1
        if columns.known < (1 if alone else 2) or (columns.title is None and not columns.body):
            continue
        below_best = bool(row.filled) and index > 0 and rows[index - 1].number == best.number
        if columns.known > best.columns.known or (below_best and columns.known == best.columns.known):
            best = _Header(columns, row.number)
    return best if best.number else _Header(recognise((), mapping))


def check_columns(origin: Origin, columns: Columns, rows: list[Row], below: list[Row]) -> None:
    """Refuse a table whose title or body stands in a column that nobody recognised.

    Args:
        origin: file and sheet.
        columns: as they were told.
        rows: the first of the table.
        below: those of them that are no header.

    Raises:
        ColumnError: naming the headers that are there, and saying how to name the columns.
    """
    if columns.title is None and not columns.body:
        raise _unclear(origin, columns, rows, "看不出哪一列是标题、哪一列是内容")
    used = {columns.title, columns.level, *columns.body, *columns.fields.values()}
    others = [text_of(cell) for row in below for column, cell in enumerate(row.cells) if column not in used]
    if not columns.body and any(len(text) >= _BODY_LENGTH for text in others):
        raise _unclear(origin, columns, rows, "看不出哪一列是内容")
    if columns.title is None and any(text.startswith("关于") for text in others):
        raise _unclear(origin, columns, rows, "看不出哪一列是标题")


def lacking(columns: Columns) -> tuple[str, ...]:
    """Return what the user should know of every draft of a table that has no column for title or body."""
    if not columns.body:
        return (_WITHOUT_BODY,)
    return (_WITHOUT_TITLE,) if columns.title is None else ()


def _unclear(origin: Origin, columns: Columns, rows: list[Row], problem: str) -> ColumnError:
    headers = [header for header in map(str.strip, columns.headers) if header]
    if headers:
        named, example = f"表头是：{'、'.join(map(_shortened, headers[:_SHOWN]))}", headers[0]
    else:
        cells = [(letters(column), text) for column, text in _first_texts(rows)][:_SHOWN]
        shown = "，".join(f"{letter} 列“{_shortened(text)}”" for letter, text in cells)
        named, example = f"没有找到表头，第一行是：{shown}", cells[0][0] if cells else "A"
    mapped = f"--map {TITLE}={_shortened(example)} --map {BODY}=另一列"
    return ColumnError(
        f"{problem}；{named}",
        where=str(origin),
        remedy=f"请用 --map 写明，如 {mapped}；列可以用表头，也可以用字母来写",
    )


def _first_texts(rows: list[Row]) -> Iterator[tuple[int, str]]:
    cells = rows[0].cells if rows else ()
    return ((column, text) for column, text in enumerate(map(text_of, cells)) if text)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[:_SHOWN_LENGTH]}…"


def _texts(row: Row) -> Iterator[str]:
    return (text for text in map(text_of, row.cells) if text)


def _only_spoilt(origin: Origin, rows: list[Row | Spoilt]) -> Iterator[tuple[Origin, Made | LianshenError]]:
    for row in rows:
        if isinstance(row, Spoilt):
            yield Origin(origin.file, origin.sheet, row.number), row.error


def _drafts(
    origin: Origin, columns: Columns, above: tuple[str, ...], rows: Iterator[Row | Spoilt]
) -> Iterator[tuple[Origin, Made | LianshenError]]:
    maker = Maker(columns, above, lacking(columns))
    for row in rows:
        here = Origin(origin.file, origin.sheet, row.number)
        if isinstance(row, Spoilt):
            yield here, row.error
        elif (made := maker.make(here, row)) is not None:
            yield here, made
