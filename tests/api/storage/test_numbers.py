"""Numbers of what can be deleted: none is given twice, on either kind of database and from any schema."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, insert, select, text
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.desk_schema import BatchRow, GroupRow, PieceRow
from api.storage.learning_schema import LabelRow
from api.storage.migrate import migrate
from api.storage.schema import Base, SubmissionRow, TokenRow
from tests.api.storage.schemas.make import load, revisions

TABLES = (SubmissionRow, TokenRow, BatchRow, GroupRow, PieceRow, LabelRow)


@pytest.fixture
def filled(database_url: str) -> Iterator[Database]:
    """A database of the newest of the earlier schemas, brought up to date."""
    load(revisions()[-1], database_url)
    opened = Database.open(database_url)
    migrate(opened)
    yield opened
    opened.close()


def next_number(database: Database, table: type[Base]) -> int:
    """Put in a row like the newest one, and return its number; it is taken out again."""
    of: Table = table.__table__  # type: ignore[assignment]
    unique = {"digest": "新的", "batch_id": None, "submission_id": None}
    with database.writing() as session:
        newest = session.execute(select(of).order_by(of.c.id.desc()).limit(1)).mappings().one()
        row = {name: unique.get(name, value) for name, value in newest.items() if name != "id"}
        number = session.scalars(insert(of).values(row).returning(of.c.id)).one()
        session.execute(delete(of).where(of.c.id == number))
    return int(number)


@pytest.mark.parametrize("table", TABLES)
def test_the_number_of_a_deleted_row_is_not_given_again(filled: Database, table: type[Base]) -> None:
    first = next_number(filled, table)
    assert next_number(filled, table) == first + 1


@pytest.mark.parametrize("revision", revisions())
def test_tables_made_anew_are_whole_and_refer_to_one_another_as_before(revision: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.sqlite3"
    load(revision, url)
    database = Database.open(url)
    migrate(database)
    with database.writing() as session:
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name LIKE '%_aside'")) == 0
        counting = set(session.scalars(text("SELECT name FROM sqlite_sequence")))
        assert {str(each) for each in counting} <= {table.__tablename__ for table in TABLES}
    if revision >= "0002":  # the first without a desk
        with pytest.raises(IntegrityError, match="FOREIGN KEY"), database.writing() as session:
            session.execute(delete(PieceRow))
    database.close()
