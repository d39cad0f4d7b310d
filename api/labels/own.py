"""What somebody said themselves on the page for labelling."""

from datetime import datetime

from sqlalchemy import func, select

from api.labels.record import Record, record_of
from api.storage.database import Database
from api.storage.learning_schema import LabelRow


def own_label(database: Database, account_id: int, piece_id: int) -> Record | None:
    """Return what an account said of a draft on the page, if it did and that holds."""
    asked = select(LabelRow).where(
        LabelRow.piece_id == piece_id,
        LabelRow.account_id == account_id,
        LabelRow.source == "page",
        LabelRow.withdrawn.is_(None),
    )
    with database.session() as session:
        row = session.scalar(asked.order_by(LabelRow.id.desc()).limit(1))
        return record_of(row) if row else None


def made_since(database: Database, account_id: int, moment: datetime) -> int:
    """Return how many labels an account has made on the page since a moment, one a draft."""
    asked = select(func.count(LabelRow.id)).where(
        LabelRow.account_id == account_id,
        LabelRow.source == "page",
        LabelRow.withdrawn.is_(None),
        LabelRow.made >= moment,
    )
    with database.session() as session:
        return session.scalar(asked) or 0
