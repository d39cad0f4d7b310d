"""What one start of the service goes through."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import mean

import orjson

from api.load.client import post
from api.load.driving import Driver, Lot, Pace, Saturate, drive
from api.load.paths import ECHO
from api.load.result import Latency, Manner, Memory, Saturation, ServiceLoad, Tier, Wanted, Yardstick
from api.load.server import Server
from model.draft import Draft

_RATE = Wanted().rate
_AT_THAT_RATE = 64
"""Connections at the fixed rate: more than ever wait for an answer in a service that keeps up."""
_EACH = 32
"""Connections for each server process that is to have all it can do: two lots of its desk."""
_ROUNDS = 3
_PARTS = 10


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Attributes:
        seconds: of each measure.
        warm: seconds before, in which nothing is counted.
        requests: over which the memory is watched, for each tier.
    """

    seconds: float
    warm: float
    requests: dict[Tier, int]


@dataclass(frozen=True, slots=True)
class _Rate:
    """Answers a second, and the cores that service and client used meanwhile."""

    rate: float
    server: float
    client: float


class Course:
    """The measures of one start of the service."""

    def __init__(self, server: Server, drafts: Sequence[Draft], effort: Effort) -> None:
        """Prepare what will be sent.

        Args:
            server: to drive.
            drafts: sent in turn.
            effort: how much is measured.
        """
        self._server = server
        self._effort = effort
        self._connections = _EACH * server.workers
        bodies = [
            orjson.dumps({"title": draft.title, "body": draft.body, "level": draft.level}) for draft in drafts
        ]
        self._reviews = cycle([post("/v1/reviews", body) for body in bodies])
        self._echoes = cycle([post(ECHO, body) for body in bodies])

    def fast(self) -> ServiceLoad:
        """Measure the fast tier: at a fixed rate, and beside an endpoint that only echoes."""
        self._rate(self._reviews, self._effort.warm)
        latency = self._latency("paced", _AT_THAT_RATE, Pace(self._reviews, _RATE, self._effort.seconds))
        return self._load(
            "fast", latency, self._beside("echo", lambda seconds: self._rate(self._echoes, seconds).rate)
        )

    def full(self, in_process: Callable[[float], float]) -> ServiceLoad:
        """Measure the full tier: one request at a time, and beside the model in process.

        Args:
            in_process: returns the reviews a second in process, measured for the given seconds.
        """
        one_by_one = Saturate(self._reviews, self._effort.warm, self._effort.seconds)
        latency = self._latency("one_by_one", 1, one_by_one)
        return self._load("full", latency, self._beside("in_process", in_process))

    def _load(self, tier: Tier, latency: Latency, saturation: Saturation) -> ServiceLoad:
        memory = self._memory(self._effort.requests[tier])
        return ServiceLoad(tier, self._server.workers, self._server.start, latency, saturation, memory)

    def _latency(self, manner: Manner, connections: int, driver: Driver) -> Latency:
        driven = drive(self._server.address, connections, driver)
        return Latency.of(manner, driven.latencies, driven.seconds, driven.client)

    def _beside(self, yardstick: Yardstick, rate_of_yardstick: Callable[[float], float]) -> Saturation:
        """Measure both in turns, so that other work on the machine falls on both."""
        seconds = self._effort.seconds / _ROUNDS
        rounds = [(self._rate(self._reviews, seconds), rate_of_yardstick(seconds)) for _ in range(_ROUNDS)]
        own, other = mean(own.rate for own, _ in rounds), mean(other for _, other in rounds)
        return Saturation(
            connections=self._connections,
            rate=own,
            yardstick=yardstick,
            yardstick_rate=other,
            ratio=own / other,
            server=mean(own.server for own, _ in rounds),
            client=mean(own.client for own, _ in rounds),
        )

    def _rate(self, requests: Iterator[bytes], seconds: float) -> _Rate:
        began, used = time.perf_counter(), self._server.processor()
        driven = drive(
            self._server.address, self._connections, Saturate(requests, self._effort.warm, seconds)
        )
        used, taken = self._server.processor() - used, time.perf_counter() - began
        return _Rate(driven.rate, used / taken, driven.client)

    def _memory(self, requests: int) -> Memory:
        part = max(requests // _PARTS, 1)
        held = [self._server.memory()]
        for _ in range(_PARTS):
            drive(self._server.address, self._connections, Lot(self._reviews, part))
            held.append(self._server.memory())
        return Memory.of(part * _PARTS, held)
