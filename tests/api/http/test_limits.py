"""Bodies that are too large or too slow are refused in the one shape of errors, and none is kept."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from json import loads
from time import perf_counter

import pytest
from fastapi import Body, FastAPI, Form, UploadFile
from httpx import ASGITransport, AsyncClient, Response
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from api.http.failures import answer_failures
from api.http.limits import MOST_TEXT, TOGETHER, BodyLimits
from tests.api.http.running import answer_to, running

MOST = 100_000
SECONDS = 0.3


def application() -> FastAPI:
    """Return one that reads bodies in each of the ways there are."""
    app = FastAPI()
    answer_failures(app)

    @app.post("/raw")
    async def raw(request: Request) -> int:
        return len(await request.body())

    @app.post("/json")
    async def json(given: dict[str, str] = Body()) -> int:  # noqa: B008 - as FastAPI wants it
        return len(given)

    @app.post("/form")
    async def form(given: str = Form()) -> int:
        return len(given)

    @app.post("/file")
    async def file(given: UploadFile) -> int:
        return len(await given.read())

    @app.post("/unread")
    async def unread() -> str:
        return "gone"

    app.add_middleware(BodyLimits, most=MOST, seconds=SECONDS)
    return app


def post(path: str, **body: object) -> Response:
    async def sent() -> Response:
        async with AsyncClient(transport=ASGITransport(application()), base_url="http://test") as client:
            return await client.post(path, **body)  # type: ignore[arg-type]

    return asyncio.run(sent())


async def in_pieces(size: int) -> AsyncIterator[bytes]:
    """A body that does not state its length."""
    for _ in range(0, size, 10_000):
        yield b"x" * 10_000


def test_a_body_within_the_limits_arrives_whole() -> None:
    assert post("/raw", content=b"x" * MOST).json() == MOST
    assert post("/raw", content=in_pieces(MOST)).json() == MOST
    assert post("/json", json={"a": "b"}).json() == 1
    assert post("/form", data={"given": "建议"}).json() == 2
    assert post("/file", files={"given": ("a.txt", b"x" * 50_000)}).json() == 50_000


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/raw", {"content": b"x" * (MOST + 1)}),
        ("/raw", {"content": in_pieces(MOST + 10_000)}),
        ("/json", {"json": {"a": "b" * MOST}}),
        ("/json", {"content": in_pieces(MOST + 10_000), "headers": {"content-type": "application/json"}}),
        ("/form", {"data": {"given": "b" * MOST}}),
        ("/file", {"files": {"given": ("a.txt", b"x" * MOST)}}),
        ("/unread", {"content": b"x" * (MOST + 1)}),
    ],
)
def test_a_body_that_is_too_large_is_refused(path: str, body: dict[str, object]) -> None:
    answer = post(path, **body)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["connection"] == "close"
    problem = answer.json()
    assert problem["kind"] == "BodyTooLarge"
    assert "MB" in problem["title"]


def test_a_stated_length_is_refused_before_anything_is_read() -> None:
    async def never() -> Message:
        raise AssertionError("read")

    async def refused() -> list[Message]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        length = str(MOST + 1).encode()
        scope: Scope = {
            "type": "http",
            "path": "/raw",
            "method": "POST",
            "headers": [(b"content-length", length)],
        }
        await application()(scope, never, send)
        return sent

    assert asyncio.run(refused())[0]["status"] == 413


def test_a_text_may_be_no_longer_than_any_draft_however_large_files_may_be() -> None:
    async def length(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def status(kind: str) -> int:
        transport = ASGITransport(BodyLimits(length, most=100 * MOST_TEXT, seconds=SECONDS))
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"content-type": kind}
            return (await client.post("/", content=b"x" * (MOST_TEXT + 1), headers=headers)).status_code

    assert asyncio.run(status("application/json")) == 413
    assert asyncio.run(status("application/x-www-form-urlencoded")) == 413
    assert asyncio.run(status("multipart/form-data; boundary=x")) == 204


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with running(application()) as number:
        yield number


HEAD = b"POST %b HTTP/1.1\r\nHost: test\r\nContent-Type: %b\r\nContent-Length: 1000\r\n\r\n"


@pytest.mark.parametrize(
    ("path", "kind", "begun"),
    [
        (b"/raw", b"text/plain", b"x"),
        (b"/json", b"application/json", b'{"a'),
        (b"/form", b"application/x-www-form-urlencoded", b"given=x"),
        (b"/file", b"multipart/form-data; boundary=x", b"--x\r\n"),
    ],
)
def test_a_body_that_does_not_come_is_given_up(port: int, path: bytes, kind: bytes, begun: bytes) -> None:
    before = perf_counter()
    head, _, body = answer_to(port, HEAD % (path, kind), begun).partition(b"\r\n\r\n")
    assert perf_counter() - before >= SECONDS
    assert head.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in head
    assert loads(body)["title"] == "请求 0.3 秒没有传完"


def test_a_body_that_comes_drop_by_drop_is_given_up(port: int) -> None:
    """Each piece comes in good time, the whole does not."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(HEAD % (b"/raw", b"text/plain"))
        connection.settimeout(SECONDS / 10)
        answer = b""
        for _ in range(200):
            try:
                answer = connection.recv(65536)
                break
            except TimeoutError:
                connection.sendall(b"x")
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_a_chunked_body_that_grows_too_large_is_given_up(port: int) -> None:
    head = b"POST /raw HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n%b\r\n" % (60_000, b"x" * 60_000)
    assert answer_to(port, head, chunk, chunk).startswith(b"HTTP/1.1 413 ")


def test_only_so_many_large_bodies_are_held_at_once_and_small_ones_always() -> None:
    large, small = b"x" * (MOST_TEXT + 1), b"x" * 1000

    async def statuses() -> list[int]:
        ready, arrived = asyncio.Event(), asyncio.Semaphore(0)

        async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
            del scope
            while (await receive()).get("more_body"):
                pass
            arrived.release()
            await ready.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body"})

        transport = ASGITransport(BodyLimits(waiting, most=len(large), seconds=30))
        async with AsyncClient(transport=transport, base_url="http://test", timeout=30) as client:

            async def post(content: bytes) -> Response:
                headers = {"content-type": "multipart/form-data; boundary=x"}
                return await client.post("/", content=content, headers=headers)

            held = [asyncio.create_task(post(large)) for _ in range(TOGETHER)]
            for _ in held:
                await arrived.acquire()
            refused = await post(large)
            assert refused.json()["kind"] == "Busy"
            assert refused.headers["retry-after"]
            taken = asyncio.create_task(post(small))
            await arrived.acquire()
            ready.set()
            answers = await asyncio.gather(*held, taken)
            return [refused.status_code, *(answer.status_code for answer in (*answers, await post(large)))]

    assert asyncio.run(statuses()) == [503] + [204] * (TOGETHER + 2)


def test_an_answer_may_take_longer_than_its_request() -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        del scope
        await receive()
        gone = asyncio.ensure_future(receive())
        await asyncio.sleep(2 * SECONDS)
        assert not gone.done(), "whoever waits for the client to go waits on"
        await send({"type": "http.response.start", "status": 200, "headers": [(b"connection", b"close")]})
        await send({"type": "http.response.body", "body": b"done"})
        await gone

    head = b"POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\n"
    with running(BodyLimits(slow, most=MOST, seconds=SECONDS)) as port:
        assert answer_to(port, head, b"x").endswith(b"done\r\n0\r\n\r\n")
