"""The table of batches: who uploaded what, how far it is, and what is wanted of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast, get_args

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session, joinedload

from api.accounts.holding import hold
from api.batch.rows import Origin, Unread
from api.batches.places import folder_of, move_in
from api.errors import LimitReached, StorageError
from api.storage import stopping
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, BatchState, PieceRow, UnreadRow
from api.storage.schema import LAST_NUMBER
from model.draft import Level
from model.review import Verdict
from model.reviewer import Tier

PAGE = 50
"""Batches on one page of the list."""
MOST_UNREAD = 200
"""What could not be read, on one page."""
LONGEST_NAME = 120
"""Characters of the name of a batch."""

UNDER_WAY: tuple[BatchState, ...] = ("waiting", "running", "filing")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants scored.

    Attributes:
        name: of the batch.
        tier: of the model; ``auto`` where nobody chose.
        level: 本级 for all drafts; ``None`` for what each says.
    """

    name: str
    tier: Tier
    level: Level | None


@dataclass(frozen=True, slots=True)
class Batch:
    """One batch.

    Attributes:
        id: its number.
        asked: what is wanted.
        by: shown name of who uploaded it.
        created: when, in UTC.
        began: when scoring began; ``None`` before.
        ended: when it came to its end; ``None`` before.
        state: how far it is.
        model: version of the bundle; empty before scoring.
        scored: drafts that were scored.
        unread: files and rows that could not be read or scored.
        total: about how many there are; ``None`` where only reading them tells.
        remaining: about how many seconds scoring takes yet; ``None`` where that is not known.
        stop: whether somebody wants it stopped.
        problem: why it failed, in Chinese; empty otherwise.
    """

    id: int
    asked: Asked
    by: str
    created: datetime
    began: datetime | None
    ended: datetime | None
    state: BatchState
    model: str
    scored: int
    unread: int
    total: int | None
    remaining: int | None
    stop: bool
    problem: str

    @property
    def under_way(self) -> bool:
        """Whether there is more to come."""
        return self.state in UNDER_WAY

    @property
    def done(self) -> int:
        """How many drafts, files and rows are dealt with."""
        return self.scored + self.unread


def add(database: Database, account_id: int, asked: Asked, arrival: Path, most: int = 0) -> int:
    """Put a batch into the table, and its files into their place; return its number.

    Args:
        database: where it is put.
        account_id: of who uploaded it.
        asked: what is wanted.
        arrival: the folder its files came into, see :func:`api.batches.places.new_arrival`.
        most: that the account may have under way; 0 for any number.

    Raises:
        LimitReached: it has as many.
    """
    number = 0
    try:
        with database.writing() as session:
            _refuse_more(session, account_id, most)
            row = BatchRow(
                name=asked.name,
                account_id=account_id,
                created=datetime.now(UTC),
                began=None,
                ended=None,
                state="waiting",
                tier=asked.tier,
                level=asked.level,
                model="",
                scored=0,
                unread=0,
                total=None,
                remaining=None,
                stop=False,
                problem="",
            )
            session.add(row)
            session.flush()
            number = row.id
            move_in(arrival, number)
    except StorageError:  # no room for the row, perhaps: its files must not fill the disk either
        if number:
            folder_of(number).rename(arrival)
        raise
    return number


def look_for_room(database: Database, account_id: int, most: int) -> None:
    """Refuse one more batch before its files are taken in; :func:`add` looks again.

    Args:
        database: where batches are.
        account_id: of who is about to upload.
        most: that the account may have under way; 0 for any number.

    Raises:
        LimitReached: it has as many.
    """
    with database.session() as session:
        _refuse_more(session, account_id, most, held=False)


def find(database: Database, number: int) -> Batch | None:
    """Return the batch with a number, if there is one."""
    if not 0 < number <= LAST_NUMBER:
        return None
    with database.session() as session:
        row = session.scalar(_BATCHES.where(BatchRow.id == number))
        return _batch(row) if row else None


def newest(database: Database, before: int | None = None) -> tuple[Batch, ...]:
    """Return a page of batches, newest first.

    Args:
        database: where they are.
        before: number of a batch; only older ones are returned.
    """
    which = _BATCHES.order_by(BatchRow.id.desc()).limit(PAGE)
    if before is not None:
        which = which.where(BatchRow.id < min(before, LAST_NUMBER))
    with database.session() as session:
        return tuple(_batch(row) for row in session.scalars(which))


def unfinished(database: Database) -> tuple[int, ...]:
    """Return the numbers of the batches that somebody must be at, the oldest first."""
    with database.session() as session:
        which = select(BatchRow.id).where(BatchRow.state.in_(UNDER_WAY)).order_by(BatchRow.id)
        return tuple(session.scalars(which))


def ahead_of(database: Database, number: int) -> int:
    """Return how many batches are scored before this one."""
    with database.session() as session:
        which = select(func.count()).where(BatchRow.state.in_(UNDER_WAY), BatchRow.id < number)
        return session.scalar(which) or 0


def change(database: Database, number: int, **values: Any) -> None:
    """Write values into the row of a batch."""
    with database.writing() as session:
        session.execute(update(BatchRow).where(BatchRow.id == number).values(**values))


def ask_to_stop(database: Database, number: int) -> bool:
    """Ask for a batch to be stopped, and return whether there was anything to stop.

    One that nobody has begun is stopped at once.
    """
    return stopping.ask_to_stop(database, BatchRow, number, UNDER_WAY)


def ask_again(database: Database, number: int, most: int = 0) -> bool:
    """Have a batch that failed go on where it was, and return whether there was one.

    Args:
        database: where it is.
        number: of the batch.
        most: that the account of who uploaded it may have under way; 0 for any number.

    Raises:
        LimitReached: it has as many.
    """
    values = {"state": "waiting", "problem": "", "ended": None, "remaining": None}
    which = update(BatchRow).where(BatchRow.id == number, BatchRow.state == "failed").values(**values)
    with database.writing() as session:
        author = session.scalar(select(BatchRow.account_id).where(BatchRow.id == number))
        if author is not None:
            _refuse_more(session, author, most)
        return session.scalar(which.returning(BatchRow.id)) is not None


def wants_stop(database: Database, number: int) -> bool:
    """Whether somebody wants a batch stopped."""
    return stopping.wants_stop(database, BatchRow, number)


def unread_of(database: Database, number: int, after: int = 0) -> tuple[Unread, ...]:
    """Return a page of what could not be read of a batch, in the order of its input.

    Args:
        database: where it is.
        number: of the batch.
        after: number in the batch of the last one that is not wanted any more.
    """
    which = (
        select(UnreadRow)
        .where(UnreadRow.batch_id == number, UnreadRow.number > min(after, LAST_NUMBER))
        .order_by(UnreadRow.number)
        .limit(MOST_UNREAD)
    )
    with database.session() as session:
        return tuple(
            Unread(row.number, Origin(row.file, row.sheet, row.row), row.kind, row.problem, row.remedy)
            for row in session.scalars(which)
        )


def verdicts_of(database: Database, number: int) -> Mapping[Verdict, int]:
    """Return how many drafts of a batch have each verdict as they stand now, none of them left out."""
    which = (
        select(PieceRow.verdict, func.count()).where(PieceRow.batch_id == number).group_by(PieceRow.verdict)
    )
    with database.session() as session:
        found = {row[0]: row[1] for row in session.execute(which)}
    return {verdict: found.get(verdict, 0) for verdict in get_args(Verdict)}


def _refuse_more(session: Session, account_id: int, most: int, *, held: bool = True) -> None:
    if not most:
        return
    if held:
        hold(session, account_id)
    own = select(func.count()).where(BatchRow.account_id == account_id, BatchRow.state.in_(UNDER_WAY))
    if (session.scalar(own) or 0) >= most:
        remedy = "请等一批做完，或停下一批，再上传；要多传的，请管理员把 LIANSHEN_OWN_BATCHES 调大"
        raise LimitReached(f"这个账号有 {most} 个批次没有做完，最多这么多", remedy=remedy)


_BATCHES: Select[BatchRow] = select(BatchRow).options(joinedload(BatchRow.account))


def _batch(row: BatchRow) -> Batch:
    return Batch(
        row.id,
        Asked(row.name, cast(Tier, row.tier), row.level),
        row.account.display,
        row.created,
        row.began,
        row.ended,
        row.state,
        row.model,
        row.scored,
        row.unread,
        row.total,
        row.remaining,
        row.stop,
        row.problem,
    )
