"""What was done at the desk lately, action by action."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from api.storage.database import Database
from api.storage.desk_schema import ActionRow, ChangeRow
from api.storage.schema import LAST_NUMBER, AccountRow

_MOST = 10


@dataclass(frozen=True, slots=True)
class Recent:
    """One action.

    Attributes:
        action: its number.
        account_id: whose it was.
        by: shown name of the same.
        when: in UTC.
        told: in Chinese.
        count: how many drafts it changed.
        open: whether it can still be taken back.
    """

    action: int
    account_id: int
    by: str
    when: datetime
    told: str
    count: int
    open: bool


def recent(database: Database, upto: int = LAST_NUMBER, most: int = _MOST) -> tuple[Recent, ...]:
    """Return the newest actions, newest first.

    Args:
        database: where they are.
        upto: number of the newest one to be told.
        most: how many.
    """
    undoing = aliased(ActionRow)
    count = select(func.count(ChangeRow.id)).where(ChangeRow.action_id == ActionRow.id).scalar_subquery()
    asked = (
        select(ActionRow, AccountRow.display, count, undoing.id)
        .join(AccountRow, ActionRow.account_id == AccountRow.id)
        .outerjoin(undoing, undoing.undoes == ActionRow.id)
        .where(ActionRow.id <= upto)
        .order_by(ActionRow.id.desc())
        .limit(most)
    )
    with database.session() as session:
        return tuple(
            Recent(
                action.id,
                action.account_id,
                by,
                action.made,
                action.told,
                changed or 0,
                action.undoes is None and undone is None,
            )
            for action, by, changed, undone in session.execute(asked)
        )
