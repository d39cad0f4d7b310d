"""The database of a backup, looked at and brought up to date before it takes its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from api.backup.checking import look_into
from api.backup.manifest import Manifest
from api.errors import BackupDamaged, RestoreRefused
from api.storage.database import Database
from api.storage.migrate import migrate
from api.trail.recording import record

RESTORED = "restore"
"""The kind of a step in the trail."""

_NOT_TOUCHED = "什么都没有动。请换一份备份：lianshen backup --list 列出知道的备份"


def check_database(file: Path, manifest: Manifest, backup: Path) -> None:
    """Look whether the database of a backup is whole, and what the backup says of it.

    Args:
        file: the database, unpacked.
        manifest: of the backup.
        backup: where that is.

    Raises:
        BackupDamaged: it is not.
    """
    found = look_into(file)
    if (found.revision, found.rows) != (manifest.schema, dict(manifest.rows)):
        raise BackupDamaged("备份里的数据库和清单对不上", where=str(backup), remedy=_NOT_TOUCHED)


def make_ready(file: Path, manifest: Manifest, actor: str) -> None:
    """Bring the tables up to date, and write into the trail that and from where they were restored.

    Args:
        file: the database, unpacked.
        manifest: of the backup.
        actor: who wants it restored.

    Raises:
        StorageError: the tables are not those of any version.
    """
    made = manifest.made
    told = f"还原了 {made.astimezone():%Y-%m-%d %H:%M} 的备份，那以后的不在里面"
    details = {"made": made.isoformat(), "program": manifest.program}
    database = Database.open(f"sqlite:///{file}")
    try:
        migrate(database)
        with database.writing() as session:
            # What was scored by then and not yet on the desk is in no backup: such a batch begins anew.
            session.execute(text("UPDATE batches SET state = 'waiting' WHERE state = 'filing'"))
            record(session, actor, RESTORED, told, details)
    except SQLAlchemyError as error:
        problem = f"备份里的数据库升级不了（{type(error).__name__}）"
        raise BackupDamaged(problem, where=str(file), remedy=_NOT_TOUCHED) from error
    finally:
        database.close()  # which leaves nothing beside the file


def refuse_in_use(file: Path) -> None:
    """Find out whether somebody has an SQLite database open.

    Its write-ahead log can be given up only by somebody who is alone with it. A file that is no database, or
    is damaged, is nobody's.

    Raises:
        RestoreRefused: somebody has.
    """
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1.0)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return
        mode = "wal"
    if mode == "wal":
        remedy = "什么都没有动。请先停下服务，并等别的 lianshen 命令做完"
        raise RestoreRefused("服务还开着，或别的命令正在用数据库", where=str(file), remedy=remedy)
