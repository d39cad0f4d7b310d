"""What driving the service came to, and what is wanted of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
import orjson

from training.benchmark.result import Machine

Tier = Literal["fast", "full"]
Manner = Literal["paced", "one_by_one"]
Yardstick = Literal["echo", "in_process"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The targets.

    Attributes:
        start: seconds until the service is ready, at most.
        rate: requests a second that are sent to the fast tier.
        p99: milliseconds of the fast tier at that rate, at most.
        p95: milliseconds of the full tier, one request at a time, at most.
        of_echo: least rate of the fast tier over that of an endpoint that only echoes.
        of_in_process: least rate of the full tier over that of the model in process.
        growth: most growth of the memory in the second half of the requests, as a share.
    """

    start: float = 2.0
    rate: float = 200.0
    p99: float = 20.0
    p95: float = 60.0
    of_echo: float = 0.6
    of_in_process: float = 0.85
    growth: float = 0.05


@dataclass(frozen=True, slots=True)
class Latency:
    """How long requests took, on the clock of the client.

    Attributes:
        manner: at a fixed rate, or one request when the last is answered.
        rate: answers a second.
        requests: how many.
        p50: milliseconds below which half of them stay.
        p95: likewise 95 of 100.
        p99: likewise 99 of 100.
        client: cores that the client used meanwhile.
    """

    manner: Manner
    rate: float
    requests: int
    p50: float
    p95: float
    p99: float
    client: float

    @classmethod
    def of(cls, manner: Manner, milliseconds: Sequence[float], seconds: float, client: float) -> "Latency":
        """Return the measure of requests, of which there is at least one."""
        p50, p95, p99 = np.percentile(milliseconds, (50, 95, 99)).tolist()
        return cls(manner, len(milliseconds) / seconds, len(milliseconds), p50, p95, p99, client)


@dataclass(frozen=True, slots=True)
class Saturation:
    """Reviews a second when the service has all it can do.

    Attributes:
        connections: requests under way at any time.
        rate: reviews a second.
        yardstick: what they are held against.
        yardstick_rate: of that, a second.
        ratio: of the rates.
        server: cores that the service used.
        client: cores that the client used.
    """

    connections: int
    rate: float
    yardstick: Yardstick
    yardstick_rate: float
    ratio: float
    server: float
    client: float


@dataclass(frozen=True, slots=True)
class Memory:
    """MiB of all processes of the service, those they share counted for each, while it reviews.

    Attributes:
        requests: how many there were.
        megabytes: at the start, and after each of equal parts of the requests, an even number of parts.
        growth: from the middle to the end.
        share: of the growth in what was held in the middle.
    """

    requests: int
    megabytes: tuple[float, ...]
    growth: float
    share: float

    @classmethod
    def of(cls, requests: int, megabytes: Sequence[float]) -> "Memory":
        """Return the measure of what was held as the requests went on."""
        middle = megabytes[len(megabytes) // 2]
        growth = megabytes[-1] - middle
        return cls(requests, tuple(megabytes), growth, growth / middle)


@dataclass(frozen=True, slots=True)
class ServiceLoad:
    """One start of the service.

    Attributes:
        tier: that judged.
        workers: number of server processes.
        start: seconds from the call of the command until it said that it was ready.
        latency: how long a request took.
        saturation: how many it answered.
        memory: what it held.
    """

    tier: Tier
    workers: int
    start: float
    latency: Latency
    saturation: Saturation
    memory: Memory


@dataclass(frozen=True, slots=True)
class Load:
    """Everything, in one run on one machine.

    Attributes:
        machine: where; client and service share its cores.
        model: version of the bundle.
        drafts: how many different ones were sent in turn.
        characters: in the body of each.
        services: one for each tier and number of processes.
        wanted: the targets.
    """

    machine: Machine
    model: str
    drafts: int
    characters: int
    services: tuple[ServiceLoad, ...]
    wanted: Wanted = Wanted()

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"
