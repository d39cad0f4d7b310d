"""What a run over many drafts reads: folders, zip archives, single files and tables, as one stream.

Nothing is held longer than it is needed, nothing is read twice, and what cannot be read keeps nothing else
from being read.
"""

import os
from collections import deque
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, groupby
from pathlib import Path
from types import MappingProxyType
from typing import Literal, Protocol

from api.batch import separated
from api.batch.apart import Apart, Begun
from api.batch.archives import Member, members
from api.batch.cells import Sheet
from api.batch.columns import value_columns
from api.batch.drafts import Made
from api.batch.limits import MOST_ROWS
from api.batch.objects import object_table
from api.batch.own import own_result
from api.batch.rows import Entry, Origin, Unread
from api.batch.sources import File, Refused, Source, files, too_many_rows, unreadable, what_is
from api.batch.stretches import Stretch
from api.batch.tables import Table, table
from api.documents import confined
from api.documents.document import Document
from api.documents.kinds import kind_of
from api.errors import ColumnError, OwnResult
from model.errors import DraftEmpty, LianshenError

_NO_MAPPING: Mapping[str, str] = MappingProxyType({})
_MOST_WORKERS = 4
_AHEAD = 4
"""Files that are handed over for each process before the first of them is waited for."""

Found = tuple[Origin, Made | Document | LianshenError]
"""What was read, and where."""


class Tables(Protocol):
    """Reads tables of the kinds that can do harm, as :class:`~api.batch.apart.Apart` does."""

    def table(self, source: Source, kind: Literal["workbook", "parquet"]) -> Iterator[Stretch]:
        """Return the rows of a table, a stretch at a time."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What would be read of one file or sheet.

    Attributes:
        origin: file and sheet.
        kind: ``件`` for a file that should be a draft, of which only the outside is looked at; ``表`` for a
            table; ``不读`` for what is not read.
        columns: of a table: for each of :data:`api.batch.columns.NAMES` that it has, the column's header.
        drafts: how many; of a file that should be a draft, 1.
        unread: of a table, how many rows cannot be read.
        problem: why something is not read, or what is wrong with the first such row; empty otherwise.
        remedy: what to do about it.
    """

    origin: Origin
    kind: Literal["件", "表", "不读"]
    columns: Mapping[str, str] = field(default_factory=dict)
    drafts: int = 0
    unread: int = 0
    problem: str = ""
    remedy: str = ""


def entries(
    inputs: Sequence[Path], mapping: Mapping[str, str] = _NO_MAPPING, leaving_out: Collection[Path] = ()
) -> Generator[Entry | Unread, None, None]:
    """Return all drafts of the input, and all that cannot be read, in an order that is always the same.

    Args:
        inputs: files and folders; see :func:`api.batch.sources.files`.
        mapping: which columns hold what, where their headers do not tell; see
            :func:`api.batch.columns.mapping_of`.
        leaving_out: files and folders that are not read though they lie in the input: what the run writes.
    """
    numbers = count(1)
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    with Apart(workers) as apart:
        for origin, found in _results(apart, workers * _AHEAD, inputs, mapping, leaving_out):
            yield numbered(next(numbers), origin, found)


def listed(
    inputs: Sequence[Path], mapping: Mapping[str, str] = _NO_MAPPING, leaving_out: Collection[Path] = ()
) -> Iterator[Listed]:
    """Return what :func:`entries` would read, from where, and by which columns.

    Tables are gone through to count their drafts. Files that should be one draft each are not opened; what
    their bytes show to be of no kind that is read, is said.
    """
    with Apart(1) as apart:
        for source in sources(inputs, leaving_out):
            if isinstance(source, Refused):
                yield _refused(Origin(source.name), source.error)
            elif what_is(source.name) == "draft":
                yield _glanced(source)
            else:
                for part in _tables(apart, source, mapping):
                    yield _counted(source, part) if isinstance(part, Table) else _refused(*part)


def sources(inputs: Sequence[Path], leaving_out: Collection[Path]) -> Iterator[File | Member | Refused]:
    """Return the files of the input, and those in its archives, in the order of :func:`entries`."""
    for found in files(inputs, leaving_out):
        if isinstance(found, File) and what_is(found.name) == "archive":
            yield from members(found)
        else:
            yield found


def _refused(origin: Origin, error: LianshenError) -> Listed:
    return Listed(origin, "不读", problem=error.problem, remedy=error.remedy)


def _glanced(source: File | Member) -> Listed:
    """Tell what is certain without opening a file: that it is empty, cut off, or of another kind."""
    from api.documents import ocr  # noqa: PLC0415 - Pillow is needed for pictures only

    origin = Origin(source.name)
    try:
        if kind_of(source.name, source.content()) == "image":
            ocr.require(source.name)
    except LianshenError as error:
        return _refused(origin, error)
    return Listed(origin, "件", drafts=1)


def _counted(source: File | Member, part: Table) -> Listed:
    drafts = 0
    errors: list[LianshenError] = []
    unread = 0
    for _, found in _guarded(source, part):
        if isinstance(found, LianshenError):
            unread += 1
            errors = errors or [found]
        else:
            drafts += 1
    problem, remedy = (errors[0].problem, errors[0].remedy) if errors else ("", "")
    return Listed(part.origin, "表", part.columns.used, drafts, unread, problem, remedy)


def numbered(number: int, origin: Origin, found: Made | Document | LianshenError) -> Entry | Unread:
    """Return what was read as an entry of the input."""
    if isinstance(found, LianshenError):
        return Unread(number, origin, type(found).__name__, found.problem, found.remedy)
    fields = value_columns(found.fields) if isinstance(found, Document) else found.fields
    return Entry(number, origin, found.draft, fields, found.notices)


def _results(
    apart: Apart,
    ahead: int,
    inputs: Sequence[Path],
    mapping: Mapping[str, str],
    leaving_out: Collection[Path],
) -> Iterator[Found]:
    """Return what is read; files that are one draft each are handed over some time before it is asked for."""
    waiting: deque[Begun | Refused] = deque()
    for source in sources(inputs, leaving_out):
        if isinstance(source, Refused):
            waiting.append(source)
        elif what_is(source.name) == "draft":
            waiting.append(_begun(apart, source))
        else:
            yield from _finished(apart, waiting, 0)
            yield from of_table(apart, source, mapping)
        yield from _finished(apart, waiting, ahead)
    yield from _finished(apart, waiting, 0)


def _finished(apart: Apart, waiting: deque[Begun | Refused], left: int) -> Iterator[Found]:
    while len(waiting) > left:
        begun = waiting.popleft()
        yield Origin(begun.name), begun.error if isinstance(begun, Refused) else apart.outcome(begun)


def _begun(apart: Apart, source: File | Member) -> Begun | Refused:
    try:
        return apart.begin(source.name, source.content())
    except LianshenError as error:
        return Refused(source.name, error)


def _tables(
    tables: Tables, source: Source, mapping: Mapping[str, str]
) -> Iterator[Table | tuple[Origin, LianshenError]]:
    """Return the tables of a file, and why others are none; at least one of them.

    All sheets that this program wrote are one thing that is not read.
    """
    blank = True
    own: list[str] = []
    origin = Origin(source.name)
    try:
        if what_is(source.name) == "jsonl":
            with source.stream() as stream:
                if (found := object_table(source.name, stream, mapping)) is not None:
                    blank = False
                    yield found
        else:
            for sheet in _sheets(tables, source):
                origin = Origin(source.name, sheet.name)
                try:
                    part = _told(source.name, sheet, mapping)
                except OwnResult:
                    own.append(sheet.name)
                    continue
                if part is not None:
                    blank = False
                    yield part
    except LianshenError as error:
        blank = False
        yield origin, error
    except OSError as error:
        blank = False
        yield origin, unreadable(source.name, error)
    if own:
        origin = Origin(source.name, "" if blank else "、".join(own))
        yield origin, own_result(origin)
    elif blank:
        yield (
            Origin(source.name),
            DraftEmpty("表格是空的", where=source.name, remedy="请检查是不是选错了文件"),
        )


def of_table(tables: Tables, source: Source, mapping: Mapping[str, str]) -> Iterator[Found]:
    """Return what is read of one file that is a table.

    Args:
        tables: reads it where it is of a kind that must be read confined.
        source: the file.
        mapping: as for :func:`entries`.
    """
    left = MOST_ROWS
    for part in _tables(tables, source, mapping):
        if not isinstance(part, Table):
            yield part
            continue
        for found in _guarded(source, part):
            if left == 0:
                yield part.origin, too_many_rows(source.name)
                return
            left -= 1
            yield found


def _told(name: str, sheet: Sheet, mapping: Mapping[str, str]) -> Table | tuple[Origin, LianshenError] | None:
    try:
        return table(name, sheet, mapping)
    except ColumnError as error:
        return Origin(name, sheet.name), error


def _sheets(tables: Tables, source: Source) -> Iterator[Sheet]:
    kind = what_is(source.name)
    if kind == "csv":
        with source.stream() as stream:
            yield Sheet(separated.rows(source.name, stream))
        return
    stretches = tables.table(source, "parquet" if kind == "parquet" else "workbook")
    for _, group in groupby(stretches, lambda stretch: stretch.index):
        first = next(group)
        rows = (row for stretch in chain([first], group) for row in stretch.rows)
        yield Sheet(rows, first.sheet, first.hidden, first.header)


def _guarded(source: Source, part: Table) -> Iterator[Found]:
    """Return the drafts of a table; where its reader gives up, that is one more that cannot be read."""
    try:
        yield from part.drafts
    except LianshenError as error:
        yield part.origin, error
    except OSError as error:
        yield part.origin, unreadable(source.name, error)
    except Exception:  # nobody foresaw it, and ten thousand other drafts do not suffer for it
        yield part.origin, confined.unreadable(source.name)
