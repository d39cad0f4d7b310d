"""The one store of labels: those that hold, whatever they come from, and those made on the page."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import orjson
from sqlalchemy import func, select, update

from api.errors import NotThere
from api.labels.record import Record, record_of
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.storage.learning_schema import LabelRow
from api.storage.schema import LAST_NUMBER, AccountRow
from model.draft import Draft
from training.local.label import Label, digest_of
from training.local.said import Said, said_json

_AT_ONCE = 500


def standing_labels(database: Database) -> Iterator[Label]:
    """Yield all labels that hold, in the order of their numbers; units by the name that was used then.

    They are read some at a time: nothing is held for as long as it takes to go through them, and one that
    is made or withdrawn meanwhile counts or not.
    """
    return (record.label for record in standing_records(database))


def standing_records(database: Database) -> Iterator[Record]:
    """Yield the same with what else is known of each."""
    last = 0
    while True:
        asked = select(LabelRow).where(LabelRow.id > last, LabelRow.withdrawn.is_(None))
        with database.session() as session:
            found = [record_of(row) for row in session.scalars(asked.order_by(LabelRow.id).limit(_AT_ONCE))]
        if not found:
            return
        yield from found
        last = found[-1].number


def count(database: Database) -> int:
    """Return how many labels hold."""
    with database.session() as session:
        asked = select(func.count()).select_from(LabelRow).where(LabelRow.withdrawn.is_(None))
        return session.scalar(asked) or 0


def labels_of_text(database: Database, digest: str) -> tuple[Label, ...]:
    """Return the labels that hold about one text, in the order of their numbers.

    Args:
        database: where they are.
        digest: see :func:`training.local.label.digest_of`.
    """
    asked = select(LabelRow).where(LabelRow.digest == digest, LabelRow.withdrawn.is_(None))
    with database.session() as session:
        return tuple(record_of(row).label for row in session.scalars(asked.order_by(LabelRow.id)))


def add_page_label(
    database: Database,
    account_id: int,
    piece_id: int,
    said: Said,
    extra: Mapping[str, object] | None = None,
) -> int:
    """Keep what somebody said on the page for labelling, in the place of what they said there before.

    Args:
        database: where the draft is.
        account_id: who said it.
        piece_id: number of the draft on the desk.
        said: as much as they judged.
        extra: what else is to be kept of it, such as whether they had seen what the model thinks.

    Returns:
        The number of the label.

    Raises:
        NotThere: there is no such draft.
    """
    now = datetime.now(UTC)
    with database.writing() as session:
        piece = session.get(PieceRow, piece_id) if 0 < piece_id <= LAST_NUMBER else None
        if piece is None:
            raise NotThere("没有这一件", remedy="请回到待标注的列表，再选一件")
        session.execute(
            update(LabelRow)
            .where(LabelRow.piece_id == piece_id, LabelRow.account_id == account_id)
            .where(LabelRow.source == "page", LabelRow.withdrawn.is_(None))
            .values(withdrawn=now)
        )
        row = LabelRow(
            piece_id=piece_id,
            account_id=account_id,
            annotator=session.get_one(AccountRow, account_id).display,
            made=now,
            source="page",
            reference="",
            title=piece.title,
            body=piece.text.body,
            level=piece.level,
            digest=digest_of(Draft(piece.title, piece.text.body, piece.level)),
            said=said_json(said),
            extra=orjson.dumps(extra or {}),
        )
        session.add(row)
        session.flush()
        return row.id
