"""Drafts out of a table: finding its header, and making a draft of each row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from api.batch.cells import Row, Sheet, Spoilt, text_of
from api.batch.columns import Columns, recognise
from api.batch.drafts import Made, Maker
from api.batch.forms import is_form, read_form
from api.batch.own import is_own, own_columns
from api.batch.rows import Origin
from api.batch.unclear import check_columns
from api.documents.document import Document
from api.errors import ColumnError
from model.errors import LianshenError

_SEARCHED = 30
"""Rows among which the header is looked for."""
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
        OwnResult: this program wrote it.
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
    if len(head) < _SEARCHED and is_form(readable):
        return Table(origin, Columns(), iter([(origin, read_form(origin, readable))]))
    if sheet.header is not None:
        found = _Header(recognise(sheet.header, mapping))
    else:
        found = _header(readable, mapping)
    if is_own([sheet.header or (), *(tuple(_texts(row)) for row in readable)]):
        found = _Header(own_columns(origin, found.columns, mapping), found.number)
    if not readable and not sheet.header:
        return Table(origin, Columns(), _only_spoilt(origin, head)) if head else None
    below = [row for row in readable if row.number > found.number]
    try:
        check_columns(origin, found.columns, mapping, readable, below)
    except ColumnError:
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

    A row counts only if it names title or body. Where none does, the user may have named columns by their
    letters: then every row is a draft.
    """
    best = _Header(Columns())
    for index, row in enumerate(rows):
        texts = tuple(map(text_of, row.cells))
        columns = recognise(texts, mapping)
        # 建议 and 问题 are headers of a body among others, and common words by themselves.
        if columns.title is None and columns.whole is None and (not columns.body or columns.known < 2):
            continue
        below_best = bool(row.filled) and index > 0 and rows[index - 1].number == best.number
        if columns.known > best.columns.known or (below_best and columns.known == best.columns.known):
            best = _Header(columns, row.number)
    return best if best.number else _Header(recognise((), mapping))


def lacking(columns: Columns) -> tuple[str, ...]:
    """Return what the user should know of every draft of a table that has no column for title or body."""
    if not columns.body:
        return (_WITHOUT_BODY,)
    return (_WITHOUT_TITLE,) if columns.title is None else ()


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
