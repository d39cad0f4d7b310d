"""Whoever is refused is told of in the log: who, what, from where, and nothing that was typed."""

import logging

import pytest
from starlette.testclient import TestClient

from tests.api.services import HTML
from tests.api.web.browsing import hidden, sign_in
from tests.api.web.conftest import browser

__all__ = ["browser"]


def test_each_refusal_is_logged_with_who_and_what_and_nothing_typed(
    browser: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(browser, "zhang")
    caplog.clear()
    browser.get("/users?name=geheim", headers=HTML)
    browser.get("/models/geheim%0a2026-01-01%20forged", headers=HTML)
    browser.post("/account/tokens", data={"csrf": "geheim", "label": "geheim"}, headers=HTML)
    browser.get("/v1/units", headers={"Authorization": "Bearer ls_geheim"})
    told = [record for record in caplog.records if record.name == "lianshen.door"]
    assert [(vars(each)["event"], vars(each)["route"], vars(each)["account_id"]) for each in told] == [
        ("not_allowed", "GET /users", 3),
        ("not_allowed", "GET /models/{version}", 3),
        ("form_refused", "POST /account/tokens", 3),
        ("token_refused", "GET /v1/units", None),
    ]
    assert {each.levelno for each in told} == {logging.WARNING}
    assert {vars(each)["line"] for each in told} == {"testclient"}
    assert not [each for each in told if "geheim" in str(vars(each)) or "\n" in each.getMessage()]


def test_leaving_is_logged(browser: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    sign_in(browser, "zhang")
    caplog.clear()
    browser.post("/logout", data=hidden(browser.get("/account", headers=HTML).text, "/logout"), headers=HTML)
    (told,) = [record for record in caplog.records if record.name == "lianshen.door"]
    assert (told.levelno, vars(told)["event"], vars(told)["account_id"]) == (logging.INFO, "logged_out", 3)
