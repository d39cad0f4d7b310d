"""What these tests may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.storage.database import Database


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_tables: bytes) -> Iterator[Database]:
    """A database in a file, for what does not hang on which one it is."""
    path = tmp_path / "lianshen.sqlite3"
    path.write_bytes(sqlite_tables)
    opened = Database.open(f"sqlite:///{path}")
    yield opened
    opened.close()
