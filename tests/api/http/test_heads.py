"""Request heads that do not come whole in time, over real connections to a real server."""

import asyncio
import socket
from collections.abc import Iterator
from json import loads
from time import perf_counter, sleep

import pytest
from starlette.types import Receive, Scope, Send

from api.http.heads import TimelyHeads
from tests.api.http.running import running

SECONDS = 0.3
WHOLE = b"GET / HTTP/1.1\r\nHost: test\r\n\r\n"
SLOW = b"GET /slow HTTP/1.1\r\nHost: test\r\n\r\n"


class Hasty(TimelyHeads):
    """Does not wait for long."""

    seconds = SECONDS


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/slow":
        await asyncio.sleep(2 * SECONDS)
    del receive
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"done"})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running(_app, Hasty) as number:
        yield number


@pytest.fixture
def connection(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as made:
        yield made


def _rest(connection: socket.socket) -> bytes:
    """Return all that comes until the server closes the connection."""
    answer = b""
    while block := connection.recv(65536):
        answer += block
    return answer


def _ask(connection: socket.socket) -> None:
    connection.sendall(WHOLE)
    assert connection.recv(65536).endswith(b"done")


def test_a_head_that_stops_in_the_middle_is_answered_in_the_one_shape_and_given_up(
    connection: socket.socket,
) -> None:
    before = perf_counter()
    connection.sendall(b"GET / HTTP/1.1\r\nHost: test\r\nX-More")
    head, _, body = _rest(connection).partition(b"\r\n\r\n")
    assert perf_counter() - before >= SECONDS * 0.9
    assert head.startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert b"content-type: application/problem+json" in head
    assert loads(body)["title"] == "请求头 0.3 秒没有传完"


def test_a_head_that_comes_drop_by_drop_is_given_up(connection: socket.socket) -> None:
    """Each piece comes in good time, the whole does not."""
    connection.sendall(b"GET / HTTP/1.1\r\n")
    connection.settimeout(SECONDS / 10)
    answer = b""
    for number in range(200):
        try:
            answer = connection.recv(65536)
            break
        except TimeoutError:
            connection.sendall(b"X-%d: y\r\n" % number)
    assert answer.startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("sent", [b"", b"\r\n"])
def test_a_connection_on_which_no_request_begins_is_closed_without_a_word(
    connection: socket.socket, sent: bytes
) -> None:
    connection.sendall(sent)
    assert _rest(connection) == b""


def test_a_connection_that_rests_between_two_requests_stays_open(connection: socket.socket) -> None:
    _ask(connection)
    sleep(2 * SECONDS)
    _ask(connection)


def test_a_further_head_on_the_same_connection_has_the_same_time(connection: socket.socket) -> None:
    _ask(connection)
    connection.sendall(b"GET / HT")
    assert _rest(connection).startswith(b"HTTP/1.1 408 ")


def test_line_breaks_do_not_keep_a_connection_open(connection: socket.socket) -> None:
    _ask(connection)
    before = perf_counter()
    connection.sendall(b"\r\n")
    assert _rest(connection) == b""
    assert perf_counter() - before >= SECONDS * 0.9


def test_an_answer_may_take_longer_than_a_head(connection: socket.socket) -> None:
    connection.sendall(SLOW)
    assert connection.recv(65536).endswith(b"done")
    _ask(connection)


def test_a_request_gets_its_answer_though_the_next_one_does_not_come(connection: socket.socket) -> None:
    connection.sendall(SLOW + b"GET / HT")
    answer = _rest(connection)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"done")
