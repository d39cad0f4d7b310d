"""How long the head of a request may take to arrive; :mod:`api.http.limits` is about its body.

uvicorn waits for ever for what follows the first byte, so that a few thousand connections that send a byte a
minute would keep everybody else out.
"""

from asyncio import BaseTransport, TimerHandle
from typing import Any, ClassVar

from api.errors import BodyTooSlow
from api.http.framing import StrictFraming, answer_of
from api.http.problems import problem_of

HEAD_SECONDS = 20
"""From the connection, or from the first byte of a further request on it, to the end of the headers."""


class TimelyHeads(StrictFraming):
    """Closes connections whose request head does not come whole in time.

    A connection that waits between two requests is closed by uvicorn's own limit for it.

    Attributes:
        seconds: that a head may take.
    """

    seconds: ClassVar[float] = HEAD_SECONDS

    def __init__(self, *of_server: Any, **named: Any) -> None:
        super().__init__(*of_server, **named)
        self._limit: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait for the rest of a head, where the bytes leave it open."""
        super().data_received(data)
        answered = self.cycle is None or self.cycle.response_complete  # stray line breaks begin no head
        if self._limit is None and (self.in_head or answered):
            self._wait()

    def on_headers_complete(self) -> None:
        """Note that a head is whole."""
        super().on_headers_complete()
        self._come()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._come()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._limit = self.loop.call_later(self.seconds, self._give_up)

    def _come(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _give_up(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.keep_alive = False  # the request before it gets its answer, and is the last one
            return
        if self.in_head:
            self.transport.write(answer_of(problem_of(_too_slow(self.seconds))))
        self.transport.close()


def _too_slow(seconds: float) -> BodyTooSlow:
    return BodyTooSlow(f"请求头 {seconds:g} 秒没有传完", remedy="请检查网络，再试一次")
