"""Reading the trail, newest first."""

from collections.abc import Sequence

from sqlalchemy import select

from api.storage.database import Database
from api.storage.learning_schema import TrailRow
from api.storage.schema import LAST_NUMBER
from api.trail.step import Step, step_of

PAGE = 50
"""Steps on one page."""


def steps(
    database: Database, *, before: int | None = None, kinds: Sequence[str] = (), most: int | None = PAGE
) -> tuple[Step, ...]:
    """Return a page of steps, newest first.

    Args:
        database: where they are.
        before: number of a step; only older ones are returned.
        kinds: only of these kinds; of all where there is none.
        most: how many; ``None`` for all there are.
    """
    which = select(TrailRow).order_by(TrailRow.id.desc()).limit(most)
    if before is not None:
        which = which.where(TrailRow.id < min(before, LAST_NUMBER))
    if kinds:
        which = which.where(TrailRow.kind.in_(kinds))
    with database.session() as session:
        return tuple(map(step_of, session.scalars(which)))
