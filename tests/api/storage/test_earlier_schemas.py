"""Databases of every earlier schema, as programs of then left them: brought up to date without a loss."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, inspect, select, text

import api.storage
from api.accounts.accounts import everyone
from api.desk.pieces import find
from api.labels.store import standing_labels
from api.storage.database import Database
from api.storage.migrate import FOLDER, LATEST, migrate, tables_at
from api.storage.schema import Base
from api.trail.verifying import verify
from tests.api.storage.schemas.make import KINDS, dump, load, revisions

_WORD = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|\w+|\U0001f6a6")
_NOW_TABLES = {"代表"}
"""Keys of JSON whose values have a table of their own today."""

Cells = dict[str, list[tuple[object, ...]]]


@pytest.fixture(params=revisions())
def revision(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def earlier(database_url: str, revision: str) -> Iterator[Database]:
    """A database of an earlier schema, on each of the two kinds."""
    load(revision, database_url)
    opened = Database.open(database_url)
    yield opened
    opened.close()


def cells(database: Database) -> Cells:
    found = MetaData()
    with database.session() as session:
        connection = session.connection()
        found.reflect(connection)
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def words(held: Cells) -> Counter[object]:
    """Return the words of all cells, and what is neither text nor JSON as a whole."""
    counted: Counter[object] = Counter()
    for rows in held.values():
        for value in (value for row in rows for value in row):
            if isinstance(value, bytes | memoryview):
                try:
                    counted.update(_WORD.findall(bytes(value).decode()))
                except UnicodeDecodeError:
                    counted[bytes(value)] += 1
            elif isinstance(value, str):
                counted.update(_WORD.findall(value))
            else:
                counted[value] += 1
    return counted


def test_there_are_dumps_of_every_earlier_schema() -> None:
    steps = {step.revision for step in ScriptDirectory(str(FOLDER)).walk_revisions()}
    assert set(revisions()) >= steps - {LATEST}
    assert all(dump(revision, kind).is_file() for revision in revisions() for kind in KINDS)


def test_every_row_and_every_word_is_there_afterwards(earlier: Database) -> None:
    before = cells(earlier)
    migrate(earlier)
    after = cells(earlier)
    fewer = {name for name, rows in before.items() if len(after.get(name, ())) < len(rows)}
    assert fewer == set()
    lost = words(before).keys() - words(after).keys() - _NOW_TABLES
    assert lost == set()


def test_the_tables_are_those_of_today_and_are_of_use(earlier: Database, revision: str) -> None:
    migrate(earlier)
    for module in iter_modules(api.storage.__path__, "api.storage."):
        if module.name.endswith("schema"):
            import_module(module.name)
    with earlier.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert [account.name for account in everyone(earlier)] == ["guan", "shen", "dai"]
    assert verify(earlier).sound
    if revision >= "0002":
        first, piece = find(earlier, 1), find(earlier, 2)
        assert first
        assert first.model.findings
        assert piece
        assert "司马兴农、诸葛为民、上官爱国（电话13912345678）" in piece.entry.fields.values()
        assert "🚦、生僻字 𠮷" in piece.entry.draft.body
    if revision >= "0003":
        assert [label.said.main for label in standing_labels(earlier)] == ["水利局"]
        assert verify(earlier).count == 2


def test_a_dump_is_of_its_revision(revision: str, tmp_path: Path) -> None:
    load(revision, f"sqlite:///{tmp_path}/a.sqlite3")
    opened = Database.open(f"sqlite:///{tmp_path}/a.sqlite3")
    tables = set(cells(opened))
    opened.close()
    assert ("pieces" in tables, "trail" in tables) == (revision >= "0002", revision >= "0003")


def test_after_going_back_it_is_brought_up_again(postgresql_url: str, revision: str) -> None:
    """An older program puts aside the tables that it knows; later ones stay, and were in the way once."""
    current = Database.open(postgresql_url)
    migrate(current)
    with current.writing() as session:
        connection = session.connection()
        connection.execute(text("CREATE SCHEMA replaced_20261128_025516"))
        for name in {"alembic_version", *tables_at(revision)}:
            connection.execute(text(f"ALTER TABLE {name} SET SCHEMA replaced_20261128_025516"))
    load(revision, postgresql_url)
    migrate(current)
    with current.session() as session:
        found = inspect(session.connection())
        assert set(found.get_table_names()) >= tables_at(LATEST)
        aside = set(found.get_table_names(schema="replaced_20261128_025516"))
    assert aside == {"alembic_version", *tables_at(LATEST)}
    assert verify(current).sound
    current.close()
