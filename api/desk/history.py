"""What was done at the desk: to one draft, and lately by everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import aliased

from api.desk.standing import Standing, standing_of
from api.storage.database import Database
from api.storage.desk_schema import ActionRow, ChangeRow
from api.storage.schema import LAST_NUMBER, AccountRow

MOST = 500
"""How many steps a page can follow."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step in the history of a draft, or one piece of news from other reviewers.

    Attributes:
        action: its number.
        by: shown name of who did it.
        when: in UTC.
        told: in Chinese.
        piece_id: the draft.
        version: of the draft after it.
        after: how the draft stood after it.
        undoes: number of the action that it takes back, if it takes one back.
        undone: whether it was taken back, for this draft: one that had changed since was left as it was.
        together: how many drafts the action changed in all.
    """

    action: int
    by: str
    when: datetime
    told: str
    piece_id: int
    version: int
    after: Standing
    undoes: int | None
    undone: bool
    together: int


def history(database: Database, piece_id: int) -> tuple[Step, ...]:
    """Return what was done to a draft, newest first."""
    return _steps(database, ChangeRow.piece_id == piece_id, newest_first=True)


def since(database: Database, action_id: int) -> tuple[Step, ...]:
    """Return what was done after an action, in order; at most as much as a page can follow."""
    return _steps(database, ChangeRow.action_id > max(0, min(action_id, LAST_NUMBER)), newest_first=False)


def last_action(database: Database) -> int:
    """Return the number of the newest action; 0 before the first."""
    with database.session() as session:
        return session.scalar(select(ActionRow.id).order_by(ActionRow.id.desc()).limit(1)) or 0


def _steps(database: Database, which: ColumnElement[bool], *, newest_first: bool) -> tuple[Step, ...]:
    order = ChangeRow.id.desc() if newest_first else ChangeRow.id
    other, undoing = aliased(ChangeRow), aliased(ActionRow)
    together = select(func.count()).where(other.action_id == ChangeRow.action_id).scalar_subquery()
    undone = (
        select(other.id)
        .join(undoing, other.action_id == undoing.id)
        .where(undoing.undoes == ChangeRow.action_id, other.piece_id == ChangeRow.piece_id)
        .exists()
    )
    with database.session() as session:
        found: Sequence[Row[ChangeRow, ActionRow, str, int, bool]] = session.execute(
            select(ChangeRow, ActionRow, AccountRow.display, together, undone)
            .join(ActionRow, ChangeRow.action_id == ActionRow.id)
            .join(AccountRow, ActionRow.account_id == AccountRow.id)
            .where(which)
            .order_by(order)
            .limit(MOST)
        ).all()
        return tuple(
            Step(
                action.id,
                by,
                action.made,
                action.told,
                change.piece_id,
                change.version,
                standing_of(change.after),
                action.undoes,
                bool(taken_back),
                count,
            )
            for change, action, by, count, taken_back in found
        )
