"""Bringing a database to the tables this program knows."""

from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from api.errors import StorageError
from api.storage.database import Database

FOLDER = Path(__file__).with_name("migrations")
LATEST = "0007"
"""The newest migration; a test compares it with what Alembic finds, which takes long to import."""

BY_OWNER = (
    "请用表的主人的账号运行一次 lianshen users list（用 systemd 的，lianshen-admin --owner users list）："
    "它新建或升级表，"
    "见 docs/operation.md 的“数据库的两个账号”"
)
"""What to do where the account of the service may not change tables."""

NOT_ALLOWED = "42501"
"""What PostgreSQL calls it where an account has no right to something."""

_LOCK = 0x6C69616E7368656E
"""The number of our advisory lock on PostgreSQL: ``lianshen`` in ASCII."""

VERSION = "alembic_version"
"""The table in which the revision of a database stands."""

_ASIDE = r"SELECT max(nspname) FROM pg_namespace WHERE nspname LIKE 'replaced\_%'"


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
                if not database.on_sqlite:
                    _put_left_over_aside(session.connection())
                upgrade_to("head", session.connection())
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != NOT_ALLOWED:
            raise
        raise StorageError(
            "数据库的表要新建、升级，或没有交给这个账号用，它没有这个权限",
            where=database.where,
            remedy=BY_OWNER,
        ) from error


def revision_of(connection: Connection) -> str:
    """Return the revision of a database; empty where it has no tables of ours."""
    if not inspect(connection).has_table(VERSION):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _is_current(session: Session, database: Database) -> bool:
    version = revision_of(session.connection())
    if version > LATEST:
        raise StorageError(
            "这个数据库是更新的版本用过的，这个版本不认得里面的表",
            where=database.where,
            remedy="请把 lianshen 升到原来用的版本或更新，或换一个数据库",
        )
    return version == LATEST


def _put_left_over_aside(connection: Connection) -> None:
    """Put aside, too, what a newer program made and an older one left when it restored its backup.

    The older program moves the tables it knows into a schema of their own, and no others: those that came
    later stay, and would be in the way now that they are to be made again.
    """
    revision = revision_of(connection)
    aside: str | None = connection.scalar(text(_ASIDE))
    if not revision or aside is None:
        return
    later = tables_at(LATEST) - tables_at(revision)
    schema = connection.dialect.identifier_preparer.quote(aside)
    for name in later.intersection(inspect(connection).get_table_names()):
        connection.execute(text(f"ALTER TABLE {name} SET SCHEMA {schema}"))


def tables_at(revision: str) -> set[str]:
    """Return the names of our tables of a revision."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade_to(revision, connection)
        found = set(inspect(connection).get_table_names()) - {VERSION}
    engine.dispose()
    return found


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
