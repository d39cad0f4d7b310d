"""Kills of migrations: the next start completes them, and every row of before is there."""

import random
import shutil
import time
from abc import abstractmethod
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from alembic.command import upgrade
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, func, inspect, select, text

from api.faults.home import settle
from api.faults.kind import Kind
from api.faults.postgresql import Postgresql
from api.faults.victims import Victims
from api.storage.database import Database
from api.storage.migrate import FOLDER, LATEST, migrate

EARLIER: Final = tuple(sorted(path.name[1:5] for path in FOLDER.glob("versions/v0*.py")))[:-1]
"""Schemas from which somebody may come."""
_ROWS = 40
_Counts = dict[str, int]


class Migrating(Kind):
    """A database of each earlier schema brought up to date."""

    def __init__(self, lots: random.Random, place: Path) -> None:
        """Prepare a database of each earlier schema, and let each migration come to its end once.

        Args:
            lots: of the moments.
            place: for files of its own.
        """
        super().__init__(lots)
        self._place = place
        self._victims = Victims(place / "said", {})
        self._before: dict[str, _Counts] = {}
        for version in EARLIER:
            self._make(version)
        self._fresh = self._copy("")
        self._shape = self._migrated(self._fresh)
        self._now = self._copy(EARLIER[0])
        began = time.perf_counter()
        self._victims.copy(partial(_migrate, self._now), None)
        self._takes = time.perf_counter() - began
        self._drop(self._now)

    def kill(self) -> None:
        """Kill a migration, perhaps once more, and look what the next start makes of it."""
        version = self._lots.choice(EARLIER)
        url = self._copy(version)
        work = partial(self._victims.copy, partial(_migrate, url))
        while self.attempt(work, self._takes) and self._lots.random() < 0.3:
            pass
        try:
            shape = self._migrated(url)
        except Exception as error:  # whatever keeps the next start from completing it
            self.tally.note([f"从 {version} 升级被终止以后，下一次没有做成：{error}"])
        else:
            if shape != self._shape:
                self.tally.note([f"从 {version} 升级被终止以后，表和新建的不同"])
            if (now := self._counted(url, self._before[version])) != self._before[version]:
                self.tally.note([f"从 {version} 升级以后行数不同：{self._before[version]}，{now}"])
        self._drop(url)

    @abstractmethod
    def _make(self, version: str) -> None:
        """Make a database of an earlier schema with rows in every table."""

    @abstractmethod
    def _copy(self, version: str) -> str:
        """Return the address of a copy of it; of an empty one for no version."""

    @abstractmethod
    def _drop(self, url: str) -> None:
        """Remove a database."""

    def _filled(self, url: str, version: str) -> None:
        database = Database.open(url)
        with database.writing() as session:
            connection = session.connection()
            _upgrade(connection, version)
            self._before[version] = _fill(connection)
        database.close()

    def _migrated(self, url: str) -> object:
        """Bring a database up to date as the next start does; return its tables and columns."""
        _migrate(url)
        database = Database.open(url)
        with database.session() as session:
            looked = inspect(session.connection())
            shape = {
                name: sorted((column["name"], str(column["type"]), column["nullable"]) for column in columns)
                for name in looked.get_table_names()
                if (columns := looked.get_columns(name))
            }
            version = session.scalar(text("SELECT version_num FROM alembic_version"))
            if database.on_sqlite and session.scalar(text("PRAGMA integrity_check")) != "ok":
                self.tally.note(["升级以后数据库损坏"])
        database.close()
        return version == LATEST, shape

    def _counted(self, url: str, tables: _Counts) -> _Counts:
        database = Database.open(url)
        with database.session() as session:
            found = {
                name: session.scalar(select(func.count()).select_from(text(f'"{name}"'))) or 0
                for name in tables
            }
        database.close()
        return found


class MigratingSqlite(Migrating):
    """On SQLite."""

    name, share = "升级数据库（SQLite）", 14

    def _make(self, version: str) -> None:
        self._filled(f"sqlite:///{self._file(version)}", version)
        settle(self._file(version))

    def _copy(self, version: str) -> str:
        file = self._place / "升级.sqlite3"
        self._drop(f"sqlite:///{file}")
        if version:
            shutil.copyfile(self._file(version), file)
        return f"sqlite:///{file}"

    def _drop(self, url: str) -> None:
        file = Path(url.removeprefix("sqlite:///"))
        for each in file.parent.glob(f"{file.name}*"):
            each.unlink()

    def _file(self, version: str) -> Path:
        return self._place / f"{version}.sqlite3"


class MigratingPostgresql(Migrating):
    """On PostgreSQL."""

    name, share = "升级数据库（PostgreSQL）", 8

    def __init__(self, lots: random.Random, place: Path, server: Postgresql) -> None:
        """Prepare; the server is where the databases are made."""
        self._server, self._names = server, dict[str, str]()
        super().__init__(lots, place)

    def _make(self, version: str) -> None:
        self._names[version] = self._server.new()
        self._filled(self._server.url(self._names[version]), version)

    def _copy(self, version: str) -> str:
        return self._server.url(self._server.new(self._names[version]) if version else self._server.new())

    def _drop(self, url: str) -> None:
        self._server.drop(url.partition("@/")[2].partition("?")[0])


def _migrate(url: str) -> None:
    database = Database.open(url)
    migrate(database)
    database.close()


def _upgrade(connection: Connection, version: str) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    upgrade(config, version)


def _fill(connection: Connection) -> _Counts:
    """Put rows into every table there is, those first that others refer to; return how many."""
    known = MetaData()
    known.reflect(connection)
    counts = {}
    for table in known.sorted_tables:
        if table.name == "alembic_version":
            continue
        rows = list(_rows(table))
        connection.execute(table.insert(), rows)
        counts[table.name] = len(rows)
    return counts


def _rows(table: Table) -> Iterator[dict[str, Any]]:
    for number in range(1, _ROWS + 1):
        yield {column.name: _value(column, number) for column in table.columns}


def _value(column: Any, number: int) -> Any:
    """Return a value that a column takes, a different one in each row."""
    kind = column.type.python_type
    if column.nullable and not column.primary_key:
        return None
    if kind is int:
        return number
    made: dict[type, Any] = {
        bool: False,
        float: 0.5,
        bytes: b"{}",
        datetime: datetime(2026, 3, 1, 1, number % 60, tzinfo=UTC),
        date: date(2026, 3, 1),
    }
    return made.get(kind, f"第{number}"[: column.type.length or None] if kind is str else None)
