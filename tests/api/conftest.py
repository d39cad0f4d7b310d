"""What the tests of all faces may use."""

from tests.api.clamd import clamd
from tests.api.databases import (
    database,
    database_url,
    postgresql,
    postgresql_tables,
    postgresql_url,
    sqlite_tables,
    sqlite_url,
)
from tests.api.desk.desks import scored_session
from tests.api.hashing import dear_passwords, quick_passwords
from tests.api.services import service, small_home

__all__ = [
    "clamd",
    "database",
    "database_url",
    "dear_passwords",
    "postgresql",
    "postgresql_tables",
    "postgresql_url",
    "quick_passwords",
    "scored_session",
    "service",
    "small_home",
    "sqlite_tables",
    "sqlite_url",
]
