"""Everybody's accounts, for administrators."""

import re

import httpx2
from starlette.testclient import TestClient

from api.accounts import accounts
from api.storage.database import Database
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, alerts, another, get, hidden, send, sign_in

OWN = "屋檐 算盘 三十里"
CHEN = {"name": "Chen", "display": "陈代表", "role": "deputy", "password": PASSWORD}


def test_an_administrator_adds_an_account_that_can_sign_in(browser: TestClient) -> None:
    sign_in(browser, "admin")
    answer = send(browser, "/users", "/users", **CHEN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/users")
    page = get(browser, "/users").text
    assert "已添加代表“陈代表”，登录名 chen" in page
    assert PASSWORD not in page
    assert sign_in(another(browser), "chen").status_code == 303


def test_an_account_that_will_not_do_is_not_added_and_what_was_typed_is_kept(
    browser: TestClient, database: Database
) -> None:
    sign_in(browser, "admin")
    for fields, said in (
        (CHEN | {"name": "zhang"}, "已经有人用了"),
        (CHEN | {"password": "password1"}, "用的人太多"),
        (CHEN | {"name": "x"}, "登录名要有 2 到 40 个字"),
    ):
        answer = send(browser, "/users", "/users", **fields)
        assert answer.status_code == 422
        assert said in alerts(answer.text)
        assert f'value="{fields["name"]}"' in answer.text
        assert 'value="陈代表"' in answer.text
        assert fields["password"] not in answer.text
    answer = send(browser, "/users", "/users", **(CHEN | {"role": "king"}))
    assert answer.status_code == 422
    assert len(accounts.everyone(database)) == 4


def test_a_disabled_account_is_enabled_again(browser: TestClient) -> None:
    sign_in(browser, "admin")
    csrf = hidden(get(browser, "/users").text, "/users")["csrf"]
    form = {"csrf": csrf, "name": "zhang"}
    assert browser.post("/users/disable", data=form, headers=HTML).headers["location"] == "/users"
    assert "已停用“张代表”的账号" in get(browser, "/users").text
    assert sign_in(another(browser), "zhang").status_code == 401
    assert browser.post("/users/enable", data=form, headers=HTML).headers["location"] == "/users"
    assert sign_in(another(browser), "zhang").status_code == 303


def test_the_only_administrator_cannot_be_disabled(browser: TestClient) -> None:
    sign_in(browser, "admin")
    csrf = hidden(get(browser, "/users").text, "/users")["csrf"]
    answer = browser.post("/users/disable", data={"csrf": csrf, "name": "admin"}, headers=HTML)
    assert answer.status_code == 422
    assert "唯一的管理员" in alerts(answer.text)
    assert get(browser, "/users").status_code == 200


def test_nobody_but_administrators_sees_or_changes_accounts(browser: TestClient, database: Database) -> None:
    for name in ("zhang", "li"):
        other = another(browser)
        sign_in(other, name)
        assert get(other, "/users").status_code == 403
        form = {"csrf": hidden(get(other, "/account").text, "/logout")["csrf"], "name": "wang"}
        for path in ("/users/disable", "/users/enable", "/users/password", "/users/second-factor"):
            assert other.post(path, data=form, headers=HTML).status_code == 403
        assert other.post("/users", data=form | CHEN, headers=HTML).status_code == 403
    assert not accounts.named(database, "wang").disabled
    assert len(accounts.everyone(database)) == 4


def test_a_form_of_another_site_changes_nothing(browser: TestClient, database: Database) -> None:
    sign_in(browser, "admin")
    form = {"csrf": "guessed", "name": "wang"}
    answer = browser.post("/users/disable", data=form, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/users")
    assert "什么也没有改" in get(browser, "/users").text
    assert not accounts.named(database, "wang").disabled


def test_names_are_shown_as_text(browser: TestClient) -> None:
    sign_in(browser, "admin")
    send(browser, "/users", "/users", **(CHEN | {"display": "<img src=x onerror=alert(1)>"}))
    page = get(browser, "/users").text
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def _renew(browser: TestClient, name: str) -> httpx2.Response:
    csrf = hidden(get(browser, "/users").text, "/users")["csrf"]
    return browser.post("/users/password", data={"csrf": csrf, "name": name}, headers=HTML)


def test_a_forgotten_password_is_replaced_by_one_that_is_shown_once(browser: TestClient) -> None:
    forgetful = another(browser)
    sign_in(forgetful, "zhang")
    sign_in(browser, "admin")
    assert get(browser, "/users").text.count('action="/users/password"') == 3  # not for oneself
    shown = _renew(browser, "zhang")
    assert shown.status_code == 200
    assert "“张代表”的新密码" in shown.text
    (password,) = re.findall(r'class="secret"[^>]*>([a-z2-9]{4}(?:-[a-z2-9]{4}){6})<', shown.text)
    assert password not in get(browser, "/users").text
    assert get(forgetful, "/account").status_code == 303, "the session has ended"
    assert sign_in(another(browser), "zhang").status_code == 401
    assert sign_in(another(browser), "zhang", password).status_code == 303
    assert _renew(browser, "zhang").text.count(password) == 0


def test_a_password_that_was_given_leads_to_the_page_where_one_chooses_ones_own(browser: TestClient) -> None:
    sign_in(browser, "admin")
    send(browser, "/users", "/users", **CHEN)
    chen = another(browser)
    sign_in(chen, "chen")
    for path in ("/", "/drafts", "/account?x=1"):
        shown = get(chen, path)
        assert (shown.status_code, shown.headers.get("location")) in {(303, "/account"), (200, None)}, path
    assert get(chen, "/drafts").headers["location"] == "/account"
    page = get(chen, "/account").text
    assert "请先改成自己的密码" in page
    form = hidden(page, "/logout")
    assert chen.post("/account/tokens", data=form | {"label": "x"}, headers=HTML).status_code == 303
    assert chen.post("/check", data=form, headers={"X-Lianshen": "part"}).json()["kind"] == "PasswordGiven"
    assert "ls_" not in get(chen, "/account").text
    same = send(chen, "/account", "/account/password", old=PASSWORD, new=PASSWORD, again=PASSWORD)
    assert "和别人给的一样" in alerts(same.text)
    send(chen, "/account", "/account/password", old=PASSWORD, new=OWN, again=OWN)
    assert get(chen, "/drafts").status_code == 200
    assert "请先改成自己的密码" not in get(chen, "/account").text


def test_an_administrator_signs_somebody_out_everywhere(browser: TestClient) -> None:
    sign_in(browser, "admin")
    lost = another(browser)
    sign_in(lost, "zhang")
    csrf = hidden(get(browser, "/users").text, "/users")["csrf"]
    answer = browser.post("/users/sessions/end", data={"csrf": csrf, "name": "zhang"}, headers=HTML)
    assert answer.headers["location"] == "/users"
    assert "“张代表”在各处的登录都已退出" in get(browser, "/users").text
    assert get(lost, "/account").status_code == 303
    assert sign_in(lost, "zhang").status_code == 303
    answer = browser.post("/users/sessions/end", data={"csrf": csrf, "name": "admin"}, headers=HTML)
    assert "这是您自己的账号" in alerts(answer.text)


def test_whoever_tried_in_vain_too_often_can_sign_in_with_the_new_password_at_once(
    browser: TestClient,
) -> None:
    sign_in(browser, "admin")
    statuses = [sign_in(another(browser), "zhang", "forgotten").status_code for _ in range(9)]
    assert statuses[-1] == 429
    (password,) = re.findall(r'class="secret"[^>]*>([^<]+)<', _renew(browser, "zhang").text)
    assert sign_in(another(browser), "zhang", password).status_code == 303


def test_ones_own_password_is_changed_elsewhere(browser: TestClient) -> None:
    sign_in(browser, "admin")
    answer = _renew(browser, "admin")
    assert answer.status_code == 422
    assert "请在“我的账号”里改密码" in alerts(answer.text)
    assert get(browser, "/users").status_code == 200
    assert "没有登录名是“nobody”的账号" in alerts(_renew(browser, "nobody").text)
