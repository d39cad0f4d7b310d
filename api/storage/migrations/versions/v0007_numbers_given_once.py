"""Numbers of rows that can be deleted are never given again, on SQLite either.

There the highest number was given again once its row was deleted, so that a page left open on a deleted draft
decided about the next one. PostgreSQL never gave one twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TABLES = ("submissions", "batches", "groups", "pieces", "labels")


def upgrade() -> None:
    """Make the tables of SQLite anew, for it learns this only when a table is made."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # until all is there again
    found = sa.MetaData()
    for name in _TABLES:
        _make_anew(sa.Table(name, found, autoload_with=connection), connection)


def _make_anew(table: sa.Table, connection: sa.Connection) -> None:
    """Put the rows aside, and back into a table that is the same but for how it counts.

    They go into a table of the right name: only so does SQLite see that rows which refer to them are whole.
    """
    columns = [sa.Column(each.name, each.type) for each in table.columns]
    names = [each.name for each in columns]
    aside = sa.Table(f"{table.name}_aside", sa.MetaData(), *columns, prefixes=["TEMPORARY"])
    aside.create(connection)
    connection.execute(aside.insert().from_select(names, sa.select(table)))
    table.dialect_options["sqlite"]["autoincrement"] = True
    table.drop(connection)
    table.create(connection)
    connection.execute(table.insert().from_select(names, sa.select(aside)))
    aside.drop(connection)
