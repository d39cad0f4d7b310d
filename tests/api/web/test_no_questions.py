"""Whoever signs in, or forgot how, is asked for a password, a code or a key, and nothing that others know.

What accounts are made of, and what each form about them asks for, stands here once more: a hint or a secret
question would be a column or a field more.
"""

import re

from starlette.testclient import TestClient

from api.accounts import accounts
from api.accounts.invitations import invite_first
from api.cli.users import users
from api.storage.database import Database
from api.storage.schema import AccountRow
from tests.api.accounts.factors import with_telephone
from tests.api.web.browsing import PASSWORD, alerts, another, get, sign_in

ASKED = {
    "/login": {"csrf", "next", "name", "password"},
    "/login/code": {"csrf", "next", "code"},
    "/welcome": {"csrf", "key", "name", "display", "password", "again"},
    "/account": {"csrf", "username", "old", "new", "again", "label", "token", "password"},
    "/account/second-factor": {"csrf", "sealed", "username", "password", "code"},
    "/users": {"csrf", "name", "display", "role", "password"},
}
COLUMNS = {
    "id", "name", "display", "role", "password", "disabled", "created", "second_factor", "second_step",
}  # fmt: skip
OPTIONS = {"name", "role", "display", "label", "revoke", "from_input", "form"}


def fields(page: str) -> set[str]:
    return set(re.findall(r'<(?:input|select|textarea)\b[^>]*\bname="(\w+)"', page))


def test_no_form_asks_for_more_than_passwords_codes_and_keys(browser: TestClient, database: Database) -> None:
    assert fields(get(browser, "/login").text) == ASKED["/login"]
    half = another(browser)
    seal = browser.app.state.seal  # type: ignore[attr-defined]
    with_telephone(database, accounts.named(database, "zhang").id, PASSWORD, seal)
    sign_in(half, "zhang")
    assert fields(get(half, "/login/code").text) == ASKED["/login/code"]
    sign_in(browser, "admin")
    for path in ("/account", "/account/second-factor", "/users"):  # some forms come where there is a token
        assert {"csrf"} < fields(get(browser, path).text) <= ASKED[path], path


def test_the_first_administrator_is_asked_for_the_key_alone(
    new_service: TestClient, database: Database
) -> None:
    invite_first(database, hours=1)
    assert fields(get(new_service, "/welcome").text) == ASKED["/welcome"]


def test_nothing_is_kept_of_an_account_by_which_its_password_could_be_recalled() -> None:
    assert {column.name for column in AccountRow.__table__.columns} == COLUMNS


def test_no_command_takes_a_hint_or_a_question() -> None:
    asked = {str(each.name) for command in users.commands.values() for each in command.params}
    assert asked == OPTIONS


def test_whoever_types_a_wrong_password_is_told_nothing_of_the_right_one(browser: TestClient) -> None:
    said = {alerts(sign_in(another(browser), name, "guessed").text) for name in ("zhang", "li", "nobody")}
    assert len(said) == 1
    assert not re.search("提示|问题", said.pop())
