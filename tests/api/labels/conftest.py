"""Two empty stores beside each other: what leaves the one arrives in the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.storage.database import Database


@pytest.fixture
def store(tmp_path: Path, sqlite_tables: bytes) -> Iterator[Database]:
    yield from _opened(tmp_path / "one.sqlite3", sqlite_tables)


@pytest.fixture
def other(tmp_path: Path, sqlite_tables: bytes) -> Iterator[Database]:
    yield from _opened(tmp_path / "other.sqlite3", sqlite_tables)


def _opened(file: Path, tables: bytes) -> Iterator[Database]:
    file.write_bytes(tables)
    database = Database.open(f"sqlite:///{file}")
    yield database
    database.close()
