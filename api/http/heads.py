"""How long the head of a request may take to arrive; :mod:`api.http.limits` is about its body.

uvicorn waits for ever for what follows the first byte, so that a few thousand connections that send a byte a
minute would keep everybody else out.
"""

from asyncio import BaseTransport, TimerHandle
from http import HTTPStatus
from typing import Any, ClassVar

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.errors import BodyTooSlow
from api.http.problems import problem_of

HEAD_SECONDS = 20
"""From the connection, or from the first byte of a further request on it, to the end of the headers."""


class TimelyHeads(HttpToolsProtocol):
    """Closes connections whose request head does not come whole in time.

    A connection that waits between two requests is closed by uvicorn's own limit for it.

    Attributes:
        seconds: that a head may take.
    """

    seconds: ClassVar[float] = HEAD_SECONDS

    def __init__(self, *of_server: Any, **named: Any) -> None:
        super().__init__(*of_server, **named)
        self._begun = False
        self._limit: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a head, where the bytes leave it open."""
        super().data_received(data)
        answered = self.cycle is None or self.cycle.response_complete  # stray line breaks begin no head
        if self._limit is None and (self._begun or answered):
            self._wait()

    def on_message_begin(self) -> None:
        """Note that a head has begun."""
        super().on_message_begin()
        self._begun = True

    def on_headers_complete(self) -> None:
        """Note that a head is whole."""
        self._come()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._come()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._limit = self.loop.call_later(self.seconds, self._give_up)

    def _come(self) -> None:
        self._begun = False
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _give_up(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False  # the request before it gets its answer, and is the last one
            return
        if self._begun:
            self.transport.write(_answer(self.seconds))
        self.transport.close()


def _answer(seconds: float) -> bytes:
    """Return the whole answer; the application never hears of a request without a head."""
    problem = problem_of(BodyTooSlow(f"请求头 {seconds:g} 秒没有传完", remedy="请检查网络，再试一次"))
    body = orjson.dumps(problem.as_json())
    headers = {
        "content-type": "application/problem+json",
        "content-length": len(body),
        "cache-control": "no-store",
        "connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return STATUS_LINE[HTTPStatus.REQUEST_TIMEOUT] + lines.encode() + b"\r\n" + body
