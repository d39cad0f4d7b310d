"""Where everybody must have two factors, no route of the service opens to whoever has shown but one."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from api.accounts import accounts
from api.http.problems import PROGRAMS
from api.http.two_factors import SECOND_FACTOR
from api.settings import read_settings
from tests.api.accounts.factors import with_telephone
from tests.api.http.doors import ASKED, NOBODY, WHO, Doors, doors_of
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, another, get, hidden, send, sign_in

ONE_FACTOR = [name for name in WHO if name != NOBODY]
PAGES = [(method, path) for method, path in ASKED if not path.startswith(PROGRAMS)]
WITHOUT_ACCOUNT = {path for (_, path), who in ASKED.items() if NOBODY in who}
"""What tells nothing of the office: the forms to sign in, and whether the service is ready."""


@pytest.fixture(scope="module")
def doors(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    url = f"sqlite:///{tmp_path_factory.mktemp('two-factors') / 'service.sqlite3'}"
    with doors_of(small_home, url, second_factor="everyone") as found:
        yield found


def ask(doors: Doors, who: str, method: str, path: str) -> httpx2.Response:
    return doors.ask(who, method, re.sub(r"\{\w+\}", "1", path))


def test_what_opens_without_an_account_holds_nothing_of_the_office() -> None:
    assert {
        "/login", "/login/code", "/logout", "/welcome", "/healthz", "/readyz",
        "/openapi.json", "/v2/languages",
    } == WITHOUT_ACCOUNT  # fmt: skip


@pytest.mark.parametrize("who", ONE_FACTOR)
def test_the_password_alone_leads_only_to_where_the_second_factor_is_added(doors: Doors, who: str) -> None:
    for method, path in PAGES:
        if path in WITHOUT_ACCOUNT or path == SECOND_FACTOR:
            continue
        answer = ask(doors, who, method, path)
        leads_there = answer.headers.get("location") == SECOND_FACTOR
        refused = answer.status_code == 403  # with the draft that was typed, so that it is not lost
        assert leads_there or refused, (method, path, answer.status_code)
        if who in ASKED[method, path]:
            assert leads_there or "必须用两步验证" in answer.text, (method, path)


def test_the_password_of_whoever_has_two_factors_opens_nothing(doors: Doors) -> None:
    browser = another(doors.service)
    number = accounts.add(doors.database, "two", "两步", "administrator", PASSWORD).id
    telephone = with_telephone(doors.database, number, PASSWORD, doors.service.app.state.seal)  # type: ignore[attr-defined]
    assert sign_in(browser, "two").headers["location"] == "/login/code?next=/"
    csrf = hidden(get(browser, "/login/code").text, "/login/code")["csrf"]
    for method, path in PAGES:
        if path in WITHOUT_ACCOUNT:
            continue
        data = {"csrf": csrf} if method == "POST" else None
        answer = browser.request(method, re.sub(r"\{\w+\}", "1", path), headers=HTML, data=data)
        asked_to_sign_in = answer.headers.get("location", "").startswith("/login?next=")
        assert asked_to_sign_in or answer.status_code == 401, (method, path, answer.status_code)
    send(browser, "/login/code", "/login/code", code=telephone.code())
    assert get(browser, "/users").status_code == 200


def test_without_an_account_nothing_opens_though_only_this_machine_reaches_the_service() -> None:
    assert read_settings().open_to_all
    assert not read_settings(second_factor="everyone").open_to_all
    assert not read_settings(second_factor="everyone").observed_by_all
    assert read_settings(second_factor="staff").open_to_all


def test_a_cookie_of_one_factor_opens_nothing_that_is_for_programs(doors: Doors) -> None:
    for method, path in ASKED:
        if path.startswith(PROGRAMS) and path not in WITHOUT_ACCOUNT:
            headers = {"Cookie": f"lianshen={doors.shown['administrator'].cookie}"}
            assert doors.service.request(method, path, headers=headers).status_code == 401, path
