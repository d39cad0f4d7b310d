"""What was scored, put on the desk: a few hundred drafts at a time, none twice and none left out."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import dropwhile, islice
from typing import TypeVar

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute

from api.batch.packed import unpack
from api.batch.rows import Entry, Unread
from api.batch.work import Work
from api.batches.grouping import group
from api.batches.progress import ServiceEnds
from api.batches.table import Batch
from api.desk.corrected import brief_of
from api.desk.earlier import earlier_json
from api.desk.pieces import put
from api.home import home
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, UnreadRow
from model.errors import EarlierError, EarlierNotFound
from model.similar.earlier import Earlier, Past

_LOT = 500
"""Drafts put on the desk in one transaction: others wait for it to end before they write."""
_LOG = logging.getLogger("lianshen")
_Kept = TypeVar("_Kept")
_Packed = tuple[Entry, bytes]


def put_on_desk(database: Database, batch: Batch, work: Work, stopping: Callable[[], bool]) -> None:
    """Put all that a work file holds on the desk, and tell which drafts are on the same matter.

    Broken off at any point, it goes on there the next time.

    Args:
        database: of the desk.
        batch: whose work file it is.
        work: the work file.
        stopping: asked now and then whether the process is to end.

    Raises:
        ServiceEnds: it is.
    """
    earlier = _earlier()
    last = _last(database, PieceRow.number, PieceRow.batch_id == batch.id)
    for lot in _lots(dropwhile(lambda row: row[0].number <= last, work.packed())):
        _go_on(stopping)
        _put(database, batch, lot, earlier)
    last = _last(database, UnreadRow.number, UnreadRow.batch_id == batch.id)
    for failed in _lots(dropwhile(lambda row: row.number <= last, work.unread())):
        _go_on(stopping)
        _put_unread(database, batch.id, failed)
    _go_on(stopping)
    group(database, batch.id, work.entries())


def _go_on(stopping: Callable[[], bool]) -> None:
    if stopping():
        raise ServiceEnds


def _put(database: Database, batch: Batch, lot: Sequence[_Packed], earlier: Earlier | None) -> None:
    alike = earlier.most_alike([Past(entry.draft, entry.fields) for entry, _ in lot]) if earlier else ()
    briefs = [brief_of(unpack(packed)) for _, packed in lot]
    with database.writing() as session:
        rows = [
            put(session, entry, packed, brief, batch.created, batch.id)
            for (entry, packed), brief in zip(lot, briefs, strict=True)
        ]
        for row, found in zip(rows, alike, strict=False):
            row.text.earlier = earlier_json(found)


def _put_unread(database: Database, number: int, failed: Sequence[Unread]) -> None:
    values = [
        {
            "batch_id": number,
            "number": each.number,
            "file": each.origin.file,
            "sheet": each.origin.sheet,
            "row": each.origin.row,
            "kind": each.kind,
            "problem": each.problem,
            "remedy": each.remedy,
        }
        for each in failed
    ]
    with database.writing() as session:
        session.execute(insert(UnreadRow), values)


def _last(database: Database, number: InstrumentedAttribute[int], own: ColumnElement[bool]) -> int:
    """Return the number of the last draft of a batch that is there; all before it are there, too."""
    with database.session() as session:
        return session.scalar(select(func.max(number)).where(own)) or 0


def _earlier() -> Earlier | None:
    """Return the drafts of earlier sessions, if there are any that can be used: a batch is whole without."""
    try:
        return Earlier.open(home() / "earlier")
    except EarlierNotFound:
        return None
    except EarlierError as error:
        _LOG.warning("%s", error)
        return None


def _lots(rows: Iterable[_Kept]) -> Iterator[list[_Kept]]:
    coming = iter(rows)
    while lot := list(islice(coming, _LOT)):
        yield lot
