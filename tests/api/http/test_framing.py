"""Requests whose end is not certain, over real connections to the real service: none hides another."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from json import loads
from pathlib import Path

import httpx
import pytest

from api.http import framing
from api.http.heads import TimelyHeads
from api.http.rate import PerMinute
from tests.api.http.framings import HIDDEN, REFUSED, Echo, Heard, said
from tests.api.http.running import running
from tests.api.services import serving

NEXT = "/healthz"


@dataclass(frozen=True, slots=True)
class Place:
    """A server with what it hears."""

    port: int
    heard: Heard

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


@pytest.fixture(scope="module")
def real(small_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    file = tmp_path_factory.mktemp("framing") / "service.sqlite3"
    with ExitStack() as stack:
        client = stack.enter_context(serving(small_home, database_url=f"sqlite:///{file}"))
        heard = Heard(client.app)
        yield Place(stack.enter_context(running(heard)), heard)


@pytest.fixture
def echo() -> Iterator[tuple[Echo, Callable[[], socket.socket]]]:
    app = Echo()
    with running(app) as port:
        yield app, lambda: socket.create_connection(("127.0.0.1", port), timeout=30)


@pytest.mark.parametrize("way", REFUSED)
def test_what_may_be_read_in_two_ways_is_refused_and_hides_no_request(real: Place, way: str) -> None:
    real.heard.requests.clear()
    answer, closed = said(REFUSED[way] + HIDDEN, real.connect)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert closed
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in head
    assert b"x-content-type-options: nosniff" in head
    assert b"content-security-policy: default-src 'none'; object-src 'none'" in head
    assert answer.count(b"HTTP/1.1") == 1
    assert loads(body)["kind"] == "BadRequest"
    assert httpx.get(f"http://127.0.0.1:{real.port}{NEXT}").json() == {"status": "ok"}
    heard = [each for each in real.heard.requests if each != ("GET", NEXT)]
    assert heard in ([], [("POST", "/check")])  # one whose head is right is begun before its body is wrong


@pytest.mark.parametrize("way", REFUSED)
def test_nor_does_it_where_it_comes_byte_by_byte(real: Place, way: str) -> None:
    real.heard.requests.clear()
    with real.connect() as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            for byte in REFUSED[way] + HIDDEN:
                connection.send(bytes([byte]))
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65_536):
                pass
        except TimeoutError:
            raise
        except OSError:  # closed by the service; shutdown() calls that "not connected", no ConnectionError
            pass
    httpx.get(f"http://127.0.0.1:{real.port}{NEXT}")
    assert ("GET", "/hidden") not in real.heard.requests


@pytest.mark.parametrize(
    "frame",
    [
        b"Content-Length: %d\r\n\r\n%b" % (len(HIDDEN), HIDDEN),
        b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(HIDDEN), HIDDEN),
    ],
)
def test_a_request_in_the_body_of_another_is_its_body(
    echo: tuple[Echo, Callable[[], socket.socket]], frame: bytes
) -> None:
    app, connect = echo
    answer, _ = said(b"GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n" + frame, connect)
    assert answer.endswith(HIDDEN)
    assert app.bodies == [HIDDEN]


def test_what_follows_the_last_request_of_a_connection_is_not_read(
    echo: tuple[Echo, Callable[[], socket.socket]],
) -> None:
    app, connect = echo
    for last in (b"Connection: close\r\n", b"Connection: Upgrade\r\nUpgrade: h2c\r\n"):
        app.bodies.clear()
        answer, closed = said(b"GET / HTTP/1.1\r\nHost: test\r\n" + last + b"\r\n" + HIDDEN, connect)
        assert closed
        assert answer.count(b"HTTP/1.1 200 ") == 1
        assert app.bodies == [b""]


def test_a_header_behind_the_body_is_none_of_the_request(
    echo: tuple[Echo, Callable[[], socket.socket]],
) -> None:
    app, connect = echo
    chunks = b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\nx\r\n0\r\nCookie: a=b\r\n\r\n"
    said(b"POST / HTTP/1.1\r\nHost: test\r\n" + chunks, connect)
    assert app.bodies == [b"x"]
    assert b"cookie" not in dict(app.headers)


def test_of_such_requests_from_one_line_the_first_ones_are_logged(
    real: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(framing, "_TOLD", PerMinute(2, ""))
    for _ in range(4):
        said(next(iter(REFUSED.values())) + HIDDEN, real.connect)
    told = [vars(record) for record in caplog.records if record.name == "lianshen.door"]
    assert [(each["event"], each["line"]) for each in told] == [("input_refused", "127.0.0.1")] * 2


def test_a_request_gets_its_own_answer_though_the_next_one_is_refused(
    echo: tuple[Echo, Callable[[], socket.socket]],
) -> None:
    app, connect = echo
    good = b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\ngood"
    answer, closed = said(good + REFUSED["two lengths"] + HIDDEN, connect)
    assert closed
    assert answer.count(b"HTTP/1.1") == 1
    assert answer.endswith(b"good")
    assert app.bodies == [b"good"]


def test_nobody_is_answered_for_a_request_that_waits_behind_another_and_has_a_wrong_body(
    echo: tuple[Echo, Callable[[], socket.socket]],
) -> None:
    app, connect = echo
    good = b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\ngood"
    answer, closed = said(good + REFUSED["a chunk below nothing"] + HIDDEN, connect)
    assert closed
    assert b" 400 " not in answer
    assert HIDDEN not in b"".join(app.bodies)


def test_the_service_reads_by_it() -> None:
    from api.serving import _PROTOCOL  # noqa: PLC0415 - its own name for it

    module, _, name = _PROTOCOL.partition(":")
    assert (module, name) == (TimelyHeads.__module__, TimelyHeads.__name__)
