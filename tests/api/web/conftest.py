"""The service with one account of each role and a second deputy, on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts
from api.accounts.roles import Role
from api.storage.database import Database
from tests.api.services import serving
from tests.api.web.browsing import PASSWORD

PEOPLE: dict[str, tuple[str, Role]] = {
    "admin": ("周主任", "administrator"),
    "li": ("李审核", "reviewer"),
    "zhang": ("张代表", "deputy"),
    "wang": ("王代表", "deputy"),
}


@pytest.fixture
def browser(small_home: Path, database: Database, database_url: str) -> Iterator[TestClient]:
    """A browser before a service that the whole network reaches, so that everybody needs an account."""
    for name, (display, role) in PEOPLE.items():
        accounts.add(database, name, display, role, PASSWORD)
    with serving(small_home, database_url=database_url, anonymous=False) as client:
        yield client


@pytest.fixture
def new_service(small_home: Path, database_url: str) -> Iterator[TestClient]:
    """A browser before a service that nobody has an account of yet."""
    with serving(small_home, database_url=database_url) as client:
        yield client
