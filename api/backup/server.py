"""Restoring into PostgreSQL: what was there is put aside for what was backed up, in one transaction."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from api.backup.copying import file_of_sqlite
from api.backup.rows import copy_rows
from api.errors import RestoreRefused, StorageError
from api.storage.database import Database
from api.storage.migrate import LATEST, VERSION, revision_of, tables_at, upgrade_to

_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'lianshen' AND pid <> pg_backend_pid()
"""
_MARK = "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
_STOP = "请先停下服务，并等别的 lianshen 命令做完"


def has_tables(url: str) -> bool:
    """Whether there are tables of ours in a database of PostgreSQL.

    Raises:
        StorageError: it cannot be reached.
    """
    database = Database.open(url)
    try:
        with database.session() as session:
            return bool(revision_of(session.connection()))
    finally:
        database.close()


def mark_of(url: str) -> str:
    """Return the mark of the restore that the tables come from; empty where they come from none.

    Raises:
        StorageError: the database cannot be reached.
    """
    database = Database.open(url)
    try:
        with database.session() as session:
            return str(session.scalar(text(_MARK)) or "")
    finally:
        database.close()


def load(url: str, file: Path, aside: str, mark: str, decided: Callable[[], None]) -> None:
    """Put the rows of a file into PostgreSQL; tables that are there are moved into a schema of their own.

    Args:
        url: of the database.
        file: of SQLite, of the newest revision.
        aside: name of that schema.
        mark: to be borne by the new tables.
        decided: called once nothing but the commit is left to do.

    Raises:
        StorageError: it cannot be reached, or may not be changed so; it is as it was.
        RestoreRefused: somebody else uses it; likewise.
    """
    database = Database.open(url)
    try:
        with database.writing() as session:
            target = session.connection()
            target.execute(text("SET LOCAL lock_timeout = '10s'"))
            if target.scalar(text(_OTHERS)):
                raise RestoreRefused("服务还开着，或别的命令正在用数据库", where=database.where, remedy=_STOP)
            _put_aside(target, aside)
            upgrade_to("head", target)
            with file_of_sqlite(file) as source:
                copy_rows(source, target)
            target.execute(text(f"COMMENT ON TABLE {VERSION} IS '{mark}'"))
            decided()
    except SQLAlchemyError as error:
        problem = f"数据库不能换成备份里的（{type(error).__name__}）"
        rights = "请检查用户有没有建表和建模式（CREATE）的权限，没有的用表的主人的账号"
        remedy = f"什么都没有动。{rights}（lianshen-admin --owner restore）；{_STOP}"
        raise StorageError(problem, where=database.where, remedy=remedy) from error
    finally:
        database.close()


def _put_aside(connection: Connection, schema: str) -> None:
    revision = revision_of(connection)
    if not revision:
        return
    # Of an older revision, too, there may be later tables: an older program that restored left them.
    ours = {VERSION}.union(*map(tables_at, {min(revision, LATEST), LATEST}))
    connection.execute(text(f"CREATE SCHEMA {schema}"))
    for name in inspect(connection).get_table_names():
        if name in ours:
            connection.execute(text(f"ALTER TABLE {name} SET SCHEMA {schema}"))
