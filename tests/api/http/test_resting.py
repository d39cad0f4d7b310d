"""A log-in that nobody uses any more ends, and what a page asks for by itself is no use."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from api.accounts import accounts
from api.accounts.sessions import sessions_of
from api.http import resting
from api.storage.database import Database
from api.storage.schema import SessionRow
from tests.api.web.browsing import get, sign_in
from tests.api.web.conftest import browser

__all__ = ["browser"]

MINUTE = 60
BY_ITSELF = {"X-Lianshen": "news"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock that goes on when its one number is changed."""
    now = [time.time()]
    monkeypatch.setattr(resting, "time", lambda: now[0])
    return now


def is_signed_in(browser: TestClient) -> bool:
    return get(browser, "/account").status_code == 200


def test_it_ends_after_two_hours_without_use(browser: TestClient, clock: list[float]) -> None:
    sign_in(browser, "li")
    for _ in range(3):
        clock[0] += 119 * MINUTE
        assert is_signed_in(browser)
    clock[0] += 121 * MINUTE
    assert not is_signed_in(browser)


def test_it_ends_after_twelve_hours_however_often_it_is_used(browser: TestClient, database: Database) -> None:
    sign_in(browser, "li")
    number = accounts.named(database, "li").id
    (first,) = sessions_of(database, number, "")
    assert timedelta(hours=11, minutes=58) < first.ends - datetime.now(UTC) <= timedelta(hours=12)
    for _ in range(3):
        assert is_signed_in(browser)
    assert sessions_of(database, number, "") == (first,)
    with database.writing() as session:
        session.execute(update(SessionRow).values(ends=datetime.now(UTC)))
    assert not is_signed_in(browser)


def test_what_a_script_asks_for_by_itself_is_no_use(browser: TestClient, clock: list[float]) -> None:
    sign_in(browser, "li")
    for _ in range(3):
        clock[0] += 39 * MINUTE
        assert browser.get("/desk/news?since=0", headers=BY_ITSELF).status_code == 200
    clock[0] += 4 * MINUTE
    assert browser.get("/desk/news?since=0", headers=BY_ITSELF).status_code == 401
    assert not is_signed_in(browser)


def test_a_page_that_is_left_open_learns_whether_somebody_is_signed_in_and_keeps_nobody_so(
    browser: TestClient, clock: list[float]
) -> None:
    sign_in(browser, "li")
    answered = []
    for _ in range(3):
        clock[0] += 59 * MINUTE
        answered.append(browser.get("/login", headers=BY_ITSELF).status_code)
    assert answered == [204, 204, 200]


def test_an_old_copy_of_the_cookie_gains_nothing_from_the_use_of_a_newer(
    browser: TestClient, clock: list[float]
) -> None:
    sign_in(browser, "li")
    copy = browser.cookies["lianshen"]
    clock[0] += 100 * MINUTE
    assert is_signed_in(browser)
    assert browser.cookies["lianshen"] != copy
    clock[0] += 100 * MINUTE
    assert is_signed_in(browser)
    browser.cookies.clear()
    browser.cookies["lianshen"] = copy
    assert not is_signed_in(browser)


def test_a_clock_that_is_set_back_signs_nobody_out(browser: TestClient, clock: list[float]) -> None:
    sign_in(browser, "li")
    clock[0] -= 300 * MINUTE
    assert is_signed_in(browser)
    clock[0] += 121 * MINUTE
    assert not is_signed_in(browser), "counted by the clock as it is"
