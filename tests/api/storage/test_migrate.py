"""How a database gets its tables."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import ProgrammingError

from api.errors import StorageError
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.storage.migrate import FOLDER, LATEST, migrate
from tests.api.cli.program import start

MIGRATE = """
import sys
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.storage.migrate import migrate

database = Database.open(sys.argv[1])
migrate(database)
database.close()
print("alembic" in sys.modules)
"""


def test_the_tables_are_those_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, PieceRow.metadata) == []
        assert inspect(connection).has_table("submissions")


def test_the_latest_step_is_the_one_that_is_looked_for() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == LATEST


def test_what_is_stored_outlives_another_start(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO attempts VALUES ('a', 1, '2026-01-01 00:00:00')"))
    migrate(database)
    with database.session() as session:
        assert session.scalar(text("SELECT subject FROM attempts")) == "a"


def test_alembic_is_loaded_only_where_there_is_something_to_do(sqlite_url: str) -> None:
    loaded = []
    for _ in range(2):
        process = start(MIGRATE, sqlite_url, stdout=subprocess.PIPE)
        loaded.append(process.communicate(timeout=60)[0].decode().strip())
    assert loaded == ["True", "False"]


def test_several_processes_may_start_at_once(database_url: str) -> None:
    processes = [
        start(MIGRATE, database_url, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(3)
    ]
    with ThreadPoolExecutor() as readers:
        said = list(readers.map(lambda process: process.communicate(timeout=60)[1].decode(), processes))
    assert said == [""] * 3
    assert [process.returncode for process in processes] == [0] * 3


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="更新的版本用过"):
        migrate(database)


def test_a_step_that_fails_leaves_nothing_behind(database_url: str) -> None:
    database = Database.open(database_url)
    with database.writing() as session:
        session.execute(text("CREATE TABLE submissions (id INTEGER)"))  # what the first step makes last
    with pytest.raises((StorageError, ProgrammingError)):
        migrate(database)
    with database.session() as session:
        assert inspect(session.connection()).get_table_names() == ["submissions"]
    database.close()


def test_it_says_nothing_on_the_way(database_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    database = Database.open(database_url)
    migrate(database)
    database.close()
    assert capfd.readouterr() == ("", "")


def test_the_steps_lie_in_the_package() -> None:
    assert Path(FOLDER, "versions").is_dir()
    assert sys.modules["api.storage.migrate"].__file__ == str(FOLDER.with_name("migrate.py"))
