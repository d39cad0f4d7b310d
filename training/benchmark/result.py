"""What a benchmark measured."""

import os
import platform
from dataclasses import asdict, dataclass

import orjson


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured.

    Attributes:
        cores: that this process may use.
        system: such as ``Linux x86_64``.
        python: its version.
    """

    cores: int
    system: str
    python: str

    @classmethod
    def here(cls) -> "Machine":
        """Return the one this runs on."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cls(cores, f"{platform.system()} {platform.machine()}", platform.python_version())


@dataclass(frozen=True, slots=True)
class Spent:
    """What one text took on one core, on average over many at a time.

    Attributes:
        texts: how many were measured.
        user: milliseconds of processor time in the program itself.
        wall: milliseconds on the clock.
    """

    texts: int
    user: float
    wall: float


@dataclass(frozen=True, slots=True)
class Plain:
    """The bare classification: jieba, TF-IDF and logistic regression for the flags and units, nothing else.

    Attributes:
        learning: seconds of processor time to learn from the same corpus.
        spent: on the texts.
    """

    learning: float
    spent: Spent


@dataclass(frozen=True, slots=True)
class Latency:
    """How long one review takes by itself, one core, on the clock.

    Attributes:
        characters: in the body of each draft.
        drafts: how many were reviewed.
        p50: milliseconds below which half of the reviews stay.
        p95: milliseconds below which 95 of 100 stay.
    """

    characters: int
    drafts: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class TierSpeed:
    """What one tier takes.

    Attributes:
        tier: its name.
        latencies: by length.
        spent: on many drafts, one core.
        ratio: its processor time over that of the bare classification; below 1 is less.
        one_core: reviews a second, many drafts.
        all_cores: likewise with one process for each core.
        cold: seconds on the clock of ``lianshen check`` for one file, a new process each time.
        memory: most memory in MiB of a process that loads the model and reviews.
    """

    tier: str
    latencies: tuple[Latency, ...]
    spent: Spent
    ratio: float
    one_core: float
    all_cores: float
    cold: float
    memory: float


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Everything, in one run on one machine.

    Attributes:
        machine: where.
        model: version of the bundle.
        texts: how many there were.
        characters: in all of them.
        training: seconds on the clock to train on the whole corpus.
        plain: the bare classification.
        tiers: those the trained bundle offers.
    """

    machine: Machine
    model: str
    texts: int
    characters: int
    training: float
    plain: Plain
    tiers: tuple[TierSpeed, ...]

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"
