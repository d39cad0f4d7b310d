"""Groups stay whole: whatever is done to them or taken back, what is left is a group or nothing."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from api.storage.desk_schema import GroupRow, PieceRow


def members_in(session: Session, group_id: int) -> Sequence[PieceRow]:
    """Return the rows of the drafts in a group, in the order in which they came to the desk."""
    asked = select(PieceRow).options(selectinload(PieceRow.person)).where(PieceRow.group_id == group_id)
    return session.scalars(asked.order_by(PieceRow.id)).all()


def torn(session: Session, groups: Iterable[int]) -> bool:
    """Whether one of some groups is neither empty nor whole.

    A whole one has two members at least, its representative among them; and if some are merged, these are two
    at least, the representative among them.
    """
    return any(_torn(session, group) for group in groups)


def _torn(session: Session, group_id: int) -> bool:
    members = members_in(session, group_id)
    if not members:
        return False
    group = session.get(GroupRow, group_id)
    first = group.representative if group else 0
    merged = {row.id for row in members if row.merged}
    whole = len(members) > 1 and first in {row.id for row in members}
    return not whole or bool(merged and (len(merged) == 1 or first not in merged))
