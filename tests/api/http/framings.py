"""Requests that two programs on the way may read differently, each with another one hidden behind it."""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
"""What must never be taken for a request of its own where its sender did not send it as one."""
_POST = b"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\n"
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"
_EMPTY = b"0\r\n\r\n"

REFUSED: dict[str, bytes] = {
    "a length, then chunks": _POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + _EMPTY,
    "chunks, then a length": _POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n" + _EMPTY,
    "two lengths": _POST + b"Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
    "one length twice": _POST + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd",
    "a list of lengths": _POST + b"Content-Length: 4, 4\r\n\r\nabcd",
    "a length with a sign": _POST + b"Content-Length: +4\r\n\r\nabcd",
    "a length below nothing": _POST + b"Content-Length: -4\r\n\r\nabcd",
    "a length to base 16": _POST + b"Content-Length: 0x4\r\n\r\nabcd",
    "a length that overflows": _POST + b"Content-Length: 18446744073709551620\r\n\r\nabcd",
    "no length": _POST + b"Content-Length:\r\n\r\n",
    "a blank before the colon of the length": _POST + b"Content-Length : 4\r\n\r\nabcd",
    "a blank before the colon of chunks": _POST + b"Transfer-Encoding : chunked\r\n\r\n" + _EMPTY,
    "an unknown encoding": _POST + b"Transfer-Encoding: xchunked\r\n\r\n" + _EMPTY,
    "no encoding at all": _POST + b"Transfer-Encoding: identity\r\n\r\n" + _EMPTY,
    "chunks that are not last": _POST + b"Transfer-Encoding: chunked, identity\r\n\r\n" + _EMPTY,
    "chunks of packed": _POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + _EMPTY,
    "chunks twice": _POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + _EMPTY,
    "chunks, then none": _POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n"
    + _EMPTY,
    "chunks behind a control character": _POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n" + _EMPTY,
    "chunks in quotes": _POST + b'Transfer-Encoding: "chunked"\r\n\r\n' + _EMPTY,
    "a folded encoding": _POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + _EMPTY,
    "a folded header": _POST + b"X-One: a\r\n b\r\n\r\n",
    "a first header that is folded": b"POST /check HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n",
    "chunks in HTTP/1.0": b"POST /check HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + _EMPTY,
    "a chunk that overflows": _CHUNKED + b"10000000000000004\r\nabcd\r\n" + _EMPTY,
    "a chunk below nothing": _CHUNKED + b"-4\r\nabcd\r\n" + _EMPTY,
    "a chunk with a mark of base 16": _CHUNKED + b"0x4\r\nabcd\r\n" + _EMPTY,
    "a chunk without a size": _CHUNKED + b"\r\n" + _EMPTY,
    "a chunk longer than it says": _CHUNKED + b"4\r\nabcdXX\r\n" + _EMPTY,
    "a chunk that ends with a line feed alone": _CHUNKED + b"4\r\nabcd\n" + _EMPTY,
    "a size that ends with a line feed alone": _CHUNKED + b"4\nabcd\r\n" + _EMPTY,
    "an extension that ends with a line feed alone": _CHUNKED + b"4;a\nabcd\r\n" + _EMPTY,
    "a length behind the last chunk": _CHUNKED + b"0\r\nContent-Length: 70\r\n\r\n",
    "line feeds alone": b"POST /check HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 4\n\nabcd",
    "a line feed alone": _POST + b"X-One: a\nContent-Length: 4\r\n\r\nabcd",
    "a head that ends with a line feed alone": _POST + b"Content-Length: 4\r\n\nabcd",
    "a carriage return alone": _POST + b"X-One: a\rContent-Length: 4\r\n\r\nabcd",
    "a NUL": _POST + b"X-One: a\0b\r\n\r\n",
    "a name of two words": _POST + b"Content Length: 4\r\n\r\nabcd",
    "a line without a colon": _POST + b"Content-Length\r\n\r\nabcd",
    "a header without a name": _POST + b": 4\r\n\r\nabcd",
    "two hosts": _POST + b"Host: elsewhere.example\r\n\r\n",
    "no host": b"POST /check HTTP/1.1\r\n\r\n",
    "HTTP/2 without its frames": b"GET / HTTP/2.0\r\nHost: 127.0.0.1\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "a version there is not": b"GET / HTTP/1.2\r\nHost: 127.0.0.1\r\n\r\n",
    "a body behind an offer of another protocol": (
        _POST + b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 4\r\n\r\nabcd"
    ),
    "a tunnel": b"CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}
"""By what is wrong with each."""


class Heard:
    """Hands requests on to an application, and keeps what it heard.

    Attributes:
        requests: methods and paths, in their order.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.requests: list[tuple[str, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.requests.append((scope["method"], scope["path"]))
        await self._app(scope, receive, send)


class Echo:
    """Answers with what it was sent, and keeps it.

    Attributes:
        bodies: of all requests, in their order.
        headers: of the last one, as they stand when its body is whole.
    """

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.headers: list[tuple[bytes, bytes]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message: Message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        self.bodies.append(body)
        self.headers = list(scope["headers"])
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-length", b"%d" % len(body))],
            }
        )
        await send({"type": "http.response.body", "body": body})


def said(sent: bytes, connect: Callable[[], "socket.socket | ssl.SSLSocket"]) -> tuple[bytes, bool]:
    """Return all that comes back to some bytes, and whether the connection was closed then."""
    answer = b""
    with connect() as connection:
        connection.settimeout(2)
        connection.sendall(sent)
        try:
            with suppress(ConnectionError):  # closed while bytes were still on their way
                while block := connection.recv(65_536):
                    answer += block
        except TimeoutError:
            return answer, False
    return answer, True
