"""What the tests of all faces may use."""

from tests.api.databases import database, database_url, postgresql, postgresql_url, sqlite_url
from tests.api.desk.desks import scored_session
from tests.api.services import service, small_home

__all__ = [
    "database",
    "database_url",
    "postgresql",
    "postgresql_url",
    "scored_session",
    "service",
    "small_home",
    "sqlite_url",
]
