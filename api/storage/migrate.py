"""Bringing a database to the tables this program knows."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from api.errors import StorageError
from api.storage.database import Database

FOLDER = Path(__file__).with_name("migrations")
LATEST = "0007"
"""The newest migration; a test compares it with what Alembic finds, which takes long to import."""

BY_OWNER = (
    "请用表的主人的账号运行一次 lianshen users list：它新建或升级表，"
    "见 docs/operation.md 的“数据库的两个账号”"
)
"""What to do where the account of the service may not change tables."""

NOT_ALLOWED = "42501"
"""What PostgreSQL calls it where an account has no right to something."""

_LOCK = 0x6C69616E7368656E
"""The number of our advisory lock on PostgreSQL: ``lianshen`` in ASCII."""


def migrate(database: Database) -> None:
    """Make the tables, or bring them up to date; cheap where they are.

    Several processes may do so at once: one does the work, the others wait for it.

    Where they are, the account need not be able to: it only reads and writes rows.

    Raises:
        StorageError: the database cannot be used, a newer program has changed its tables, or this account may
            not do what there is to do.
    """
    try:
        with database.session() as session:
            if _is_current(session, database):
                return
        with database.writing() as session:
            if not database.on_sqlite:  # which has locked the file already
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            if not _is_current(session, database):
                upgrade_to("head", session.connection())
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != NOT_ALLOWED:
            raise
        raise StorageError(
            "数据库的表要新建、升级，或没有交给这个账号用，它没有这个权限",
            where=database.where,
            remedy=BY_OWNER,
        ) from error


def _is_current(session: Session, database: Database) -> bool:
    if not inspect(session.connection()).has_table("alembic_version"):
        return False
    version: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    if version and version > LATEST:
        raise StorageError(
            "这个数据库是更新的版本用过的，这个版本不认得里面的表",
            where=database.where,
            remedy="请把 lianshen 升到原来用的版本或更新，或换一个数据库",
        )
    return version == LATEST


def upgrade_to(revision: str, connection: Connection) -> None:
    """Bring the tables to a revision, within the transaction of a connection.

    Args:
        revision: such as ``0002``; ``head`` for the newest.
        connection: in a transaction that writes.
    """
    from alembic.command import upgrade  # noqa: PLC0415 - takes long to import, and is seldom needed
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    upgrade(config, revision)
