"""A person behind the proxy of the example: signed in by https, known by their address, told in Chinese."""

import json
import re
import shutil
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from api.accounts import accounts
from api.http import problems
from api.http.heads import HEAD_SECONDS
from api.http.numbered import HEADER
from api.settings import PREFIX, Settings
from tests.api.http.framings import HIDDEN, REFUSED, Heard, said
from tests.api.http.running import running
from tests.api.jobs.consuming import wait_until
from tests.api.services import HTML, serving
from tests.api.web.browsing import PASSWORD, hidden
from tests.deploy.places import example, read
from tests.deploy.proxies import PROXIES, free_port, trusting

DEFAULTS = {name: field.default for name, field in Settings.model_fields.items()}
_MEGABYTES = re.compile(r"(\d+)(?:m;|MiB)")


@dataclass(frozen=True, slots=True)
class Front:
    """A proxy with the service behind it.

    Attributes:
        kind: ``nginx`` or ``caddy``.
        folder: with its files.
        address: by https.
        plain: without.
        service: what ends the service.
        heard: what came through to it.
    """

    kind: str
    folder: Path
    address: str
    plain: str
    service: ExitStack
    heard: Heard

    def connect(self) -> ssl.SSLSocket:
        """Return a connection of somebody who writes requests by hand."""
        plain = socket.create_connection(("127.0.0.1", int(self.address.rpartition(":")[2])), timeout=30)
        return trusting(self.folder).wrap_socket(plain, server_hostname="127.0.0.1")

    def browser(self, local: str = "127.0.0.1") -> httpx.Client:
        """Return a browser that comes from an address of this machine."""
        transport = httpx.HTTPTransport(verify=trusting(self.folder), local_address=local)
        return httpx.Client(transport=transport, base_url=self.address, headers=HTML, timeout=60)


@pytest.fixture(scope="module", params=sorted(PROXIES))
def front(
    request: pytest.FixtureRequest, small_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Front]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    port, plain = free_port(), free_port()
    env = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in example().items()
        if name.startswith(PREFIX) and name not in {"LIANSHEN_HOME", "LIANSHEN_DATABASE_URL"}
    }
    with ExitStack() as stack, ExitStack() as service:
        client = service.enter_context(
            serving(small_home, **env | {"database_url": f"sqlite:///{folder / 'service.sqlite3'}"})
        )
        accounts.add(client.app.state.database, "zhang", "张代表", "deputy", PASSWORD)  # type: ignore[attr-defined]
        heard = Heard(client.app)
        own = service.enter_context(running(heard))
        stack.enter_context(PROXIES[request.param](folder, own, port, plain))
        address, without = f"https://127.0.0.1:{port}", f"http://127.0.0.1:{plain}"
        yield Front(request.param, folder, address, without, service, heard)


def test_somebody_signs_in_by_https_and_their_cookie_goes_no_other_way(front: Front) -> None:
    with front.browser() as browser:
        form = hidden(browser.get("/login").text, "/login")
        answer = browser.post("/login", data=form | {"name": "zhang", "password": PASSWORD})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-")
        assert {"secure", "httponly", "path=/"} <= set(cookie.lower().split("; "))
        page = browser.get("/")
        assert "张代表" in page.text
        assert "max-age" in page.headers["strict-transport-security"]
        assert len(page.headers.get_list("strict-transport-security")) == 1
        assert not re.findall(r"https?://(?!127\.0\.0\.1)[\w.]+", page.text)
        draft = {"title": "关于修路的建议", "body": "东门外的路坏了，请修。", "level": "县"}
        read_again = browser.post("/check", data=hidden(page.text, "/check") | draft)
        assert read_again.status_code == 200
        assert "内容模糊" in read_again.text


def test_without_https_a_person_is_led_to_it(front: Front) -> None:
    for path in ("/login", "/?draft=3", "/desk/pieces/7"):
        answer = httpx.get(f"{front.plain}{path}")
        assert answer.status_code == 301
        host = "lianshen.example" if front.kind == "nginx" else "127.0.0.1"
        assert answer.headers["location"] == f"https://{host}{path}"


PROGRAMS = [path + ("reviews" if path.endswith("/") else "") for path in problems.PROGRAMS]


@pytest.mark.parametrize("path", [*PROGRAMS, "/v1/", "/%76%31/reviews", "//v1/reviews", "/x/../v2/check"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_https_a_program_is_refused_and_never_led_on(front: Front, method: str, path: str) -> None:
    token = {"Authorization": "Bearer ls_secret"}
    number = len(front.heard.requests)
    with socket.create_connection(("127.0.0.1", int(front.plain.rpartition(":")[2])), timeout=30) as plain:
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "Content-Length: 0"]
        lines += [f"{name}: {value}" for name, value in token.items()]
        plain.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b"".join(iter(lambda: plain.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 403 ")
    assert b"location" not in head.lower()
    assert b"application/problem+json" in head
    assert json.loads(body)["kind"] == "NotAllowed"
    assert "https://" in json.loads(body)["remedy"]
    assert len(front.heard.requests) == number


def test_only_the_own_host_name_is_answered_behind_it(front: Front) -> None:
    with front.browser() as browser:
        assert browser.get("/login").status_code == 200
        if front.kind == "nginx":  # Caddy does not even ask for a name that is not its own
            assert browser.get("/login", headers={"Host": "lianshen.example"}).status_code == 200
            assert browser.get("/login", headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("way", REFUSED)
def test_the_proxy_and_the_service_agree_where_a_request_ends(front: Front, way: str) -> None:
    """What the proxy takes for a request the service hears, and nothing else; nor is the next one touched."""
    before = len(front.heard.requests)
    answer, _ = said(REFUSED[way] + HIDDEN, front.connect)
    with front.browser() as browser:
        assert browser.get("/healthz").json() == {"status": "ok"}
    *heard, last = front.heard.requests[before:]
    assert last == ("GET", "/healthz")
    # A proxy may understand what the service refuses to, and sends it on as it has understood it. What it
    # took for a body comes back in no answer of its own.
    headless = bool(answer) and not answer.startswith(b"HTTP/")  # as HTTP/0.9 has it
    assert answer.count(b"HTTP/1.1 ") + headless >= len(heard)
    assert answer.count(b"HTTP/1.1 404 ") >= heard.count(("GET", "/hidden"))


def test_the_service_knows_from_where_one_comes_whatever_one_says(
    front: Front, caplog: pytest.LogCaptureFixture
) -> None:
    lies = {"X-Forwarded-For": "10.9.8.7", "X-Real-IP": "10.9.8.7", "Forwarded": "for=10.9.8.7"}
    with front.browser("127.0.0.2") as browser:
        form = hidden(browser.get("/login").text, "/login")
        browser.post("/login", data=form | {"name": "zhang", "password": "falsch"}, headers=lies)
    (line,) = (vars(each)["line"] for each in caplog.records if vars(each).get("event") == "log_in_refused")
    assert line == "127.0.0.2"


@pytest.mark.parametrize(("path", "kind"), [("/check", "text/html"), ("/v1/reviews/file", "application/")])
def test_what_is_too_large_is_refused_in_chinese(front: Front, path: str, kind: str) -> None:
    content = b"x" * (DEFAULTS["body_megabytes"] + 2 << 20)
    with front.browser() as browser:
        answer = browser.post(path, files={"file": ("a.txt", content)})
    assert answer.status_code == 413
    assert "请求太大" in answer.text
    assert answer.headers["content-type"].startswith(kind)


def test_as_much_as_a_batch_may_have_goes_through_where_batches_are_uploaded(front: Front) -> None:
    content = b"x" * (DEFAULTS["body_megabytes"] + 1 << 20)
    with front.browser() as browser:
        answer = browser.post("/batches", files={"file": ("a.txt", content)})
    assert answer.status_code == 303  # to log in: the proxy let it pass
    assert answer.headers["location"].startswith("/login")


def test_the_numbers_for_prometheus_do_not_leave_the_machine(front: Front) -> None:
    with front.browser() as browser:
        assert browser.get("/metrics").status_code == 404


def test_the_log_of_the_proxy_names_the_request_and_not_what_was_asked(front: Front) -> None:
    if front.kind != "nginx":
        pytest.skip("the example keeps no log for it")
    with front.browser() as browser:
        number = browser.get("/healthz?q=secret").headers[HEADER]
    file = front.folder / "access.log"
    wait_until(lambda: number in file.read_text("utf-8"))  # it is written after the answer
    log = file.read_text("utf-8")
    assert " GET /healthz 200 " in log
    assert "secret" not in log


def test_while_the_service_is_away_it_is_said_in_chinese(front: Front) -> None:
    front.service.close()
    with front.browser() as browser:
        page, told = browser.get("/"), browser.post("/v1/reviews", json={})
    assert page.status_code == told.status_code == 503
    assert "联审暂时用不了" in page.text
    assert "nginx" not in page.text.lower() + page.headers.get("server", "").lower().replace("nginx", "", 1)
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["kind"] == "Busy"


def test_sizes_and_times_are_those_of_the_settings() -> None:
    nginx, caddy = read("nginx/lianshen.conf"), read("caddy/Caddyfile")
    sizes = [DEFAULTS["batch_megabytes"], DEFAULTS["body_megabytes"]]
    assert sorted(map(int, _MEGABYTES.findall(nginx)), reverse=True)[:3] == [*sizes, 2]  # 2m for TLS sessions
    seconds = {name: int(number) for name, number in re.findall(r"(\w+) (\d+)s;", nginx)}
    assert seconds["client_header_timeout"] == HEAD_SECONDS
    assert seconds["client_body_timeout"] >= DEFAULTS["body_seconds"]
    longest = DEFAULTS["read_seconds"] + DEFAULTS["review_seconds"] + DEFAULTS["body_seconds"]
    assert seconds["proxy_read_timeout"] >= longest
    assert f"read_header {HEAD_SECONDS}s" in caddy
    assert int(re.findall(r"response_header_timeout (\d+)s", caddy)[0]) >= longest
    for number, size in zip(sizes, ("@huge", "@large"), strict=True):
        (pattern,) = re.findall(rf"{size} {{[^}}]*?Content-Length (\S+)\n", caddy)
        assert not re.match(pattern, str(number << 20))
        assert re.match(pattern, str(int(number * 1.04) << 20))
    for text in (nginx, caddy):
        assert f"{DEFAULTS['host']}:{DEFAULTS['port']}" in text
