"""One connection of a client that takes little of the cores which it shares with the server it measures.

It speaks just the HTTP that it needs: requests made ready beforehand, the connection kept alive, one request
on it at a time, no future or task for each.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import httptools

_OK = 200


@dataclass(frozen=True, slots=True)
class Address:
    """Where the service listens."""

    host: str
    port: int


def post(path: str, body: bytes) -> bytes:
    """Return a request as it goes over the wire."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Connection(asyncio.Protocol):
    """Sends a request when told to, and tells when it is answered.

    Attributes:
        since: moment of :func:`time.perf_counter` from which the request under way is late.
    """

    def __init__(self, answered: Callable[["Connection"], None], failed: Callable[[str], None]) -> None:
        """Wait for a transport.

        Args:
            answered: called after every answer of status 200.
            failed: called, with what happened, after any other, and when a connection is lost before one.
        """
        self.since = 0.0
        self._answered = answered
        self._failed = failed
        self._asked = False
        self._body = b""
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None

    def ask(self, request: bytes, since: float) -> None:
        """Send a request."""
        self.since = since
        self._asked = True
        if self._transport is None or self._transport.is_closing():
            self.connection_lost(None)
        else:
            self._transport.write(request)

    def close(self) -> None:
        """Break off."""
        if self._transport:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what to write to."""
        self._transport = transport  # type: ignore[assignment] # of TCP, which is read and written

    def data_received(self, data: bytes) -> None:
        """Read on; httptools calls the methods below."""
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """Keep what came last: an error is told in a few words."""
        self._body = body

    def on_message_complete(self) -> None:
        """Tell of an answer."""
        self._asked = False
        status = self._parser.get_status_code()
        if status == _OK:
            self._answered(self)
        else:
            self._failed(f"它对一件草稿答以 {status}：{self._body.decode(errors='replace')}")

    def connection_lost(self, error: Exception | None) -> None:
        """Tell that no answer can come; a server may close a connection on which none is waited for."""
        if self._asked:
            self._failed(f"它断开了连接（{error or '没有说明原因'}）")
