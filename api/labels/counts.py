"""How many labels there are, by where they come from and by whom."""

from dataclasses import dataclass

from sqlalchemy import func, select

from api.storage.database import Database
from api.storage.learning_schema import LabelRow, LabelSource

SOURCES: dict[LabelSource, str] = {"desk": "审核台上的更正", "page": "网页上的标注", "import": "从文件导入"}


@dataclass(frozen=True, slots=True)
class Share:
    """Labels of one person from one source.

    Attributes:
        annotator: their shown name.
        source: where they come from, in Chinese.
        labels: how many hold.
    """

    annotator: str
    source: str
    labels: int


def counts(database: Database) -> tuple[Share, ...]:
    """Return how many labels hold, the most first."""
    number = func.count(LabelRow.id)
    asked = (
        select(LabelRow.annotator, LabelRow.source, number)
        .where(LabelRow.withdrawn.is_(None))
        .group_by(LabelRow.annotator, LabelRow.source)
        .order_by(number.desc(), LabelRow.annotator, LabelRow.source)
    )
    with database.session() as session:
        return tuple(
            Share(annotator, SOURCES[source], found) for annotator, source, found in session.execute(asked)
        )
