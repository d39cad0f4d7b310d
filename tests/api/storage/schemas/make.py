"""Dumps of databases of a schema, made once, when it is about to become an earlier one.

``python -m tests.api.storage.schemas.make 0003`` writes the two of that revision beside this file. What is
there is never made anew: the dumps are what programs of then have left, and must go on being migrated.
"""

import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import create_engine

from api.backup.copying import file_of_sqlite
from api.storage.migrate import upgrade_to
from tests.api.databases import postgresql_server
from tests.api.storage.schemas.invented import fill

FOLDER = Path(__file__).parent
KINDS = ("sqlite", "postgresql")


def dump(revision: str, kind: str) -> Path:
    """Return where the dump of a revision lies."""
    return FOLDER / f"{revision}.{kind}.sql"


def revisions() -> list[str]:
    """Return the revisions of which there are dumps."""
    return sorted({path.name.partition(".")[0] for path in FOLDER.glob("*.sql")})


def load(revision: str, url: str) -> None:
    """Make a database of an earlier schema at an address where none is."""
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(dump(revision, "sqlite").read_text("utf-8"))
        file.chmod(0o600)
        return
    with psycopg.connect(url) as connection:
        connection.execute(dump(revision, "postgresql").read_bytes())


def make(revision: str) -> None:
    """Write both dumps of a revision."""
    with tempfile.TemporaryDirectory() as room:
        file = Path(room, "a.sqlite3")
        with file_of_sqlite(file) as connection:
            upgrade_to(revision, connection)
            fill(connection)
        with closing(sqlite3.connect(file)) as connection_of_file:
            lines = "\n".join(connection_of_file.iterdump())
        dump(revision, "sqlite").write_text(lines + "\n", "utf-8")
    with postgresql_server() as folder:
        engine = create_engine(f"postgresql+psycopg://postgres@/postgres?host={folder}")
        with engine.begin() as connection:
            upgrade_to(revision, connection)
            fill(connection)
        engine.dispose()
        command = ["pg_dump", "-h", folder, "-U", "postgres", "--inserts", "--no-owner", "--no-privileges"]
        said = subprocess.run([*command, "postgres"], check=True, capture_output=True).stdout.decode()  # noqa: S603 - PostgreSQL's own
    kept = re.sub(r"^(?:--.*|\\.*|SET transaction_timeout.*)\n|^\n", "", said, flags=re.MULTILINE)
    dump(revision, "postgresql").write_text(kept, "utf-8")


if __name__ == "__main__":
    for each in sys.argv[1:]:
        make(each)
