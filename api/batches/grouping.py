"""Which drafts of a batch are on the same matter, told to the desk."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.batch.rows import Entry
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow, PieceTextRow
from model.similar.groups import Group, groups


def group(database: Database, batch_id: int, entries: Iterable[Entry]) -> None:
    """Put the drafts of a batch that are on the same matter into groups, all of them at once or none.

    Where the batch has groups already, an attempt that was broken off had come this far. Drafts that somebody
    has put into a group meanwhile stay there.

    Args:
        database: of the desk, where the drafts lie.
        batch_id: number of the batch.
        entries: its drafts.
    """
    found = groups((entry.number, entry.draft) for entry in entries)
    with database.writing() as session:
        if session.scalar(select(GroupRow.id).where(GroupRow.batch_id == batch_id).limit(1)) is None:
            _put(session, batch_id, found)


def _put(session: Session, batch_id: int, found: Sequence[Group]) -> None:
    which = select(PieceRow.number, PieceRow.id).where(
        PieceRow.batch_id == batch_id, PieceRow.group_id.is_(None)
    )
    free = {row[0]: row[1] for row in session.execute(which)}
    whole = [each for each in found if all(number in free for number in each.members)]
    rows = [
        GroupRow(batch_id=batch_id, representative=free[each.representative], near_copies=each.near_copies)
        for each in whole
    ]
    session.add_all(rows)
    session.flush()
    places, texts = [], []
    for row, each in zip(rows, whole, strict=True):
        for number, likeness in zip(each.members, each.likeness, strict=True):
            places.append({"id": free[number], "group_id": row.id})
            texts.append({"piece_id": free[number], "likeness": likeness})
    if places:
        session.execute(update(PieceRow), places)
        session.execute(update(PieceTextRow), texts)
