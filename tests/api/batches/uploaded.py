"""Batches as an upload leaves them, before anybody scores them."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select

from api.accounts import accounts
from api.batches import table
from api.batches.places import new_arrival
from api.batches.table import Asked, Batch
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from tests.api.web.browsing import PASSWORD


def add_reviewer(database: Database) -> int:
    """Make the account of who uploads; return its number."""
    return accounts.add(database, "li", "李审核", "reviewer", PASSWORD).id


def add_batch(
    database: Database, account: int, files: Mapping[str, bytes | Path], name: str = "第三次会议"
) -> int:
    """Put a batch with files into the table; return its number."""
    arrival = new_arrival()
    for file, content in files.items():
        path = arrival / "inputs" / file
        path.write_bytes(content.read_bytes() if isinstance(content, Path) else content)
    return table.add(database, account, Asked(name, "auto", None), arrival)


def batch_in(database: Database, number: int) -> Batch:
    """Return a batch that is there."""
    found = table.find(database, number)
    assert found
    return found


def numbers_on_desk(database: Database, number: int) -> list[int]:
    """Return which drafts of a batch are on the desk, by their numbers in it, in the order they came."""
    with database.session() as session:
        which = select(PieceRow.number).where(PieceRow.batch_id == number).order_by(PieceRow.id)
        return list(session.scalars(which))
