"""What was done at the desk: to one draft, and lately by everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, select

from api.desk.standing import Standing, standing_of
from api.storage.database import Database
from api.storage.desk_schema import ActionRow, ChangeRow
from api.storage.schema import LAST_NUMBER, AccountRow

_MOST = 500


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
        undone: whether it was taken back.
    """

    action: int
    by: str
    when: datetime
    told: str
    piece_id: int
    version: int
    after: Standing
    undone: bool


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
    with database.session() as session:
        found: Sequence[Row[ChangeRow, ActionRow, str]] = session.execute(
            select(ChangeRow, ActionRow, AccountRow.display)
            .join(ActionRow, ChangeRow.action_id == ActionRow.id)
            .join(AccountRow, ActionRow.account_id == AccountRow.id)
            .where(which)
            .order_by(order)
            .limit(_MOST)
        ).all()
        numbers = [action.id for _, action, _ in found]
        undone = set(session.scalars(select(ActionRow.undoes).where(ActionRow.undoes.in_(numbers))))
        return tuple(
            Step(
                action.id,
                by,
                action.made,
                action.told,
                change.piece_id,
                change.version,
                standing_of(change.after),
                action.id in undone,
            )
            for change, action, by in found
        )
