"""One's own account: password and tokens."""

import re

from starlette.testclient import TestClient

from api.accounts import accounts, tokens
from api.storage.database import Database
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, alerts, another, get, hidden, send, sign_in

NEW = "屋檐 算盘 三十里"


def _authorised(browser: TestClient, secret: str) -> int:
    headers = {"Authorization": f"Bearer {secret}"}
    return another(browser).get("/v1/units", headers=headers).status_code


def test_a_changed_password_ends_all_sessions_but_this_one(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    elsewhere = another(browser)
    sign_in(elsewhere, "zhang")
    answer = send(browser, "/account", "/account/password", old=PASSWORD, new=NEW, again=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "密码已改好" in get(browser, "/account").text
    assert get(elsewhere, "/account").status_code == 303
    assert sign_in(elsewhere, "zhang").status_code == 401
    assert sign_in(elsewhere, "zhang", NEW).status_code == 303


def test_a_password_is_taken_as_it_was_typed(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    typed = "  Ｌudeng\tLudeng%2B+&amp;１ "
    changed = send(browser, "/account", "/account/password", old=PASSWORD, new=typed, again=typed)
    assert changed.status_code == 303
    for other in (typed.strip(), typed.lower(), typed.replace("Ｌ", "L"), typed.replace("%2B", "+")):
        assert sign_in(another(browser), "zhang", other).status_code == 401
    assert sign_in(another(browser), "zhang", typed).status_code == 303


def test_a_password_that_will_not_do_changes_nothing(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    for fields, said in (
        ({"old": "not mine", "new": NEW, "again": NEW}, "原来的密码不对"),
        ({"old": PASSWORD, "new": "zhang", "again": "zhang"}, "至少要有 8 个字符"),
        ({"old": PASSWORD, "new": NEW, "again": PASSWORD}, "两次输入的密码不一样"),
    ):
        answer = send(browser, "/account", "/account/password", **fields)
        assert answer.status_code == 422
        assert said in alerts(answer.text)
        assert not any(typed in answer.text for typed in (PASSWORD, NEW, "not mine"))
    assert sign_in(another(browser), "zhang").status_code == 303


def test_other_sessions_are_seen_and_ended_with_the_password(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    page = get(browser, "/account").text
    assert 'action="/account/sessions/end"' not in page, "there is no other"
    elsewhere = another(browser)
    sign_in(elsewhere, "zhang")
    assert "2 处" in get(browser, "/account").text
    answer = send(browser, "/account", "/account/sessions/end", password="not mine")  # noqa: S106 - a wrong one
    assert answer.status_code == 422
    assert "密码不对" in alerts(answer.text)
    assert get(elsewhere, "/account").status_code == 200
    answer = send(browser, "/account", "/account/sessions/end", password=PASSWORD)
    assert answer.headers["location"] == "/account"
    assert "在别处登录的都已退出" in get(browser, "/account").text
    assert get(elsewhere, "/account").status_code == 303


def test_a_token_is_shown_once_and_works_until_it_is_taken_back(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    shown = send(browser, "/account", "/account/tokens", label="<b>插件</b>")
    (secret,) = re.findall(r"ls_[\w-]+", shown.text)
    assert _authorised(browser, secret) == 200
    page = get(browser, "/account").text
    assert secret not in page
    assert "&lt;b&gt;插件&lt;/b&gt;" in page
    assert "<b>插件" not in page + shown.text
    revoked = browser.post(
        "/account/tokens/revoke", data=hidden(page, "/account/tokens/revoke"), headers=HTML
    )
    assert revoked.headers["location"] == "/account"
    page = get(browser, "/account").text
    assert "令牌已收回" in page
    assert "您还没有令牌" in page
    assert _authorised(browser, secret) == 401


def test_a_token_without_a_purpose_is_not_made(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    answer = send(browser, "/account", "/account/tokens", label=" ")
    assert answer.status_code == 422
    assert "令牌的用途" in alerts(answer.text)
    assert "ls_" not in answer.text


def test_nobody_takes_back_the_token_of_another(browser: TestClient, database: Database) -> None:
    token, secret = tokens.issue(database, accounts.named(database, "wang").id, "王代表的")
    sign_in(browser, "zhang")
    assert "王代表的" not in get(browser, "/account").text
    csrf = hidden(get(browser, "/account").text, "/logout")["csrf"]
    for number in (str(token.id), "0", "-1", "99999999999999999999", "一"):
        form = {"csrf": csrf, "token": number}
        assert browser.post("/account/tokens/revoke", data=form, headers=HTML).status_code in {303, 422}
    assert _authorised(browser, secret) == 200
