"""How fast the list of the desk answers, and what is wanted of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

import orjson

from training.benchmark.result import Machine

WANTED = 100.0
"""Milliseconds within which a page of the list is answered, at most, half of the time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One kind of question, asked again and again.

    Attributes:
        name: in Chinese.
        path: with its query string.
        total: how many drafts it found.
        kilobytes: of the whole page.
        middle: milliseconds until the whole page was there: half of the answers took no longer.
        slow: nineteen of twenty took no longer.
        most: the slowest.
        processor: milliseconds of processor time of the service for one answer, on average: what others do on
            the machine does not lengthen it much.
    """

    name: str
    path: str
    total: int
    kilobytes: float
    middle: float
    slow: float
    most: float
    processor: float

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - what was asked, what was found, and what it took
        cls, name: str, path: str, total: int, size: int, seconds: Sequence[float], processor: float
    ) -> "Asked":
        """Return the measure of some answers.

        Args:
            name: as above.
            path: as above.
            total: as above.
            size: bytes of a page.
            seconds: that each took.
            processor: seconds of processor time that all took together.
        """
        taken = sorted(1000 * each for each in seconds)
        slow = taken[max(0, -(-19 * len(taken) // 20) - 1)]
        busy = 1000 * processor / len(taken)
        return cls(name, path, total, size / 1024, median(taken), slow, taken[-1], busy)


@dataclass(frozen=True, slots=True)
class DeskSpeed:
    """Everything, in one run on one machine.

    Attributes:
        machine: where.
        model: version of the bundle that judged the drafts.
        drafts: on the desk.
        characters: in one of them, on average.
        asked: one after the other, by one browser.
    """

    machine: Machine
    model: str
    drafts: int
    characters: float
    asked: tuple[Asked, ...]

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self) | {"wanted": WANTED}, option=orjson.OPT_INDENT_2).decode() + "\n"
