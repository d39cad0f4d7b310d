"""Labels that no training has learnt from yet."""

from dataclasses import dataclass

from sqlalchemy import func, select

from api.storage.database import Database
from api.storage.learning_schema import LabelRow, TrainingRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many labels there are.

    Attributes:
        standing: that hold.
        new: of these, made since the labels of the last training that came to its end were frozen.
    """

    standing: int
    new: int


def waiting_labels(database: Database) -> Waiting:
    """Count the labels."""
    holding = select(func.count()).select_from(LabelRow).where(LabelRow.withdrawn.is_(None))
    learnt = select(func.max(TrainingRow.began)).where(
        TrainingRow.state == "done", TrainingRow.snapshot != ""
    )
    with database.session() as session:
        standing = session.scalar(holding) or 0
        since = session.scalar(learnt)
        new = standing if since is None else session.scalar(holding.where(LabelRow.made > since)) or 0
    return Waiting(standing, new)
