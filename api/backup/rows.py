"""All rows of one database, copied into another of the other kind."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, RowMapping, Table, func, insert, inspect, select, text
from sqlalchemy.sql.expression import ColumnElement

from api.storage.migrate import VERSION

_LOT = 500
_OF_NUMBERS = "_id_seq"
"""How PostgreSQL ends the name of the sequence that numbers the rows of a table."""


def tables_of(connection: Connection) -> list[Table]:
    """Return our tables as they are in a database, each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION]


def counts_of(connection: Connection) -> dict[str, int]:
    """Return how many rows there are in each table."""
    return {
        str(table.name): connection.scalar(select(func.count()).select_from(table)) or 0
        for table in tables_of(connection)
    }


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every row. Both have the same tables of ours, those of the target are empty.

    Other tables, as of a queue in the same database, are in one of the two only and are left alone.

    Args:
        source: in a transaction that sees one state.
        target: in a transaction.
    """
    into = {table.name: table for table in tables_of(target)}
    aware = target.dialect.name != "sqlite"
    for table in tables_of(source):
        if table.name not in into:
            continue
        lasting = source.execution_options(yield_per=_LOT).execute(select(table).order_by(*_key(table)))
        for lot in lasting.mappings().partitions(_LOT):
            target.execute(insert(into[table.name]), [_moved(row, aware=aware) for row in lot])
    _count_on(source, target, into)


def _key(table: Table) -> list[ColumnElement[Any]]:
    return list(table.primary_key.columns)


def _moved(row: RowMapping, *, aware: bool) -> dict[str, Any]:
    return {str(name): _in_utc(value, aware=aware) for name, value in row.items()}


def _in_utc(value: Any, *, aware: bool) -> Any:
    """Return a moment as the target keeps it: SQLite has no zones, and all moments in it are in UTC."""
    if not isinstance(value, datetime):
        return value
    moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return moment if aware else moment.replace(tzinfo=None)


def _count_on(source: Connection, target: Connection, tables: Mapping[str, Table]) -> None:
    """Have the target give the numbers that the source would give next: none that was used comes again."""
    given = _given(source)
    if target.dialect.name == "sqlite":
        _count_on_sqlite(target, given)
        return
    for name, table in tables.items():
        sequence = target.scalar(select(func.pg_get_serial_sequence(name, "id"))) if "id" in table.c else None
        highest = target.scalar(select(func.max(table.c.id))) if sequence else None
        if last := max(highest or 0, given.get(name, 0)):
            target.execute(select(func.setval(sequence, last)))


def _count_on_sqlite(target: Connection, given: Mapping[str, int]) -> None:
    """Note the numbers where SQLite does, which otherwise counts on from the highest row that is left."""
    counting = target.scalars(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")).all()
    for last in ({"name": name, "last": given[name]} for name in counting if name in given):
        renewed = text("UPDATE sqlite_sequence SET seq = :last WHERE name = :name")
        if not target.execute(renewed, last).rowcount:
            target.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), last)


def _given(connection: Connection) -> dict[str, int]:
    """Return the last number that was given, for tables whose numbers must never be used again."""
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):
            return {}
        found = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {str(row[0]): int(row[1]) for row in found if row[1]}
    found = connection.execute(
        text(
            "SELECT sequencename, last_value FROM pg_sequences"
            " WHERE schemaname = current_schema() AND last_value IS NOT NULL"
        )
    )
    return {str(name).removesuffix(_OF_NUMBERS): int(last) for name, last in found}
