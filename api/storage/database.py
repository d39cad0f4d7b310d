"""The way to the database: one engine, sessions that read, and sessions that write.

SQLite has one writer at a time. A transaction that reads first and writes later may find that another has
written in between, and fails at once with "database is locked"; so a writing one takes the lock when it
begins, and waits for it. With the write-ahead log, readers neither wait nor are waited for.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.orm import Session

from api.errors import StorageError
from api.storage.address import POSTGRESQL, SQLITE, make_file, read_address, shown
from api.storage.failing import what_fails
from api.tracing import Note, span

_WAIT = 30
"""Seconds to wait for the lock of SQLite, for a connection of the pool, or for PostgreSQL to answer."""

_WRITING = "lianshen_writing"
_DISCREET: dict[str, Any] = {"hide_parameters": True}
"""Drafts and passwords are values of statements, which stand in no log and in no message of an error."""
logging.getLogger("sqlalchemy.engine.Engine").addFilter(lambda record: not record.msg.startswith("Row "))
OUT_OF_REACH = (
    exc.DatabaseError,
    exc.OperationalError,
    exc.InternalError,
    exc.InterfaceError,
    exc.TimeoutError,
)
"""What SQLAlchemy raises where the database is at fault; their kin tell of faults of the program."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database; one serves all threads of a process.

    Attributes:
        engine: SQLAlchemy's, with its pool of connections.
    """

    engine: Engine = field(repr=False)  # the address may hold a password among its options

    @classmethod
    def open(cls, url: str) -> "Database":
        """Return the database at an address.

        PostgreSQL is not asked yet; the file of SQLite is made if need be.

        Args:
            url: ``sqlite:///path``, ``postgresql://…`` or ``postgres://…``.

        Raises:
            StorageError: the address is none of these, or the file cannot be made.
            SettingsError: PostgreSQL is on another machine, and would be spoken to in the open.
        """
        address = read_address(url)
        if address.drivername == POSTGRESQL:
            from api.connections.named import to_database  # noqa: PLC0415 - imports psycopg

            to_database(url).refuse_open()
            arguments = {"connect_timeout": _WAIT, "application_name": "lianshen"}
            return cls(create_engine(address, **_DISCREET, pool_pre_ping=True, connect_args=arguments))
        make_file(address)
        engine = create_engine(address, **_DISCREET, pool_timeout=_WAIT, connect_args={"timeout": _WAIT})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return cls(engine)

    @property
    def on_sqlite(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.engine.url.drivername == SQLITE

    @property
    def where(self) -> str:
        """Where it is, as people may see it: without a password."""
        return shown(self.engine.url)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session to read with; what is written in it is not kept.

        Raises:
            StorageError: the database cannot be reached or used.
        """
        with self._timed("read"), self._in_our_words(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are kept at its end; after an exception none is.

        Raises:
            StorageError: the database cannot be reached or used.
        """
        engine = self.engine.execution_options(**{_WRITING: True})
        with self._timed("write"), self._in_our_words(), Session(engine) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _timed(self, operation: str) -> AbstractContextManager[Note]:
        return span(f"database {operation}", {"db.system.name": self.engine.dialect.name})

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        try:
            yield
        except OUT_OF_REACH as error:
            if type(error) not in OUT_OF_REACH:
                raise
            problem, remedy = what_fails(error, on_sqlite=self.on_sqlite)
            raise StorageError(problem, where=self.where, remedy=remedy) from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says
    with suppress(sqlite3.OperationalError):  # another process is just doing the same; the file remembers it
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
