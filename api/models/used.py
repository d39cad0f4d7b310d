"""Which models have been in use, by the audit trail."""

from collections.abc import Iterable

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.storage.database import Database
from api.storage.learning_schema import TrailRow

PROMOTED, ROLLED_BACK, NOTICED = "promote", "rollback", "noticed"
"""Kinds of steps after which another model is in use: 启用, 退回, and one that the program found in use
without knowing who had put it there."""


def used(session: Session) -> tuple[str, ...]:
    """Return the models one could go back to, the one in use last, as far as the trail tells.

    Each promotion puts one on top; going back takes away those above it. So whoever goes back twice is not
    where they were before, but two models back.
    """
    which = select(TrailRow.kind, TrailRow.details).order_by(TrailRow.id)
    rows = session.execute(which.where(TrailRow.kind.in_((PROMOTED, ROLLED_BACK, NOTICED))))
    return _stacked((row[0], str(orjson.loads(row[1])["version"])) for row in rows)


def used_lately(database: Database) -> tuple[str, ...]:
    """Return the same in a session of its own."""
    with database.session() as session:
        return used(session)


def _stacked(steps: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    stack: list[str] = []
    for kind, version in steps:
        if kind == ROLLED_BACK and version in stack:
            while stack[-1] != version:
                stack.pop()
        elif not stack or stack[-1] != version:
            stack.append(version)
    return tuple(stack)
