"""What a database holds, and what of it is gone after an upgrade."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

Tables = dict[str, list[dict[str, object]]]

_CHANGES = {
    "alembic_version": {"version_num"},
    "accounts": {"password"},  # of another scheme, told by its beginning
    "attempts": {"failures", "last"},
    "tokens": {"last_used"},
}
"""Columns that are not the same afterwards, and need not be."""


def tables(path: Path) -> Tables:
    """Return all rows of a database of SQLite."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')]  # noqa: S608 - our own
            for (name,) in names
            if not name.startswith("sqlite_")
        }


def gone(before: Tables, after: Tables) -> Iterator[str]:
    """Yield each row that is not there any more, or that is changed."""
    for name, rows in before.items():
        columns = sorted({column for row in rows for column in row} - _CHANGES.get(name, set()))
        there = Counter(_cells(row, columns) for row in after.get(name, []))
        for row in rows:
            cells = _cells(row, columns)
            there[cells] -= 1
            if there[cells] < 0:
                yield f"{name}: {dict(zip(columns, cells, strict=True))}"[:500]


def _cells(row: dict[str, object], columns: list[str]) -> tuple[object, ...]:
    return tuple(row.get(column) for column in columns)
