"""The link that makes the first administrator."""

from starlette.testclient import TestClient

from api.accounts import accounts, invitations
from api.storage.database import Database
from tests.api.services import HTML
from tests.api.web.browsing import PASSWORD, alerts, another, get, hidden, sign_in

WHO = {"name": "Zhou", "display": "周主任", "password": PASSWORD, "again": PASSWORD}


def _link(database: Database) -> str:
    return f"/welcome?key={invitations.invite_first(database, 24)}"


def test_the_link_makes_an_administrator_who_is_signed_in_at_once(
    new_service: TestClient, database: Database
) -> None:
    link = _link(database)
    form = hidden(get(new_service, link).text, "/welcome")
    answer = new_service.post("/welcome", data=form | WHO, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/users")
    page = get(new_service, "/users").text
    assert "管理员账号已建好" in page
    assert [(each.name, each.role) for each in accounts.everyone(database)] == [("zhou", "administrator")]
    assert sign_in(another(new_service), "zhou").status_code == 303


def test_the_link_works_once(new_service: TestClient, database: Database) -> None:
    link = _link(database)
    form = hidden(get(new_service, link).text, "/welcome")
    new_service.post("/welcome", data=form | WHO, headers=HTML)
    late = another(new_service)
    answer = get(late, link)
    assert answer.status_code == 403
    assert "用过了或过期了" in answer.text
    assert 'action="/welcome"' not in answer.text
    csrf = hidden(get(late, "/login").text, "/login")["csrf"]
    answer = late.post("/welcome", data=form | WHO | {"name": "late", "csrf": csrf}, headers=HTML)
    assert answer.status_code == 403
    assert [each.name for each in accounts.everyone(database)] == ["zhou"]


def test_a_guessed_link_shows_no_form(new_service: TestClient, database: Database) -> None:
    _link(database)
    answer = get(new_service, '/welcome?key="><script>')
    assert answer.status_code == 403
    assert "<script>" not in answer.text


def test_all_that_will_not_do_is_said_at_once_and_the_link_still_works(
    new_service: TestClient, database: Database
) -> None:
    form = hidden(get(new_service, _link(database)).text, "/welcome")
    wrong = {"name": "<i>", "display": " ", "password": "short", "again": "shorter"}
    answer = new_service.post("/welcome", data=form | wrong, headers=HTML)
    assert answer.status_code == 422
    for said in ("不能用的字符", "没有写姓名", "至少要有 8 个字符", "两次输入的密码不一样"):
        assert said in alerts(answer.text)
    for field in ("name", "display", "password", "again"):
        assert f'<a href="#{field}">' in answer.text
        assert f'id="{field}-wrong"' in answer.text
    assert "&lt;i&gt;" in answer.text
    assert "short" not in answer.text
    assert accounts.everyone(database) == ()
    right = hidden(answer.text, "/welcome") | WHO
    assert new_service.post("/welcome", data=right, headers=HTML).headers["location"] == "/users"
