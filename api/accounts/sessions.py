"""Sessions: who is logged in, by which key, and until when."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update

from api.accounts.accounts import Account
from api.accounts.keys import digest, new_key
from api.storage.database import Database
from api.storage.schema import AccountRow, SessionRow


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """One session, as its owner sees it.

    Attributes:
        ends: when at the latest, in UTC.
        here: whether it is the one of whoever asks.
    """

    ends: datetime
    here: bool


def start(database: Database, account_id: int, hours: float) -> str:
    """Begin a session, and forget those that are over.

    Args:
        database: where it is kept.
        account_id: of whoever has logged in.
        hours: how long it lasts at most.

    Returns:
        Its key, for the browser alone.
    """
    key, now = new_key(), datetime.now(UTC)
    with database.writing() as session:
        session.execute(delete(SessionRow).where(SessionRow.ends <= now))
        session.add(SessionRow(digest=digest(key), account_id=account_id, ends=now + timedelta(hours=hours)))
    return key


def account_of(database: Database, key: str) -> Account | None:
    """Return whose session it is; nobody's if it is over or none, or if the account is disabled."""
    valid = (
        select(AccountRow)
        .join(SessionRow, SessionRow.account_id == AccountRow.id)
        .where(SessionRow.digest == digest(key), SessionRow.ends > datetime.now(UTC), ~AccountRow.disabled)
    )
    with database.session() as session:
        row = session.scalar(valid)
        return Account.of(row) if row else None


def sessions_of(database: Database, account_id: int, key: str) -> tuple[LoggedIn, ...]:
    """Return the sessions of an account that are not over, the newest first; ``key`` is of whoever asks."""
    going = (
        select(SessionRow)
        .where(SessionRow.account_id == account_id, SessionRow.ends > datetime.now(UTC))
        .order_by(SessionRow.ends.desc(), SessionRow.digest)
    )
    with database.session() as session:
        return tuple(LoggedIn(row.ends, row.digest == digest(key)) for row in session.scalars(going))


def renew(database: Database, key: str) -> str:
    """Return another key of a session, by which alone it is known from now on; it lasts no longer for it."""
    fresh = new_key()
    with database.writing() as session:
        known = SessionRow.digest == digest(key)
        session.execute(update(SessionRow).where(known).values(digest=digest(fresh)))
    return fresh


def end(database: Database, key: str) -> None:
    """End a session; one that is over already stays so."""
    with database.writing() as session:
        session.execute(delete(SessionRow).where(SessionRow.digest == digest(key)))
