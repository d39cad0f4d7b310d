"""Ways of sending requests: as fast as they are answered, or at a fixed rate."""

import asyncio
import sys
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.errors import ServiceFailed
from api.load.client import Address, Connection


@dataclass(frozen=True, slots=True)
class Driven:
    """What came of driving a service.

    Attributes:
        latencies: milliseconds of each request that was counted, in the order of the answers.
        seconds: on the clock, in which these were answered.
        client: processor time of this process over the time on the clock; 1 is a whole core.
    """

    latencies: tuple[float, ...]
    seconds: float
    client: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds


class Driver(ABC):
    """What is sent when. All in one thread: nothing needs a lock.

    Attributes:
        latencies: seconds of each request that counts.
    """

    def __init__(self, requests: Iterator[bytes]) -> None:
        """Take the requests to be sent, which must not run out."""
        self.latencies: list[float] = []
        self._requests = requests

    @abstractmethod
    def start(self, connections: Sequence[Connection], over: Callable[[], None]) -> None:
        """Send the first requests.

        Args:
            connections: to send them on.
            over: to be called when the last one is answered.
        """

    @abstractmethod
    def answered(self, connection: Connection) -> None:
        """Take note of an answer, and send what is to be sent next."""

    @abstractmethod
    def seconds(self, whole: float) -> float:
        """Return the time in which the requests that count were answered.

        Args:
            whole: seconds from the first request to the last answer.
        """


class Saturate(Driver):
    """Every connection sends its next request as soon as its last one is answered."""

    def __init__(self, requests: Iterator[bytes], warm: float, seconds: float) -> None:
        """Take the length of the measurement.

        Args:
            requests: to be sent.
            warm: seconds at first in which answers are not counted.
            seconds: after these, in which they are.
        """
        super().__init__(requests)
        self._warm, self._seconds = warm, seconds

    def start(self, connections: Sequence[Connection], over: Callable[[], None]) -> None:
        """Send one request on each."""
        now = time.perf_counter()
        self._from = now + self._warm
        self._until = self._from + self._seconds
        self._under_way = len(connections)
        self._over = over
        for connection in connections:
            connection.ask(next(self._requests), now)

    def answered(self, connection: Connection) -> None:
        """Count it if it is time, and go on unless time is up."""
        now = time.perf_counter()
        if now >= self._until:
            self._under_way -= 1
            if not self._under_way:
                self._over()
            return
        if now >= self._from:
            self.latencies.append(now - connection.since)
        connection.ask(next(self._requests), now)

    def seconds(self, whole: float) -> float:
        """Return the time in which answers were counted."""
        del whole
        return self._seconds


class Lot(Driver):
    """Likewise, until so many are answered; all count."""

    def __init__(self, requests: Iterator[bytes], count: int) -> None:
        super().__init__(requests)
        self._unsent = self._unanswered = count

    def start(self, connections: Sequence[Connection], over: Callable[[], None]) -> None:
        """Send one request on each."""
        self._over = over
        for connection in connections:
            self._send(connection, time.perf_counter())

    def answered(self, connection: Connection) -> None:
        """Count it, and go on while some are unsent."""
        now = time.perf_counter()
        self.latencies.append(now - connection.since)
        self._unanswered -= 1
        if not self._unanswered:
            self._over()
        self._send(connection, now)

    def seconds(self, whole: float) -> float:
        """Return all the time."""
        return whole

    def _send(self, connection: Connection, now: float) -> None:
        if self._unsent:
            self._unsent -= 1
            connection.ask(next(self._requests), now)


class Pace(Driver):
    """One request after the other at a fixed rate, whether or not the earlier ones are answered.

    A request is late from the moment at which it was to be sent, even if no connection was free for it then:
    a server that holds up the client is charged for every request it held up. To leave these out is known as
    coordinated omission (Gil Tene, “How NOT to Measure Latency”).
    """

    def __init__(self, requests: Iterator[bytes], rate: float, seconds: float) -> None:
        """Take the rate.

        Args:
            requests: to be sent.
            rate: requests a second.
            seconds: in which they are sent.
        """
        super().__init__(requests)
        self._rate = rate
        self._count = round(rate * seconds)
        self._begun = 0
        self._due: deque[float] = deque()

    def start(self, connections: Sequence[Connection], over: Callable[[], None]) -> None:
        """Send the first request."""
        self._idle = deque(connections)
        self._over = over
        self._from = time.perf_counter()
        self._loop = asyncio.get_running_loop()
        self._tick()

    def answered(self, connection: Connection) -> None:
        """Count it, and send one that waited, if any did."""
        self.latencies.append(time.perf_counter() - connection.since)
        self._idle.append(connection)  # at the end: each takes its turn, and with them the server's processes
        self._send_due()
        if len(self.latencies) == self._count:
            self._over()

    def seconds(self, whole: float) -> float:
        """Return all the time."""
        return whole

    def _tick(self) -> None:
        while self._begun < self._count:
            due = self._from + self._begun / self._rate
            wait = due - time.perf_counter()
            if wait > 0:
                self._loop.call_later(wait, self._tick)
                break
            self._due.append(due)
            self._begun += 1
        self._send_due()

    def _send_due(self) -> None:
        while self._due and self._idle:
            self._idle.popleft().ask(next(self._requests), self._due.popleft())


def drive(address: Address, connections: int, driver: Driver) -> Driven:
    """Let a driver drive a service.

    Args:
        address: of the service.
        connections: to open.
        driver: one that was not used before.

    Raises:
        ServiceFailed: an answer other than 200, or a connection that could not be opened or broke.
    """
    try:
        with asyncio.Runner(loop_factory=_loop) as runner:
            return runner.run(_drive(address, connections, driver))
    except OSError as error:
        raise ServiceFailed(f"服务连接不上（{error.strerror}）", where=f"端口 {address.port}") from error


async def _drive(address: Address, connections: int, driver: Driver) -> Driven:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def over() -> None:
        if not ended.done():
            ended.set_result(None)

    def failed(what: str) -> None:
        if not ended.done():
            ended.set_exception(ServiceFailed(f"服务没有审好：{what}", remedy="这次测的数字不能用"))

    opened = [
        await loop.create_connection(lambda: Connection(driver.answered, failed), address.host, address.port)
        for _ in range(connections)
    ]
    began, used = time.perf_counter(), time.process_time()
    try:
        driver.start([connection for _, connection in opened], over)
        await ended
        whole, used = time.perf_counter() - began, time.process_time() - used
    finally:
        for _, connection in opened:
            connection.close()
    milliseconds = tuple(1000 * latency for latency in driver.latencies)
    return Driven(milliseconds, driver.seconds(whole), used / whole)


def _loop() -> asyncio.AbstractEventLoop:
    """Return a loop: the faster one where it can be had."""
    if sys.platform == "win32":
        return asyncio.new_event_loop()
    import uvloop  # noqa: PLC0415 - there is none for Windows

    return uvloop.new_event_loop()
