"""All parts in one run, each in a folder that is removed afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from api.faults import clock, disk, kills, readonly, restarting, starting, writing
from api.faults.home import Home, make_home
from api.faults.result import Faults, Part, PartName
from training.benchmark.result import Machine
from training.fit import Progress

_PARTS: dict[PartName, Callable[[Home, Path, Progress], Part]] = {
    "starts": starting.starts,
    "disk": disk.full,
    "readonly": readonly.readonly,
    "postgres": restarting.restarted,
    "writers": writing.many,
    "clock": clock.jumps,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be tried.

    Attributes:
        parts: which.
        kills: how many.
        seconds: after which no more are killed; ``None`` for when all are.
        seed: of the moments.
    """

    parts: Sequence[PartName]
    kills: int
    seconds: float | None
    seed: int


def measure(asked: Asked, progress: Progress) -> Faults:
    """Bring faults about, and look what they do.

    Args:
        asked: what is to be tried.
        progress: told how far it is.
    """
    machine, killed, parts = Machine.here(), None, list[Part]()
    with TemporaryDirectory(prefix="lianshen-") as folder:
        place = Path(folder)
        progress("准备一个小模型", 0.0)
        home = make_home(place / "made")
        for name in asked.parts:
            own = place / name
            own.mkdir()
            if name == "kills":
                killed = kills.kill(home, own, asked.kills, asked.seconds, asked.seed, progress)
                if killed.interrupted:
                    break
            else:
                parts.append(_PARTS[name](home, own, progress))
    return Faults(machine, killed, tuple(parts))
