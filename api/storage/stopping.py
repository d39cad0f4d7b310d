"""Asking for a batch or a training to be stopped: both are rows with a state and a wish to stop."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select, update

from api.storage.database import Database
from api.storage.desk_schema import BatchRow
from api.storage.learning_schema import TrainingRow

Kind = type[BatchRow] | type[TrainingRow]


def ask_to_stop(database: Database, kind: Kind, number: int, under_way: Sequence[str]) -> bool:
    """Ask for one to be stopped, and return whether there was anything to stop.

    One that nobody has begun is stopped at once.

    Args:
        database: where it is.
        kind: its table.
        number: its number there.
        under_way: the states of those that have not come to their end.
    """
    own = kind.id == number
    with database.writing() as session:
        never_begun = (own, kind.state == "waiting", kind.began.is_(None))
        ended = {"state": "cancelled", "stop": True, "ended": datetime.now(UTC)}
        if session.scalar(update(kind).where(*never_begun).values(**ended).returning(kind.id)):
            return True
        running = update(kind).where(own, kind.state.in_(under_way)).values(stop=True)
        return session.scalar(running.returning(kind.id)) is not None


def wants_stop(database: Database, kind: Kind, number: int) -> bool:
    """Whether somebody wants it stopped."""
    with database.session() as session:
        return bool(session.scalar(select(kind.stop).where(kind.id == number)))
