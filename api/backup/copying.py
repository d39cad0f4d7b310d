"""A copy of the database as of one moment, while others read and write it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from api.backup.rows import copy_rows
from api.errors import BackupError
from api.storage.address import POSTGRESQL, read_address
from api.storage.database import Database
from api.storage.migrate import revision_of, upgrade_to

_WAIT = 30.0
_NONE = "还没有数据库，没有什么可备份的"
_WHERE = "请看 LIANSHEN_HOME 和 LIANSHEN_DATABASE_URL 设得对不对，定时备份要和服务设得一样"
_REMEDY = "请先运行 lianshen doctor，看数据库有什么问题"


def copy_database(url: str, file: Path) -> None:
    """Copy a database into a file of SQLite, as it is at one moment. Nobody who writes has to wait.

    SQLite copies its own file, without the remains of what was deleted. PostgreSQL is read in one
    transaction, and its rows written into the same tables in a file: so a backup asks for no tool of a server
    of a certain version, and can be restored on either kind.

    Args:
        url: of the database.
        file: to be written; only its owner may read it.

    Raises:
        BackupError: there is no database, or it cannot be read.
        StorageError: PostgreSQL cannot be reached.
    """
    address = read_address(url)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    if address.drivername == POSTGRESQL:
        _copy_postgresql(url, file)
    else:
        _copy_sqlite(Path(str(address.database)), file)


def _copy_sqlite(source: Path, file: Path) -> None:
    if not source.exists():
        raise BackupError(_NONE, where=str(source), remedy=_WHERE)
    try:
        there = f"{source.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(there, timeout=_WAIT, uri=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(file),))
    except sqlite3.Error as error:
        problem = f"数据库读不出来，或备份写不下（{error}）"
        raise BackupError(problem, where=str(source), remedy=_REMEDY) from error


def _copy_postgresql(url: str, file: Path) -> None:
    database = Database.open(url)
    try:
        with database.session() as session:
            source = session.connection(
                execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            )
            revision = revision_of(source)
            if not revision:
                raise BackupError(_NONE, where=database.where, remedy=_WHERE)
            with file_of_sqlite(file) as target:
                upgrade_to(revision, target)
                copy_rows(source, target)
    except SQLAlchemyError as error:
        problem = f"数据库里的表不是程序所建的那样（{type(error).__name__}）"
        raise BackupError(problem, where=database.where, remedy=_REMEDY) from error
    finally:
        database.close()


@contextmanager
def file_of_sqlite(file: Path) -> Iterator[Connection]:
    """Give a connection to a file of SQLite that nobody else uses; what is done by it is kept at the end."""
    engine: Engine = create_engine(f"sqlite:///{file}", poolclass=NullPool, hide_parameters=True)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
