"""Titles of drafts on the desk."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from api.storage.database import Database
from api.storage.desk_schema import PieceRow


def titles(database: Database, wanted: Iterable[int]) -> Mapping[int, str]:
    """Return the titles of drafts by their numbers."""
    asked = select(PieceRow.id, PieceRow.title).where(PieceRow.id.in_(list(wanted)))
    with database.session() as session:
        return {number: title for number, title in session.execute(asked)}  # noqa: C416 - rows are no pairs
