"""What scoring many drafts came to, and what is wanted of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import orjson

from training.benchmark.result import Machine, Plain


@dataclass(frozen=True, slots=True)
class Wanted:
    """The targets, on two cores.

    Attributes:
        workbook: seconds from a table of 10,000 rows to the finished workbook, by the fast tier, at most.
        workbook_memory: MiB meanwhile, at most.
        lines: rows a second of JSON Lines, by the fast tier, at least.
        growth: most growth of the memory while they are reviewed, as a share.
        auto: rows a second of tier auto, at least.
        alike: share of its verdicts that are those of the full tier, at least.
    """

    workbook: float = 20.0
    workbook_memory: float = 600.0
    lines: float = 1000.0
    growth: float = 0.05
    auto: float = 200.0
    alike: float = 0.98


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ``lianshen score`` from its call to its end, in processes of its own.

    Attributes:
        tier: that judged.
        form: ending of the output.
        rows: in the input.
        seconds: on the clock.
        rate: rows a second.
        peak: most MiB that all its processes held at once, what they share counted once where the system
            tells, else for each.
        growth: of the MiB held, as a share, from two fifths of the run, when all processes are at work, to
            four fifths, when they still are; says nothing of a short run.
    """

    tier: str
    form: str
    rows: int
    seconds: float
    rate: float
    peak: float
    growth: float

    @classmethod
    def of(cls, tier: str, form: str, rows: int, seconds: float, held: Sequence[float]) -> "Run":
        """Return the measure of a run.

        Args:
            tier: as above.
            form: as above.
            rows: as above.
            seconds: as above.
            held: MiB, taken at even intervals.
        """
        middle, end = _around(held, 0.4), _around(held, 0.8)
        return cls(tier, form, rows, seconds, rows / seconds, max(held), (end - middle) / middle)


def _around(held: Sequence[float], place: float) -> float:
    """Return the mean of a tenth of some values, around a place in them from 0 to 1."""
    first = min(max(0, round((place - 0.05) * len(held))), len(held) - 1)
    some = held[first : max(first + 1, round((place + 0.05) * len(held)))]
    return sum(some) / len(some)


@dataclass(frozen=True, slots=True)
class Alike:
    """How often tier auto comes to the verdict of the full one, on drafts that neither was trained on.

    Attributes:
        drafts: that both judged.
        same: of these, with the same verdict.
        share: of these.
    """

    drafts: int
    same: int
    share: float


@dataclass(frozen=True, slots=True)
class Bulk:
    """Everything, in one run on one machine.

    Attributes:
        machine: where.
        model: version of the bundle.
        characters: in a draft of the session that comes along, on average.
        plain: the bare classification of its drafts, in turn, one core.
        workbook: from a table to the finished workbook, of drafts made of sentences drawn by lot: the same
            again and again would all be copies of one another.
        lines: JSON Lines to JSON Lines, the drafts of the session in turn.
        auto: the same by tier auto; ``None`` where the model has the fast tier only.
        alike: likewise.
        wanted: the targets.
    """

    machine: Machine
    model: str
    characters: float
    plain: Plain
    workbook: Run
    lines: Run
    auto: Run | None
    alike: Alike | None
    wanted: Wanted = Wanted()

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"
