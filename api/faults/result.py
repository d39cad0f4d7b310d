"""What came of all that was done to the program, and what is wanted of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Final, Literal

import orjson

from training.benchmark.result import Machine

PartName = Literal["kills", "starts", "disk", "readonly", "postgres", "writers", "clock"]

PARTS: Final[dict[PartName, str]] = {
    "kills": "随时强行终止",
    "starts": "用在用的模型反复终止、重新启动",
    "disk": "磁盘满了",
    "readonly": "文件夹只能读",
    "postgres": "数据库重新启动",
    "writers": "几十人同时写",
    "clock": "时钟跳变和闰日",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The targets.

    Attributes:
        restart: seconds from the command until the service is ready again after a kill, at most.
        violations: of what is promised, at most.
    """

    restart: float = 2.0
    violations: int = 0


@dataclass(frozen=True, slots=True)
class Killed:
    """What came of killing one kind of work.

    Attributes:
        kind: in Chinese.
        kills: times that it was killed before it had come to its end.
        whole: of these, kills of a program started anew; the others were copies of a process that had loaded
            all of it already.
        ended: times that it came to its end: what came of it was compared with that of work left alone.
        acknowledged: writes that were answered for before a kill; 0 where nobody waits for an answer.
        violations: what was found broken, in Chinese.
    """

    kind: str
    kills: int
    whole: int
    ended: int
    acknowledged: int
    violations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Starts:
    """How long the service took to be ready after a kill, in seconds.

    Attributes:
        processes: of the service.
        count: starts of ``lianshen serve`` as a user starts it.
        median: half of them took no longer.
        most: the slowest.
        processor: seconds of processor time of the one process that took most, half of them no longer: what
            it takes where nothing else is at work.
    """

    processes: int
    count: int
    median: float
    most: float
    processor: float


def starts_of(processes: int, taken: Sequence[tuple[float, float]]) -> Starts:
    """Return what starts of the service took.

    Args:
        processes: of it.
        taken: of each start the seconds until it was ready, and those of processor time.
    """
    seconds, used = [each[0] for each in taken], [each[1] for each in taken]
    most, middle = round(max(seconds), 2), round(median(seconds), 2)
    return Starts(processes, len(taken), middle, most, round(median(used), 2))


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of fault.

    Attributes:
        name: key of :data:`PARTS`.
        seconds: that it took.
        told: what was done and seen, in Chinese, a line each.
        violations: what was found broken, likewise.
        left_out: why it could not be tried here, in Chinese; empty where it was.
        starts: of the service after kills, one entry for each number of processes; most parts measure none.
    """

    name: PartName
    seconds: float
    told: tuple[str, ...] = ()
    violations: tuple[str, ...] = ()
    left_out: str = ""
    starts: tuple[Starts, ...] = ()


@dataclass(frozen=True, slots=True)
class Kills:
    """All kills.

    Attributes:
        seed: of the moments.
        killed: one entry for each kind of work.
        starts: of the service after kills, one entry for each number of processes.
        seconds: that all of it took.
        interrupted: whether somebody stopped it before it was through.
    """

    seed: int
    killed: tuple[Killed, ...]
    starts: tuple[Starts, ...]
    seconds: float
    interrupted: bool

    @property
    def violations(self) -> tuple[str, ...]:
        """What was found broken, of all kinds."""
        return tuple(f"{each.kind}：{violation}" for each in self.killed for violation in each.violations)

    @property
    def count(self) -> int:
        """How many kills there were."""
        return sum(each.kills for each in self.killed)


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything, in one run on one machine.

    Attributes:
        machine: where.
        kills: ``None`` where none were asked for.
        parts: the other kinds of faults.
        wanted: the targets.
    """

    machine: Machine
    kills: Kills | None
    parts: tuple[Part, ...]
    wanted: Wanted = Wanted()

    @property
    def violations(self) -> int:
        """How many promises were found broken."""
        kills = len(self.kills.violations) if self.kills else 0
        return kills + sum(len(part.violations) for part in self.parts)

    def to_json(self) -> str:
        """Return it as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"
