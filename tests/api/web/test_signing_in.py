"""Signing in and out by the pages."""

import hashlib
import json
from base64 import b64decode, b64encode
from functools import partial
from pathlib import Path

import pytest
from itsdangerous import TimestampSigner
from itsdangerous.signer import NoneAlgorithm
from starlette.testclient import TestClient

from api.accounts import accounts
from api.http.app import COOKIE
from api.http.cookies import signer as ours
from api.http.keys import signing_key
from api.storage.database import Database
from api.web.signing import local
from tests.api.services import HERE, HTML, serving
from tests.api.web.browsing import PASSWORD, alerts, another, get, hidden, send, sign_in


def test_whoever_signs_in_goes_on_and_is_named_on_every_page(browser: TestClient) -> None:
    answer = sign_in(browser, "zhang")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = get(browser, "/").text
    assert "张代表" in page
    assert hidden(page, "/logout")["csrf"]


def test_a_page_that_needs_an_account_comes_after_signing_in(browser: TestClient) -> None:
    sent_on = get(browser, "/drafts?before=7")
    assert (sent_on.status_code, sent_on.headers["location"]) == (303, "/login?next=/drafts%3Fbefore%3D7")
    answer = send(browser, sent_on.headers["location"], "/login", name="zhang", password=PASSWORD)
    assert answer.headers["location"] == "/drafts?before=7"


def test_a_wrong_password_is_said_beside_the_form_and_the_name_is_kept(browser: TestClient) -> None:
    answer = sign_in(browser, "zhang", "not the password")
    assert answer.status_code == 401
    assert "登录名或密码不对" in alerts(answer.text)
    assert 'value="zhang"' in answer.text
    assert "not the password" not in answer.text
    assert "www-authenticate" not in answer.headers
    assert get(browser, "/account").status_code == 303


def test_an_unknown_name_is_refused_in_the_same_words(browser: TestClient) -> None:
    assert alerts(sign_in(browser, "nobody").text) == alerts(sign_in(browser, "zhang", "wrong").text)


def test_a_disabled_account_is_refused(browser: TestClient, database: Database) -> None:
    accounts.disable(database, "zhang")
    answer = sign_in(browser, "zhang")
    assert answer.status_code == 401
    assert "已经停用" in alerts(answer.text)


def test_disabling_ends_the_session(browser: TestClient, database: Database) -> None:
    sign_in(browser, "zhang")
    accounts.disable(database, "zhang")
    assert get(browser, "/account").headers["location"] == "/login?next=/account"


def test_after_many_failures_one_has_to_wait(browser: TestClient) -> None:
    for _ in range(30):
        answer = sign_in(browser, "zhang", "guessed")
        if answer.status_code != 401:
            break
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "秒再试" in alerts(answer.text)
    assert 'value="zhang"' in answer.text


def test_many_addresses_of_one_line_are_slowed_down_as_one(browser: TestClient) -> None:
    for number in range(21):
        own = TestClient(
            browser.app,
            HERE,
            raise_server_exceptions=False,
            follow_redirects=False,
            client=(f"2001:db8::{number:x}", 1),
        )
        answer = sign_in(own, f"name{number}", "guessed")
    assert answer.status_code == 429


ELSEWHERE = [
    "https://example.com/",
    "//example.com/",
    "/\\example.com/",
    "\\\\example.com/",
    "/\t/example.com/",
    "/\n/example.com/",
    "javascript:alert(1)",
    "example.com",
    "",
    "/＼example.com",
    "/drafts\r\nSet-Cookie: a=b",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_path_that_may_lead_elsewhere_is_not_followed(path: str) -> None:
    assert local(path) == "/"


@pytest.mark.parametrize("path", ["/", "/drafts", "/drafts/7", "/drafts?before=7", "/?example=vague#body"])
def test_a_path_of_this_service_is_followed(path: str) -> None:
    assert local(path) == path


def test_signing_in_leads_nobody_to_another_site(browser: TestClient) -> None:
    shown = browser.get("/login", params={"next": "//example.com"}, headers=HTML).text
    form = hidden(shown, "/login")
    assert form["next"] == "/"
    form |= {"name": "zhang", "password": PASSWORD, "next": "/\\example.com"}
    assert browser.post("/login", data=form, headers=HTML).headers["location"] == "/"
    signed_in = browser.get("/login", params={"next": "https://example.com"}, headers=HTML)
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/")


def test_nothing_of_the_session_before_is_kept(browser: TestClient) -> None:
    planted = hidden(get(browser, "/login").text, "/login")["csrf"]
    sign_in(browser, "zhang")
    first = browser.cookies["lianshen"]
    own = hidden(get(browser, "/account").text, "/account/password")["csrf"]
    assert own != planted
    answer = browser.post("/account/tokens", data={"csrf": planted, "label": "planted"}, headers=HTML)
    assert answer.status_code == 303
    assert "planted" not in get(browser, "/account").text

    form = hidden(get(browser, "/account").text, "/logout") | {"name": "wang", "password": PASSWORD}
    browser.post("/login", data=form, headers=HTML)
    assert "王代表" in get(browser, "/account").text
    other = another(browser)
    other.cookies["lianshen"] = first
    assert get(other, "/account").status_code == 303  # the session of before has ended


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    copy = another(browser)
    copy.cookies["lianshen"] = browser.cookies["lianshen"]
    assert get(copy, "/account").status_code == 200
    answer = send(browser, "/account", "/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert "您已退出" in get(browser, "/login").text
    assert "您已退出" not in get(browser, "/login").text
    assert get(copy, "/account").status_code == 303


def test_a_form_without_its_token_signs_nobody_in_and_is_shown_again(browser: TestClient) -> None:
    answer = browser.post("/login", data={"name": "zhang", "password": PASSWORD}, headers=HTML)
    assert answer.status_code == 403
    assert "打开得太久" in alerts(answer.text)
    assert 'value="zhang"' in answer.text
    assert PASSWORD not in answer.text
    assert get(browser, "/account").status_code == 303
    again = hidden(answer.text, "/login") | {"name": "zhang", "password": PASSWORD}
    assert browser.post("/login", data=again, headers=HTML).headers["location"] == "/"


def test_signing_out_needs_the_token(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    browser.post("/logout", data={"csrf": "wrong"}, headers=HTML)
    assert get(browser, "/account").status_code == 200


def test_a_cookie_that_we_did_not_sign_is_worth_nothing(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    payload, stamp, signature = browser.cookies["lianshen"].rsplit(".", 2)
    other = another(browser)
    other.cookies["lianshen"] = f"{payload}.{stamp}.{signature[::-1]}"
    assert get(other, "/account").status_code == 303


def signed_by(browser: TestClient, signer: TimestampSigner, **more: object) -> int:
    """Return what is answered to the session of a browser, signed by somebody, with more in it."""
    payload, _ = browser.cookies["lianshen"].split(".", 1)
    content = json.loads(b64decode(payload)) | more
    other = another(browser)
    other.cookies["lianshen"] = signer.sign(b64encode(json.dumps(content).encode())).decode()
    return get(other, "/account").status_code


def test_a_cookie_is_signed_by_our_algorithm_alone(browser: TestClient) -> None:
    """With our very key: what is refused is refused for how it is signed."""
    sign_in(browser, "zhang")
    key = signing_key(browser.app.state.settings.key_file)  # type: ignore[attr-defined]
    assert signed_by(browser, ours(key)) == 200
    salt, by_hmac = ours(key).salt, partial(TimestampSigner, key_derivation="hmac")
    for signer in (
        TimestampSigner(key),
        by_hmac(key, salt=salt),  # SHA-1
        TimestampSigner(key, salt=salt, digest_method=hashlib.sha256),  # by a key that is derived otherwise
        by_hmac(key, salt=salt, algorithm=NoneAlgorithm()),
        by_hmac(key, salt=salt, digest_method=hashlib.md5),
        by_hmac(key, salt=salt, digest_method=hashlib.sha512),
        by_hmac(key, salt=b"another use", digest_method=hashlib.sha256),
        TimestampSigner(key, salt=salt, key_derivation="none", digest_method=hashlib.sha256),
    ):
        assert signed_by(browser, signer) == 303
        assert signed_by(browser, signer, alg="none") == 303


def test_the_key_of_a_cookie_comes_from_our_file_alone(browser: TestClient) -> None:
    """And from nothing that the cookie says of itself."""
    sign_in(browser, "zhang")
    for key in ("", "of somebody else, and long enough to be one", COOKIE):
        named = {"alg": "HS1", "kid": key, "jwk": {"k": key}, "jku": "https://elsewhere.example/keys"}
        assert signed_by(browser, ours(key)) == 303
        assert signed_by(browser, ours(key), **named) == 303


def test_what_a_cookie_holds_names_nobody(browser: TestClient) -> None:
    """Not even what the next page says was done, which is sealed."""
    sign_in(browser, "admin")
    who = {"name": "sun", "display": "孙代表", "role": "deputy", "password": PASSWORD}
    assert send(browser, "/users", "/users", **who).status_code == 303
    held = json.loads(b64decode(browser.cookies["lianshen"].split(".")[0]))
    assert set(held) == {"key", "used", "csrf", "said"}
    assert not [each for each in held.values() if "孙" in str(each) or "sun" in str(each)]
    assert "已添加代表“孙代表”" in get(browser, "/users").text


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser: TestClient) -> None:
    answers = [get(browser, "/login"), sign_in(browser, "zhang")]
    answers += [get(browser, path) for path in ("/", "/account", "/drafts", "/static/style.css")]
    answers.append(send(browser, "/account", "/account/tokens", label="编辑器"))
    answers.append(send(browser, "/account", "/logout"))
    answers.append(sign_in(another(browser), "wang"))
    cookies = [cookie for answer in answers for cookie in answer.headers.get_list("set-cookie")]
    assert len(cookies) > 3
    for cookie in cookies:
        assert cookie.startswith("lianshen=")
        assert {"httponly", "samesite=lax"} <= set(cookie.lower().split("; "))


def test_the_session_stands_in_the_cookie_alone(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    cookie = browser.cookies["lianshen"]
    key = json.loads(b64decode(cookie.partition(".")[0]))["key"]
    assert len(key) > 40
    for path in ("/", "/account", "/drafts", "/account/second-factor"):
        answer = get(browser, path)
        told = answer.text + repr([each for each in answer.headers.items() if each[0] != "set-cookie"])
        assert not [each for each in (key, cookie) if each in told], path


@pytest.mark.parametrize("by_https", [{"secure_cookies": True}, {"certificate": Path("office.pem")}], ids=str)
def test_over_https_the_cookie_is_of_this_host_alone(
    small_home: Path, sqlite_url: str, by_https: dict[str, object]
) -> None:
    """Be it spoken by a proxy or by the service itself."""
    with serving(small_home, database_url=sqlite_url, **by_https) as service:
        answer = get(service, "/login")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith("__host-lianshen=")
    assert "; secure" in cookie
    assert "path=/;" in cookie
    assert "domain=" not in cookie
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


def test_on_the_way_out_the_browser_is_told_to_forget(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    assert send(browser, "/account", "/logout").headers["clear-site-data"] == '"cache", "storage"'


def test_what_is_typed_as_a_name_is_shown_as_text(browser: TestClient) -> None:
    answer = sign_in(browser, '"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
