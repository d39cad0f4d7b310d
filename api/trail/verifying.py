"""Finding out whether the trail is as it was written.

Each step holds the digest of the one before it, and the newest is noted in a table of its own, so whoever
changes, removes or moves a step, be it the last, breaks the chain at that place. What the database alone
cannot show: that somebody who may write into it has made a whole new chain, or a shorter one with its end
noted anew. That comes to light where a digest was noted elsewhere, on paper or in another system: it must
still stand in the trail.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.storage.database import Database
from api.storage.learning_schema import TrailEndRow, TrailRow
from api.trail.step import digest_of

_LOT = 500
_UNREADABLE = (SQLAlchemyError, ValueError, TypeError)
"""What reading a row raises whose values are none that the program writes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the trail is not as it was written.

    Attributes:
        step: number of the step at or before which something is wrong.
        problem: what, in Chinese, without a full stop.
    """

    step: int
    problem: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of a look at the whole trail.

    Attributes:
        count: how many steps there are.
        last: digest of the newest one, to be noted elsewhere; empty where there is none.
        faults: where something is wrong, in order.
        noted: whether the digest that was noted stands in the trail; ``None`` where none was given.
    """

    count: int
    last: str
    faults: tuple[Fault, ...]
    noted: bool | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and self.noted is not False


def verify(database: Database, noted: str = "") -> Verified:
    """Look whether every step is as it was written, none is missing and all are in their order.

    Args:
        database: where the trail is.
        noted: a digest that was noted earlier, or its beginning; it must still be there.
    """
    faults: list[Fault] = []
    expected, before, found = 1, "", False
    with database.session() as session:
        numbers = list(session.scalars(select(TrailRow.id).order_by(TrailRow.id)))
        for number, row in _rows(session, numbers):
            if number != expected:
                faults.append(Fault(number, f"前面{_gap(expected, number)}"))
            if row is None:
                faults.append(Fault(number, "内容读不出来，被改动过"))
                expected, before = number + 1, ""
                continue
            faults += [Fault(number, problem) for problem in _problems(row, before)]
            found = found or (bool(noted) and row.digest.startswith(noted.lower()))
            expected, before = number + 1, row.digest
        faults += _at_the_end(session, expected - 1, before)
    return Verified(len(numbers), before, tuple(faults), found if noted else None)


def _problems(row: TrailRow, before: str) -> Iterator[str]:
    if row.digest != digest_of(row):
        yield "内容和它的摘要对不上，被改动过"
    if row.before != before:
        yield "和前一步接不上：前一步被改动、删去或调换过"


def _at_the_end(session: Session, last: int, digest: str) -> Iterator[Fault]:
    """Compare the last step there is with the one noted as the newest."""
    try:
        noted = session.execute(select(TrailEndRow.step, TrailEndRow.digest)).one_or_none() or (0, "")
    except _UNREADABLE:
        noted = (-1, "")
    if not isinstance(noted[0], int) or noted[0] < 0:
        yield Fault(last, "另记的最后一步读不出来，被改动过")
    elif noted[0] > last:
        yield Fault(noted[0], f"末尾{_gap(last + 1, noted[0] + 1)}，从末尾删去了")
    elif noted != (last, digest):
        yield Fault(last, "和另记的最后一步对不上，被改动过")


def _gap(expected: int, number: int) -> str:
    last = number - 1
    return f"少了第 {expected} 步" if last == expected else f"少了第 {expected} 到第 {last} 步"


def _rows(session: Session, numbers: list[int]) -> Iterator[tuple[int, TrailRow | None]]:
    """Return each row; none for one that cannot be read."""
    for start in range(0, len(numbers), _LOT):
        lot = numbers[start : start + _LOT]
        try:
            rows = {row.id: row for row in session.scalars(select(TrailRow).where(TrailRow.id.in_(lot)))}
        except _UNREADABLE:  # one of them: which?
            rows = {number: row for number in lot if (row := _row(session, number))}
        for number in lot:
            row = rows.get(number)
            yield number, row if row and _is_ours(row) else None
        session.expunge_all()


def _row(session: Session, number: int) -> TrailRow | None:
    try:
        return session.get(TrailRow, number)
    except _UNREADABLE:
        return None


def _is_ours(row: TrailRow) -> bool:
    """Whether the values are of the types the program writes; SQLite takes any."""
    texts = (row.actor, row.kind, row.told, row.before, row.digest)
    return all(isinstance(text, str) for text in texts) and isinstance(row.details, bytes)
