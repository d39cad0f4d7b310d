"""The key that makes the first administrator: typed into a page, never in an address."""

import httpx2
from starlette.testclient import TestClient

from api.accounts import accounts, invitations
from api.storage.database import Database
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, alerts, another, get, hidden, send, sign_in

WHO = {"name": "Zhou", "display": "周主任", "password": PASSWORD, "again": PASSWORD}


def _key(database: Database) -> str:
    key = invitations.invite_first(database, 24)
    assert key
    return key


def _welcome(browser: TestClient, **fields: str) -> httpx2.Response:
    return send(browser, "/welcome", "/welcome", **(WHO | fields))


def test_the_key_makes_an_administrator_who_is_signed_in_at_once(
    new_service: TestClient, database: Database
) -> None:
    answer = _welcome(new_service, key=_key(database))
    assert (answer.status_code, answer.headers["location"]) == (303, "/users")
    page = get(new_service, "/users").text
    assert "管理员账号已建好" in page
    assert [(each.name, each.role) for each in accounts.everyone(database)] == [("zhou", "administrator")]
    assert sign_in(another(new_service), "zhou").status_code == 303


def test_a_key_in_the_address_is_not_taken(new_service: TestClient, database: Database) -> None:
    key = _key(database)
    page = get(new_service, f"/welcome?key={key}").text
    assert key not in page
    answer = new_service.post(f"/welcome?key={key}", data=hidden(page, "/welcome") | WHO, headers=HTML)
    assert answer.status_code == 422
    assert accounts.everyone(database) == ()


def test_the_key_works_once(new_service: TestClient, database: Database) -> None:
    key = _key(database)
    _welcome(new_service, key=key)
    late = another(new_service)
    answer = get(late, "/welcome")
    assert answer.status_code == 403
    assert "管理员账号已经建好了" in answer.text
    assert 'action="/welcome"' not in answer.text
    csrf = hidden(get(late, "/login").text, "/login")["csrf"]
    form = WHO | {"key": key, "name": "late", "csrf": csrf}
    assert late.post("/welcome", data=form, headers=HTML).status_code == 403
    assert [each.name for each in accounts.everyone(database)] == ["zhou"]


def test_a_guessed_key_makes_nobody(new_service: TestClient, database: Database) -> None:
    _key(database)
    for guessed in ('"><script>', "", "aaaa-bbbb-cccc-dddd-eeee-ffff-gggg"):
        answer = _welcome(new_service, key=guessed)
        assert answer.status_code == 422
        assert "钥匙不对，或者过期了" in alerts(answer.text)
        assert "<script>" not in answer.text
    assert accounts.everyone(database) == ()


def test_all_that_will_not_do_is_said_at_once_and_the_key_still_works(
    new_service: TestClient, database: Database
) -> None:
    wrong = {"name": "<i>", "display": " ", "password": "short", "again": "shorter"}
    answer = _welcome(new_service, key=_key(database), **wrong)
    assert answer.status_code == 422
    for said in ("不能用的字符", "没有写姓名", "至少要有 8 个字符", "两次输入的密码不一样"):
        assert said in alerts(answer.text)
    for field in ("name", "display", "password", "again"):
        assert f'<a href="#{field}">' in answer.text
        assert f'id="{field}-wrong"' in answer.text
    assert "&lt;i&gt;" in answer.text
    assert "short" not in answer.text
    assert accounts.everyone(database) == ()
    kept = answer.text.partition('name="key"')[2].partition('value="')[2].partition('"')[0]
    assert _welcome(new_service, key=kept).headers["location"] == "/users"
