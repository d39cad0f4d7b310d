"""Drafts with reviews made by hand, put on the desk, for tests that decide about them."""

from collections.abc import Sequence

from sqlalchemy import select

from api.accounts.accounts import add
from api.accounts.roles import Role
from api.batch.rows import Entry, Origin, Scored
from api.desk.deciding import Acted, act_one
from api.desk.pieces import Piece, find
from api.desk.standing import Standing
from api.storage.database import Database
from api.storage.learning_schema import LabelRow
from model.draft import Draft
from model.review import Review
from tests.api.accounts.people import PASSWORD
from tests.api.desk.desks import put_on_desk
from tests.api.reviews import DRAFT, FLAWED
from training.local.said import Said, said_of

MASKED = DRAFT.masked
"""The draft of the reviews, as the desk keeps it."""


def somebody(database: Database, name: str = "li", display: str = "李审核", role: Role = "reviewer") -> int:
    """Make an account; return its number."""
    return add(database, name, display, role, PASSWORD).id


def put_some(
    database: Database, count: int = 1, review: Review = FLAWED, draft: Draft = MASKED
) -> tuple[int, ...]:
    """Put the same draft on the desk, several times."""
    fields = {"代表": "张三", "代表团": "第一代表团", "编号": "12"}
    entries = (Entry(number, Origin("收件.xlsx", "教育", 3), draft, fields) for number in range(1, count + 1))
    return put_on_desk(database, [Scored(entry, review) for entry in entries])


def piece(database: Database, number: int) -> Piece:
    """Return a draft that is on the desk."""
    found = find(database, number)
    assert found is not None
    return found


def say(database: Database, account_id: int, number: int, said: Said) -> Acted:
    """Correct a draft as it stands."""

    def change(before: Standing) -> Standing:
        return Standing(before.state, before.opinion, said, before.group, before.merged)

    version = piece(database, number).version
    return act_one(database, account_id, "correct", "更正", number, version, change)


def labels(database: Database, number: int) -> Sequence[tuple[int | None, Said, bool]]:
    """Return who said what about a draft, in order, and whether it still holds."""
    with database.session() as session:
        rows = session.scalars(select(LabelRow).where(LabelRow.piece_id == number).order_by(LabelRow.id))
        return [(row.account_id, said_of(row.said), row.withdrawn is None) for row in rows]
