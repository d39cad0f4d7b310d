"""What an office at work came to, and what is wanted of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import orjson

from api.office.person import Answer
from training.benchmark.result import Machine

PAGES = ("list", "draft", "decision")
"""What people wait for; the script asks for news while they read."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The targets.

    Attributes:
        p95: milliseconds in which 95 of 100 pages are there, at most.
        failed: answers that belong nowhere, at most.
        megabytes: of all processes of the service, at most, what they share counted once.
    """

    p95: float = 500.0
    failed: int = 0
    megabytes: float = 1536.0


@dataclass(frozen=True, slots=True)
class Waited:
    """How long one kind of answer took.

    Attributes:
        kind: ``pages`` for all that people wait for, else as in :class:`api.office.person.Answer`.
        count: answers.
        p50: milliseconds in which half of them were there.
        p95: likewise 95 of 100.
        p99: likewise 99 of 100.
        most: the slowest.
    """

    kind: str
    count: int
    p50: float
    p95: float
    p99: float
    most: float

    @classmethod
    def of(cls, kind: str, answers: Sequence[Answer]) -> "Waited":
        """Return the measure of some answers, one at least."""
        taken = 1000 * np.array([answer.seconds for answer in answers])
        p50, p95, p99 = np.percentile(taken, (50, 95, 99)).tolist()
        return cls(kind, len(answers), p50, p95, p99, float(taken.max()))


@dataclass(frozen=True, slots=True)
class Job:
    """What came of work that went on beside the pages.

    Attributes:
        state: ``done`` if it came to its end in time.
        seconds: that it took; until the end of the measure where it did not.
        drafts: scored, or labelled and learnt from.
    """

    state: str
    seconds: float
    drafts: int


@dataclass(frozen=True, slots=True)
class OfficeLoad:
    """Everything, in one run on one machine.

    Attributes:
        machine: where; the people and the service share its cores.
        model: version of the bundle in use.
        people: reviewers at the desk.
        seconds: that they worked.
        drafts: on the desk at the start.
        waited: first all pages, then each kind.
        failed: answers that belong nowhere, and requests without one.
        statuses: of HTTP among these, ascending; 0 where there was no answer.
        changed: decisions refused since somebody else had been quicker.
        batch: the import.
        training: the retraining.
        megabytes: most that all processes of the service held, what they share counted once.
        wanted: the targets.
    """

    machine: Machine
    model: str
    people: int
    seconds: float
    drafts: int
    waited: tuple[Waited, ...]
    failed: int
    statuses: tuple[int, ...]
    changed: int
    batch: Job
    training: Job
    megabytes: float
    wanted: Wanted = Wanted()

    def to_json(self) -> str:
        """Return the measures as one JSON object."""
        return orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2).decode() + "\n"


def waited(answers: Sequence[Answer]) -> tuple[Waited, ...]:
    """Return how long answers took: all pages together, then each kind that there is."""
    kinds = {kind: [answer for answer in answers if answer.kind == kind] for kind in (*PAGES, "news")}
    pages = [answer for kind in PAGES for answer in kinds[kind]]
    return tuple(Waited.of(kind, own) for kind, own in [("pages", pages), *kinds.items()] if own)
