"""Failed log-ins, counted in the database so that all processes of a service share them.

An attempt is counted as failed before the password is looked at, and forgiven if it was right: many at once
get no more guesses than one after the other. Names and addresses are kept as digests, for people type
passwords where the name belongs.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import ceil

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.accounts.names import canonical
from api.errors import LogInDelayed
from api.storage.database import Database
from api.storage.schema import AttemptRow

_LONGEST = timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)
"""After so long without a failure. At 15 minutes each, a day has 96 guesses: fewer than the hundred in a row
that NIST SP 800-63B, 5.2.2, allows."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What failures are counted for.

    Attributes:
        digest: of the name or the address.
        free: so many failures cost no time; each one after that doubles the delay, from one second on.
    """

    digest: str
    free: int


def of_name(name: str) -> Subject:
    """Return the subject for a log-in name, however it is spelt, whether there is an account or not."""
    return Subject(_digest("name", canonical(name)), free=5)


def of_address(address: str) -> Subject:
    """Return the subject for a network address; a whole office may share one, so more is free."""
    return Subject(_digest("address", address), free=20)


def count(database: Database, *subjects: Subject) -> None:
    """Count a failure for each subject, and sweep out what is old.

    Raises:
        LogInDelayed: one of them has failed too often; nothing is counted.
    """
    _sweep(database)
    with database.writing() as session:
        rows = [_locked(session, subject) for subject in subjects]
        now = datetime.now(UTC)
        waits = [
            row.last + _delay(row.failures - subject.free) - now
            for row, subject in zip(rows, subjects, strict=True)
            if row.failures >= subject.free and row.last - now < _LONGEST  # else the clock was set back
        ]
        longest = max(waits, default=timedelta())
        if longest > timedelta():
            raise LogInDelayed(ceil(longest.total_seconds()))
        for row in rows:
            row.failures += 1
            row.last = now


def forgive(database: Database, name: Subject, address: Subject | None = None) -> None:
    """Take back what :func:`count` counted: all failures of the name, one of the address."""
    with database.writing() as session:
        session.execute(delete(AttemptRow).where(AttemptRow.subject == name.digest))
        if address:
            _one_less(session, address)


def take_back(database: Database, *subjects: Subject) -> None:
    """Take back the one failure that :func:`count` counted for each, and leave those before."""
    with database.writing() as session:
        for subject in subjects:
            _one_less(session, subject)


def _one_less(session: Session, subject: Subject) -> None:
    one_less = update(AttemptRow).where(AttemptRow.subject == subject.digest, AttemptRow.failures > 0)
    session.execute(one_less.values(failures=AttemptRow.failures - 1))


def _sweep(database: Database) -> None:
    """Forget old failures, in a transaction of its own and past locked ones: two never block each other."""
    old = select(AttemptRow.subject).where(AttemptRow.last <= datetime.now(UTC) - _FORGOTTEN)
    with database.writing() as session:
        past_locked = old.with_for_update(skip_locked=True)
        session.execute(delete(AttemptRow).where(AttemptRow.subject.in_(past_locked)))


def _locked(session: Session, subject: Subject) -> AttemptRow:
    """Return the row of a subject, which no other transaction changes until this one ends."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert(AttemptRow).values(subject=subject.digest, failures=0, last=datetime.now(UTC))
    locks = new.on_conflict_do_update(index_elements=["subject"], set_={"subject": subject.digest})
    return session.scalars(locks.returning(AttemptRow)).one()


def _delay(over: int) -> timedelta:
    """Return how long to wait after ``over`` failures more than are free."""
    return min(timedelta(seconds=2 ** min(over, 20)), _LONGEST)


def _digest(kind: str, value: str) -> str:
    return sha256(f"{kind} {value}".encode("utf-8", "surrogatepass")).hexdigest()
