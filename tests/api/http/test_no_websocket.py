"""There is no WebSocket: no route is one, no server speaks it, and whoever wants one is told so by HTTP."""

import ast
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from tests.api.browser.site import Site
from tests.pages import ROOT
from tests.test_security import FILES, called, calls

PATHS = ("/", "/login", "/desk", "/desk/news", "/v1/reviews", "/v2/check", "/ws", "/static/page.js")
WISH = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


@pytest.fixture(scope="module")
def site(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(small_home, tmp_path_factory.mktemp("site"), {})
    site.start()
    yield site
    site.stop()


def all_of(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        yield route
        yield from all_of(getattr(route, "routes", None) or ())


def test_no_route_is_a_websocket(service: TestClient) -> None:
    found = list(all_of(service.app.routes))  # type: ignore[attr-defined]
    assert found
    assert not [route for route in found if isinstance(route, WebSocketRoute)]


@pytest.mark.parametrize("path", PATHS)
def test_the_application_takes_no_websocket(service: TestClient, path: str) -> None:
    with pytest.raises(WebSocketDisconnect), service.websocket_connect(path):
        pass


@pytest.mark.parametrize("path", PATHS)
def test_whoever_wishes_to_change_to_a_websocket_is_answered_by_http(site: Site, path: str) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        connection.sendall(WISH.format(path=path, port=site.port).encode())
        head = connection.recv(1 << 16).partition(b"\r\n\r\n")[0].decode().lower()
    assert head.startswith("http/1.1 ")
    assert int(head.split()[1]) not in range(100, 200)
    assert "upgrade: " not in head
    assert "sec-websocket-accept" not in head


def test_every_server_is_told_not_to_speak_it() -> None:
    told = [(file, call) for file in FILES for call in calls(file) if called(call) == "uvicorn.Config"]
    assert told
    for file, call in told:
        assert "none" in {ast.literal_eval(each.value) for each in call.keywords if each.arg == "ws"}, file


def test_no_example_of_a_proxy_passes_an_upgrade_on() -> None:
    for example in ("deploy/nginx/lianshen.conf", "deploy/caddy/Caddyfile"):
        assert "upgrade" not in (ROOT / example).read_text("utf-8").lower(), example
