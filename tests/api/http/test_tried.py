"""Whoever feels along limits, readers and numbers of others is seen in the log, and nothing they sent is."""

import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.batch.rows import Scored
from api.storage.database import Database
from api.submissions import submit
from tests.api.http.test_rate import answers
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, send, sign_in
from tests.api.web.conftest import browser

__all__ = ["browser"]

Told = list[tuple[str, str, str, int | None]]


def told(caplog: pytest.LogCaptureFixture) -> Told:
    """Return what was said at the door: event, kind, route and account."""
    records = [record for record in caplog.records if record.name == "lianshen.door"]
    assert {record.levelno for record in records} <= {logging.WARNING}
    assert not [record for record in records if "geheim" in f"{record.getMessage()}{vars(record)}"]
    names = ("event", "kind", "route", "account_id")
    return [tuple(vars(record)[name] for name in names) for record in records]


def test_what_no_page_of_ours_sends_is_logged(service: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    service.post("/v1/reviews", json={"title": "geheim", "geheim": "1"})
    service.post("/v1/reviews", content=b"{geheim", headers={"Content-Type": "application/json"})
    service.post("/v1/reviews", content=b"geheim", headers={"Content-Type": "text/geheim"})
    service.post("/v1/reviews/file", files={"file": ("geheim.docx", b"PK\x03\x04 geheim")})
    service.request("TRACE", "/v1/units?geheim")
    service.get("/v1/units", headers={"Host": "geheim.example"})
    assert told(caplog) == [
        ("input_refused", "BadFields", "POST /v1/reviews", None),
        ("input_refused", "BadRequest", "POST /v1/reviews", None),
        ("input_refused", "WrongContentType", "POST /v1/reviews", None),
        ("input_refused", "DraftDamaged", "POST /v1/reviews/file", None),
        ("input_refused", "MethodNotAllowed", "OTHER /v1/units", None),
        ("input_refused", "WrongHost", "GET none", None),
    ]


def test_what_is_in_order_is_not(service: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    service.get("/", headers=HTML)
    service.get("/v1/units")
    service.get("/nowhere-geheim", headers=HTML)
    service.get("/drafts/1", headers=HTML)
    assert told(caplog) == []


def test_the_drafts_of_another_are_told_as_those_that_are_not_there(
    browser: TestClient,
    database: Database,
    scored_session: tuple[Scored, ...],
    caplog: pytest.LogCaptureFixture,
) -> None:
    other, scored = accounts.named(database, "wang").id, scored_session[0]
    number = submit(database, other, scored.entry.draft, scored.review).id
    sign_in(browser, "zhang")
    caplog.clear()
    for each in (number, 999_999):
        assert browser.get(f"/drafts/{each}", headers=HTML).status_code == 404
    own = accounts.named(database, "zhang").id
    assert told(caplog) == [("not_there", "NotThere", "GET /drafts/{number}", own)] * 2


def test_more_than_one_may_have_is_logged(
    small_home: Path, database: Database, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    number = accounts.add(database, "zhang", "张代表", "deputy", PASSWORD).id
    with serving(small_home, database_url=database_url, anonymous=False, own_tokens=1) as browser:
        sign_in(browser, "zhang")
        caplog.clear()
        for _ in range(2):
            send(browser, "/account", "/account/tokens", label="geheim")
    assert told(caplog) == [("limit_reached", "LimitReached", "POST /account/tokens", number)]


def test_of_too_many_requests_from_one_line_the_first_one_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    answers(2, *[("10.0.0.1", "/v1/geheim")] * 9, *[("10.0.0.2", "/")] * 4)
    assert [event for event, *_ in told(caplog)] == ["too_many_requests"] * 2
    lines = [vars(record)["line"] for record in caplog.records if record.name == "lianshen.door"]
    assert lines == ["10.0.0.1", "10.0.0.2"]


def test_of_too_many_by_one_account_too(
    small_home: Path, database: Database, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    number = accounts.add(database, "zhang", "张代表", "deputy", PASSWORD).id
    _, token = tokens.issue(database, number, "试")
    with serving(small_home, database_url=database_url, anonymous=False, account_rate=2) as service:
        for _ in range(9):
            service.get("/v1/units", headers={"Authorization": f"Bearer {token}"})
    assert told(caplog) == [("too_many_requests", "", "GET /v1/units", number)]
