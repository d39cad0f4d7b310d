"""What cannot be looked up or written down is refused: no failure opens a door, and none goes unlogged."""

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.storage.database import Database
from tests.api.services import HTML
from tests.api.web.browsing import get, hidden, sign_in
from tests.api.web.conftest import browser

__all__ = ["browser"]

FAILED = {500, 503}
"""A table that is not there is out of order on SQLite, and on PostgreSQL what nobody foresaw."""


def lose(database: Database, table: str) -> None:
    """Take a table away from under the service, as a database that is half restored would."""
    with database.writing() as session:
        session.execute(text("ALTER TABLE " + table + " RENAME TO lost"))


def test_where_sessions_cannot_be_looked_up_no_page_is_shown(
    browser: TestClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(browser, "admin")
    lose(database, "sessions")
    for path in ("/users", "/account", "/"):
        answer = get(browser, path)
        assert answer.status_code in FAILED, path
        assert "周主任" not in answer.text
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) >= 3


def test_where_tokens_cannot_be_nothing_is_answered(browser: TestClient, database: Database) -> None:
    _, token = tokens.issue(database, accounts.named(database, "zhang").id, "试")
    lose(database, "tokens")
    for given in (token, "ls_wrong"):
        answer = browser.get("/v1/units", headers={"Authorization": f"Bearer {given}"})
        assert answer.status_code in FAILED


def test_where_guesses_cannot_be_counted_nobody_gets_in(browser: TestClient, database: Database) -> None:
    lose(database, "attempts")
    assert sign_in(browser, "zhang").status_code in FAILED
    assert get(browser, "/account").status_code == 303


def test_what_cannot_be_written_into_the_trail_is_not_done(browser: TestClient, database: Database) -> None:
    sign_in(browser, "admin")
    form = hidden(get(browser, "/users").text, "/users")
    lose(database, "trail")
    answer = browser.post("/users/disable", data=form | {"name": "zhang"}, headers=HTML)
    assert answer.status_code in FAILED
    assert not accounts.named(database, "zhang").disabled
