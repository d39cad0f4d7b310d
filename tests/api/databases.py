"""Both databases for tests: SQLite in a file, and PostgreSQL started from the installed binaries.

A test that takes ``database`` runs on both, each time with empty tables: on SQLite a copy of those that were
made once, on PostgreSQL those of the test before, emptied, which takes a tenth of the time of a copy.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest

from api.faults.postgresql import binaries
from api.storage.database import Database
from api.storage.migrate import migrate

_DURABILITY = ("fsync", "synchronous_commit", "full_page_writes")
_PATIENCE = 60
_TABLES = "tables"
_numbers = count()


_LEAVE = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
_SHAPE = """
SELECT version_num, (
    SELECT array_agg((table_name, column_name, data_type, is_nullable)::text ORDER BY table_name, column_name)
    FROM information_schema.columns WHERE table_schema = 'public'
) FROM alembic_version
"""
_EMPTY = """
DO $$ DECLARE each record; BEGIN
    SET LOCAL session_replication_role = replica;  -- in any order
    FOR each IN SELECT oid::regclass AS name, pg_relation_size(oid) AS size FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version' LOOP
        IF each.size > 500000 THEN  -- what was deleted would stay in the way
            EXECUTE format('TRUNCATE %s CASCADE', each.name);
        ELSIF each.size > 0 THEN
            EXECUTE format('DELETE FROM %s', each.name);
        END IF;
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, start_value, false) FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""


class PostgresqlTables:
    """A database of PostgreSQL with all tables, used by one test after the other.

    Attributes:
        url: where it is now.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._make()

    def empty(self) -> None:
        """Take out what a test has left; where it has changed the tables themselves, make others."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(_LEAVE)
            try:
                alike = connection.execute(_SHAPE).fetchall() == self._shape
            except psycopg.errors.UndefinedTable:
                alike = False
            if alike:
                connection.execute(_EMPTY)
        if not alike:
            self._make()

    def _make(self) -> None:
        name = f"{_TABLES}{next(_numbers)}"
        _as_owner(self._folder, f"CREATE DATABASE {name}")
        self.url = _address(self._folder, name)
        _make_tables(self.url)
        with psycopg.connect(self.url) as connection:
            self._shape = connection.execute(_SHAPE).fetchall()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The folder of the socket of a PostgreSQL server that trusts everybody and keeps nothing."""
    if binaries() is None:
        pytest.skip("PostgreSQL is not installed: neither on PATH nor in /usr/lib/postgresql")
    with postgresql_server() as folder:
        yield folder


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an SQLite database with all tables, and nothing in them."""
    file = tmp_path_factory.mktemp(_TABLES) / "lianshen.sqlite3"
    _make_tables(f"sqlite:///{file}")
    return file.read_bytes()


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: str) -> PostgresqlTables:
    """A database of PostgreSQL with all tables, and nothing in them."""
    return PostgresqlTables(postgresql)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an SQLite database whose file is not there yet, but for who takes ``database``."""
    file = tmp_path / "data" / "lianshen.sqlite3"
    if "database" in request.fixturenames:
        file.parent.mkdir()
        file.write_bytes(request.getfixturevalue("sqlite_tables"))
    return f"sqlite:///{file}"


@pytest.fixture
def postgresql_url(request: pytest.FixtureRequest, postgresql: str) -> Iterator[str]:
    """The address of a database of PostgreSQL that is empty, but for who takes ``database``."""
    if "database" in request.fixturenames:
        tables: PostgresqlTables = request.getfixturevalue("postgresql_tables")
        yield tables.url
        tables.empty()
        return
    name = f"test{next(_numbers)}"
    _as_owner(postgresql, f"CREATE DATABASE {name}")
    yield _address(postgresql, name)
    _as_owner(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite_url", "postgresql_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database, on each of the two kinds."""
    return str(request.getfixturevalue(request.param))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with its tables, on each of the two kinds."""
    opened = Database.open(database_url)
    yield opened
    opened.close()


@contextmanager
def postgresql_server(more: Callable[[Path], dict[str, str]] = lambda _folder: {}) -> Iterator[str]:
    """Give the folder of the socket of a server, which is stopped at the end.

    Args:
        more: puts files into the folder and returns settings that name them.
    """
    found = binaries()
    assert found
    with tempfile.TemporaryDirectory(
        prefix="pg", dir="/tmp", ignore_cleanup_errors=True
    ) as folder:  # a socket's path must be short
        if os.geteuid() == 0:  # PostgreSQL refuses to be run by root
            shutil.chown(folder, "postgres", "postgres")
        settings = more(Path(folder))
        if os.geteuid() == 0:
            for path in Path(folder).iterdir():
                shutil.chown(path, "postgres", "postgres")
        with _server(found, Path(folder), settings):
            yield folder


def _make_tables(url: str) -> None:
    database = Database.open(url)
    migrate(database)
    database.close()


@contextmanager
def _server(found: Path, folder: Path, more: dict[str, str]) -> Iterator[None]:
    user = "postgres" if os.geteuid() == 0 else None
    data = str(folder / "data")
    make = ["initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync"]
    make += ["--encoding", "UTF8", "--locale", "C"]
    made = subprocess.run(  # noqa: S603 - PostgreSQL
        [found / make[0], *make[1:]], check=False, capture_output=True, text=True, user=user, cwd=folder
    )
    if made.returncode:
        raise RuntimeError(f"{made.stdout}{made.stderr}")
    settings = {"listen_addresses": "", "unix_socket_directories": str(folder), "max_connections": "200"}
    settings |= dict.fromkeys(_DURABILITY, "off") | more
    command: list[str | Path] = [
        found / "postgres",
        "-D",
        data,
        *(f"--{name}={value}" for name, value in settings.items()),
    ]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, user=user, cwd=folder)  # noqa: S603 - as above
    try:
        _wait_for(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": does not wait for clients
        server.wait(timeout=_PATIENCE)


def _wait_for(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _as_owner(str(folder), "SELECT 1")
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError((folder / "log").read_text("utf-8", "replace")) from None
            time.sleep(0.05)
        else:
            return


def _address(folder: str, name: str) -> str:
    return f"postgresql://postgres@/{name}?host={folder}"


def _as_owner(folder: str, statement: str) -> None:
    with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(statement.encode())
