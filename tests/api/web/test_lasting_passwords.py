"""A password is good until its owner or an administrator changes it: no day ends it."""

from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import DateTime, TypeDecorator
from starlette.testclient import TestClient

from api.accounts.passwords import is_given
from api.settings import Settings
from api.storage.database import Database
from api.storage.schema import AccountRow
from tests.api.web.browsing import another, get, sign_in
from tests.api.web.conftest import PEOPLE

YEARS = timedelta(days=3653)


def test_after_ten_years_a_password_opens_every_page_it_opened(
    browser: TestClient, database: Database
) -> None:
    with database.session() as session:
        kept = {row.id: row.password for row in session.query(AccountRow)}
    with time_machine.travel(datetime.now(UTC) + YEARS, tick=True):
        for name in PEOPLE:
            person = another(browser)
            assert sign_in(person, name).headers["location"] == "/"
            for path in ("/", "/account"):
                assert get(person, path).status_code == 200, (name, path)
    with database.session() as session:
        assert {row.id: row.password for row in session.query(AccountRow)} == kept
    assert not [password for password in kept.values() if is_given(password)]


def test_of_an_account_no_day_is_kept_but_that_on_which_it_was_made() -> None:
    days = [
        column.name
        for column in AccountRow.__table__.columns
        if isinstance(column.type, DateTime | TypeDecorator)
    ]
    assert days == ["created"]
    assert not [name for name in Settings.model_fields if "password" in name]
