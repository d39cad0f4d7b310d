"""The table of who stands behind the drafts on the desk, kept apart from the drafts."""

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.schema import Base


class PersonRow(Base):
    """Who put a draft on the desk forward; a draft of which that is not known has none.

    Attributes:
        deputy: names as they came with the draft, telephone numbers beside them included.
    """

    __tablename__ = "persons"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    deputy: Mapped[str] = mapped_column(Text)
