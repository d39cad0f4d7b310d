"""Leaving nothing of deleted rows in the files of a database."""

import sqlite3
import time
from contextlib import closing

from api.errors import StorageError
from api.storage.database import Database

_PATIENCE = 20.0
"""Seconds to wait for others who read or write."""


def sweep(database: Database) -> None:
    """Have the database give up what deleted rows have left behind.

    SQLite is written anew, and its write-ahead log emptied: not a byte of a deleted row stays in its files.
    PostgreSQL frees the space of the rows, which it writes over in time; what its own log and the disk still
    hold, it keeps as long as its administrator has set.

    Raises:
        StorageError: somebody kept the database to themselves all the time.
    """
    if not database.on_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM")
        return
    database.close()  # our own readers first
    ends = time.monotonic() + _PATIENCE
    while not _swept(database):
        if time.monotonic() > ends:
            raise StorageError(
                "已经删除，可是数据库一直有人在用，文件里的残留还没有清掉",
                where=database.where,
                remedy="请在没有人用的时候再运行一次同样的命令，或先停下服务",
            )
        time.sleep(0.2)


def _swept(database: Database) -> bool:
    with closing(sqlite3.connect(str(database.engine.url.database), timeout=_PATIENCE)) as connection:
        connection.isolation_level = None
        try:
            connection.execute("VACUUM")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:
            return False
        return not busy
