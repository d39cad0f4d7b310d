"""What the service does not do: send requests back, list folders, leave them, or answer other sites."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.api.services import HTML, serving
from tests.api.web.browsing import hidden, sign_in
from tests.api.web.conftest import browser

__all__ = ["browser"]

ELSEWHERE = {"Origin": "https://elsewhere.example"}


@pytest.mark.parametrize("path", ["/", "/login", "/v1/units", "/v2/check", "/static/style.css", "/nowhere"])
def test_a_request_is_never_sent_back_by_trace(service: TestClient, path: str) -> None:
    answer = service.request("TRACE", path, headers={"X-Secret": "geheim"})
    assert answer.status_code in {404, 405}
    assert "geheim" not in answer.text


@pytest.mark.parametrize("path", ["/static/", "/static", "/static/.", "/data/", "/batches/1/inputs/"])
def test_no_folder_is_listed(service: TestClient, path: str) -> None:
    answer = service.get(path)
    assert answer.status_code in {303, 307, 401, 404, 405}
    assert ".css" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/../templates.py",
        "/static/%2e%2e/templates.py",
        "/static/..%2ftemplates.py",
        "/static/..\\templates.py",
        "/static//etc/passwd",
        "/static/%2fetc/passwd",
        "/.git/config",
        "/static/style.css%00.txt",
    ],
)
def test_no_path_leads_out_of_the_folder_of_the_pages_files(service: TestClient, path: str) -> None:
    assert service.get(path).status_code in {404, 400}


@pytest.mark.parametrize("path", ["/", "/v1/units", "/v2/languages", "/openapi.json", "/static/page.js"])
def test_no_other_site_is_let_read_an_answer(service: TestClient, path: str) -> None:
    asked = {**ELSEWHERE, "Access-Control-Request-Method": "POST"}
    for answer in (service.get(path, headers=ELSEWHERE), service.options(path, headers=asked)):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert service.options(path, headers=asked).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/login",
        "/nowhere",
        "/v1/units",
        "/v2/languages",
        "/openapi.json",
        "/static/style.css",
        "/metrics",
    ],
)
def test_what_is_text_says_how_it_is_written(service: TestClient, path: str) -> None:
    for headers in (HTML, {"Accept": "*/*"}):
        said = service.get(path, headers=headers).headers["content-type"]
        assert "charset=utf-8" in said or re.fullmatch(r"application/(problem\+)?json", said), said


@pytest.mark.parametrize(
    ("method", "path", "more", "status"),
    [
        ("GET", "/", {}, 200),
        ("GET", "/login", {}, 200),
        ("GET", "/static/style.css", {}, 200),
        ("GET", "/v1/units", {}, 200),
        ("GET", "/openapi.json", {}, 200),
        ("GET", "/account", {}, 303),
        ("POST", "/login", {}, 403),
        ("GET", "/nowhere", {}, 404),
        ("GET", "/static/nothing.js", {}, 404),
        ("TRACE", "/", {}, 405),
        ("POST", "/v1/reviews", {"Content-Length": "999999999"}, 413),
        ("GET", "/", {"Host": "elsewhere.example"}, 421),
    ],
)
def test_no_answer_goes_without_what_browsers_must_know(
    service: TestClient, method: str, path: str, more: dict[str, str], status: int
) -> None:
    """What it is stands in ``test_headers.py``; here, that the application as it runs sends it each time."""
    service.cookies.clear()
    answer = service.request(method, path, headers=HTML | more)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"].split("; ")
    nothing = ("default-src", "object-src", "base-uri", "frame-ancestors")
    assert {f"{what} 'none'" for what in nothing} <= set(policy)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["/v1/units/", "/v2/languages/", "/login/", "/desk/"])
def test_a_path_written_otherwise_leads_nowhere(service: TestClient, path: str) -> None:
    """A redirect would repeat a request with its token, as it may be by http where a proxy speaks https."""
    answer = service.get(path, headers=HTML)
    assert (answer.status_code, answer.headers.get("location")) == (404, None)


def test_nobody_is_led_from_http_to_https(small_home: Path, sqlite_url: str) -> None:
    """That is for the proxy to do, and for pages alone: see ``tests/deploy``."""
    with serving(small_home, database_url=sqlite_url, secure_cookies=True) as asked_by_http:
        for path in ("/", "/login", "/v1/units", "/v2/languages", "/healthz"):
            assert asked_by_http.get(path, headers=HTML).status_code == 200


def test_nothing_tells_which_programs_answer(service: TestClient) -> None:
    for path in ("/", "/nowhere", "/v1/units"):
        headers = service.get(path).headers
        assert not {"server", "x-powered-by", "via"} & set(headers)


def test_nothing_of_the_program_is_shown_where_it_fails(
    service: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither by the application as it runs in an office, nor where a page is asked for."""

    def failing(*_given: object) -> None:
        raise ValueError("geheim") from KeyError("geheim")

    monkeypatch.setattr(service.app.state.desk, "review", failing)  # type: ignore[attr-defined]
    form = hidden(service.get("/", headers=HTML).text, "/check") | {"title": "甲", "body": "请修桥。"}
    answers = [
        service.post("/v1/reviews", json={"body": "请修桥。"}),
        service.post("/check", data=form, headers=HTML),
    ]
    for answer in answers:
        assert answer.status_code == 500
        assert "object-src 'none'" in answer.headers["content-security-policy"]
        assert not re.search(r"geheim|Traceback|Error\b|\.py\b|site-packages", answer.text)
    assert service.app.debug is False  # type: ignore[attr-defined]


def test_fields_that_a_form_does_not_have_change_nothing(browser: TestClient) -> None:
    sign_in(browser, "zhang")
    form = hidden(browser.get("/account", headers=HTML).text, "/account/password")
    form |= {"role": "administrator", "account_id": "1", "disabled": "false", "name": "admin"}
    browser.post("/account/tokens", data=form | {"label": "编辑器"}, headers=HTML)
    page = browser.get("/account", headers=HTML).text
    assert "张代表，代表" in page
    assert browser.get("/users", headers=HTML).status_code == 403


def test_a_field_that_comes_twice_counts_once(browser: TestClient) -> None:
    sign_in(browser, "admin")
    csrf = hidden(browser.get("/users", headers=HTML).text, "/users")["csrf"]
    form = {"csrf": csrf, "name": ["zhang", "wang"]}
    browser.post("/users/disable?name=li", data=form, headers=HTML)
    page = browser.get("/users", headers=HTML).text
    assert page.count(">已停用<") == 1
    assert "启用“李审核”的账号" not in page


def test_what_the_address_says_is_no_field_of_a_form(browser: TestClient) -> None:
    sign_in(browser, "admin")
    csrf = hidden(browser.get("/users", headers=HTML).text, "/users")["csrf"]
    browser.post(f"/users/disable?name=zhang&csrf={csrf}", data={"x": "1"}, headers=HTML)
    browser.post("/users/disable?name=zhang", data={"csrf": csrf}, headers=HTML)
    assert ">已停用<" not in browser.get("/users", headers=HTML).text
