"""Two factors on the pages: adding one, signing in by both, taking it off; none of it needs a script."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from time import time

import httpx2
import pytest
from starlette.testclient import TestClient

from api.accounts import accounts
from api.accounts.second_factor import codes_left
from api.accounts.sessions import sessions_of
from api.storage.database import Database
from api.web import signing
from tests.api.accounts.factors import Telephone, forget_codes, with_telephone
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, alerts, another, get, hidden, send, sign_in
from tests.api.web.conftest import PEOPLE

PAGE = "/account/second-factor"


def telephone_of(browser: TestClient, name: str) -> Telephone:
    """Give an account a second factor, sealed by the service."""
    state = browser.app.state  # type: ignore[attr-defined]
    account = accounts.named(state.database, name)
    return with_telephone(state.database, account.id, PASSWORD, state.seal)


def second_step(browser: TestClient, code: str, **fields: str) -> httpx2.Response:
    return send(browser, "/login/code", "/login/code", code=code, **fields)


def shown_key(page: str) -> str:
    (key,) = re.findall(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page)
    return str(key)


def test_it_is_added_with_what_the_page_shows(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    elsewhere = another(browser)
    sign_in(elsewhere, "zhang")
    assert "没有开" in get(browser, "/account").text
    page = get(browser, PAGE).text
    key = shown_key(page)
    assert [len(group) for group in key.split()] == [4] * 8
    telephone = Telephone(key.replace(" ", ""))
    wrong = browser.post(
        PAGE, data=hidden(page, PAGE) | {"password": PASSWORD, "code": "12345"}, headers=HTML
    )
    assert wrong.status_code == 422
    assert "验证码不对" in alerts(wrong.text)
    assert shown_key(wrong.text) == key, "the app has read it already"
    form = hidden(wrong.text, PAGE) | {"code": telephone.code()}
    assert "密码不对" in alerts(browser.post(PAGE, data=form | {"password": "x"}, headers=HTML).text)
    done = browser.post(PAGE, data=form | {"password": PASSWORD}, headers=HTML)
    codes = re.findall(r"<code[^>]*>([a-z2-9-]+)</code>", done.text)
    assert len(set(codes)) == 10
    assert "no-store" in done.headers["cache-control"]
    assert get(elsewhere, "/account").status_code == 303, "sessions elsewhere have ended"
    assert "恢复码还剩 10 个" in get(browser, "/account").text
    shown = get(browser, PAGE).text
    assert "二维码" not in shown
    assert telephone.secret not in shown.replace(" ", "")
    assert accounts.named(database, "zhang").second_factor


def test_the_picture_holds_what_the_app_is_to_read(browser: TestClient) -> None:
    """Drawn again from the path and compared with what the library makes of the key on the page."""
    from api.accounts.totp import address  # noqa: PLC0415
    from api.web.codes import picture  # noqa: PLC0415

    sign_in(browser, "zhang")
    page = unescape(get(browser, PAGE).text)
    drawn = picture(address(shown_key(page).replace(" ", ""), "zhang"))
    assert f'viewBox="0 0 {drawn.size} {drawn.size}"' in page
    assert f'<path d="{drawn.path}"/>' in page


def test_there_is_no_session_before_both_were_shown(browser: TestClient, database: Database) -> None:
    telephone = telephone_of(browser, "zhang")
    number = accounts.named(database, "zhang").id
    answer = send(browser, "/login?next=/drafts", "/login", name="zhang", password=PASSWORD)
    assert answer.headers["location"] == "/login/code?next=/drafts"
    assert sessions_of(database, number, "") == ()
    assert get(browser, "/drafts").headers["location"] == "/login?next=/drafts"
    wrong = second_step(browser, "000000x", next="/drafts")
    assert wrong.status_code == 401
    assert "验证码不对" in alerts(wrong.text)
    assert sessions_of(database, number, "") == ()
    answer = second_step(browser, telephone.code(), next="/drafts")
    assert (answer.status_code, answer.headers["location"]) == (303, "/drafts")
    assert get(browser, "/drafts").status_code == 200
    assert len(sessions_of(database, number, "")) == 1


def test_a_code_signs_in_once(browser: TestClient) -> None:
    code = telephone_of(browser, "zhang").code()
    thief = another(browser)
    for each in (browser, thief):
        sign_in(each, "zhang")
    assert second_step(browser, code).status_code == 303
    answer = second_step(thief, code)
    assert answer.status_code == 401
    assert "已经用过" in alerts(answer.text)
    assert get(thief, "/account").status_code == 303


def test_a_recovery_code_lets_in_and_says_how_many_are_left(browser: TestClient) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "zhang")
    assert second_step(browser, telephone.recovery[0]).headers["location"] == "/"
    assert "恢复码还剩 9 个" in get(browser, "/account").text


def test_without_the_password_there_is_no_second_step(browser: TestClient) -> None:
    telephone = telephone_of(browser, "zhang")
    assert get(browser, "/login/code?next=/drafts").headers["location"] == "/login?next=/drafts"
    csrf = hidden(get(browser, "/login").text, "/login")["csrf"]
    answer = browser.post("/login/code", data={"csrf": csrf, "code": telephone.code()}, headers=HTML)
    assert answer.headers["location"] == "/login?next=/"
    assert get(browser, "/account").status_code == 303


def test_the_second_step_must_follow_soon(browser: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "zhang")
    form = hidden(get(browser, "/login/code").text, "/login/code") | {"code": telephone.code()}
    now = time()
    monkeypatch.setattr(signing, "time", lambda: now + 301)
    assert browser.post("/login/code", data=form, headers=HTML).headers["location"] == "/login?next=/"
    assert "等得太久了" in get(browser, "/login").text


def test_nobody_is_led_elsewhere_by_the_second_step(browser: TestClient) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "zhang")
    assert second_step(browser, telephone.code(), next="//example.com").headers["location"] == "/"


def test_too_many_codes_are_delayed(browser: TestClient) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "zhang")
    statuses = [second_step(browser, "nonsense").status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    answer = second_step(browser, telephone.code())
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers


def test_it_is_taken_off_with_password_and_code(browser: TestClient, database: Database) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "zhang")
    second_step(browser, telephone.code())
    wrong = send(browser, PAGE, f"{PAGE}/off", password=PASSWORD, code=telephone.code())
    assert wrong.status_code == 422
    assert "已经用过" in alerts(wrong.text)
    forget_codes(database)
    answer = send(browser, PAGE, f"{PAGE}/off", password=PASSWORD, code=telephone.code())
    assert answer.headers["location"] == "/account"
    assert sign_in(another(browser), "zhang").headers["location"] == "/"


def test_a_forgotten_password_that_is_replaced_leaves_the_second_factor(browser: TestClient) -> None:
    telephone = telephone_of(browser, "zhang")
    sign_in(browser, "admin")
    csrf = hidden(get(browser, "/users").text, "/users")["csrf"]
    shown = browser.post("/users/password", data={"csrf": csrf, "name": "zhang"}, headers=HTML).text
    (password,) = re.findall(r'class="secret"[^>]*>([^<]+)<', shown)
    other = another(browser)
    assert sign_in(other, "zhang", password).headers["location"] == "/login/code?next=/"
    assert get(other, "/account").status_code == 303
    assert second_step(other, telephone.code()).headers["location"] == "/"
    assert get(other, "/drafts").headers["location"] == "/account", "they choose their own first"


def test_an_administrator_takes_off_that_of_a_lost_telephone(browser: TestClient, database: Database) -> None:
    telephone_of(browser, "zhang")
    sign_in(browser, "admin")
    page = get(browser, "/users").text
    assert page.count('action="/users/second-factor"') == 1
    assert "认清是本人" in page
    csrf = hidden(page, "/users")["csrf"]
    form = {"csrf": csrf, "name": "zhang"}
    assert browser.post("/users/second-factor", data=form, headers=HTML).headers["location"] == "/users"
    assert "“张代表”的两步验证已去掉" in get(browser, "/users").text
    assert codes_left(database, accounts.named(database, "zhang").id) == 0
    for name, said in (("zhang", "没有开两步验证"), ("admin", "请在“我的账号”里关掉")):
        answer = browser.post("/users/second-factor", data={"csrf": csrf, "name": name}, headers=HTML)
        assert said in alerts(answer.text)


@pytest.fixture
def strict(small_home: Path, database: Database, database_url: str) -> Iterator[TestClient]:
    """A browser before a service where the staff must have two factors."""
    for name, (display, role) in PEOPLE.items():
        accounts.add(database, name, display, role, PASSWORD, given=name == "li")
    with serving(small_home, database_url=database_url, anonymous=False, second_factor="staff") as client:
        yield client


def test_whoever_must_have_it_does_nothing_before_it_is_added(strict: TestClient, database: Database) -> None:
    sign_in(strict, "admin")
    for path in ("/", "/users", "/account", "/desk"):
        assert get(strict, path).headers["location"] == PAGE, path
    page = get(strict, PAGE).text
    assert "请先开两步验证" in page
    telephone = Telephone(shown_key(page).replace(" ", ""))
    csrf = hidden(page, PAGE)["csrf"]
    form = {"csrf": csrf, "name": "wang"}
    assert strict.post("/users/disable", data=form, headers=HTML).headers["location"] == PAGE
    refused = strict.post("/account/tokens", data={"csrf": csrf, "label": "x"}, headers={"Accept": "*/*"})
    assert refused.json()["kind"] == "SecondFactorMissing"
    assert not accounts.named(database, "wang").disabled
    send(strict, PAGE, PAGE, password=PASSWORD, code=telephone.code(), sealed=hidden(page, PAGE)["sealed"])
    assert get(strict, "/users").status_code == 200


def test_who_has_been_given_a_password_chooses_their_own_first(strict: TestClient) -> None:
    own = "海棠 石阶 二月"
    sign_in(strict, "li")
    assert get(strict, PAGE).headers["location"] == "/account"
    send(strict, "/account", "/account/password", old=PASSWORD, new=own, again=own)
    assert get(strict, "/account").headers["location"] == PAGE
    assert get(strict, PAGE).status_code == 200


def test_of_deputies_the_staff_s_setting_asks_nothing(strict: TestClient) -> None:
    sign_in(strict, "zhang")
    assert get(strict, "/drafts").status_code == 200
