"""Whether a copy of the database is whole, and what is in it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from api.backup.copying import file_of_sqlite
from api.backup.rows import counts_of
from api.errors import BackupDamaged
from api.storage.migrate import revision_of


@dataclass(frozen=True, slots=True)
class Looked:
    """What a copy of the database holds.

    Attributes:
        revision: of its tables.
        rows: how many there are in each table.
        named: files of the data folder that its rows name, by their names from it; folders end in ``/``.
    """

    revision: str
    rows: dict[str, int]
    named: tuple[str, ...]


def look_into(file: Path) -> Looked:
    """Read a copy of the database through, and see that nothing in it is damaged.

    Raises:
        BackupDamaged: it is.
    """
    try:
        with closing(sqlite3.connect(file)) as raw:
            found = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(3)")]
            loose = raw.execute("PRAGMA foreign_key_check").fetchone()
        if found != ["ok"]:
            raise _damaged(file, "；".join(found))
        if loose:
            raise _damaged(file, f"表 {loose[0]} 里有一行指着不存在的 {loose[2]}")
        with file_of_sqlite(file) as connection:
            revision = revision_of(connection)
            rows = counts_of(connection)
        with closing(sqlite3.connect(file)) as raw:
            named = tuple(sorted(_named(raw, rows)))
    except (sqlite3.Error, SQLAlchemyError) as error:
        raise _damaged(file, type(error).__name__) from error
    if not revision:
        raise _damaged(file, "里面没有程序的表")
    return Looked(revision, rows, named)


def _named(connection: sqlite3.Connection, tables: dict[str, int]) -> set[str]:
    """Return the files that rows name: of batches, of models, of what these learnt from."""
    named: set[str] = set()
    if "batches" in tables:
        named |= {f"batches/{row[0]}/inputs/" for row in connection.execute("SELECT id FROM batches")}
    if "trainings" in tables:
        for snapshot, version in connection.execute("SELECT snapshot, version FROM trainings"):
            named |= {f"snapshots/{snapshot}.jsonl"} if snapshot else set()
            named |= {f"models/{version}/"} if version else set()
    return named


def _damaged(file: Path, what: str) -> BackupDamaged:
    remedy = "请运行 lianshen doctor；也可以还原上一份备份"
    return BackupDamaged(f"数据库已经损坏（{what}）", where=str(file), remedy=remedy)
