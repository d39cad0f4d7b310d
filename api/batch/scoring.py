"""Entries in, reviews kept: by all cores, in order, from where a stopped run had come to."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, islice
from pathlib import Path

from api.batch.packed import Packed, pack
from api.batch.rows import Entry, Unread
from api.batch.work import Done, Row, Work
from model.draft import Draft, Level
from model.parallel import LOT, Failed, Made, make_in_parallel
from model.review import Review
from model.reviewer import Tier

_KEPT_EVERY = 0.5
"""Seconds after which what was reviewed is kept: as much is done again after a kill."""
_MOST_UNKEPT = 1024


@dataclass(frozen=True, slots=True)
class Judging:
    """By what and how drafts are judged.

    Attributes:
        folder: of the bundle.
        tier: of it.
        workers: processes.
        level: 本级 for all drafts, where the user said so.
        pack: what is made of each review in the process that made it.
    """

    folder: Path
    tier: Tier
    workers: int
    level: Level | None = None
    pack: Callable[[Draft, Review], Packed] = pack


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def score(
    coming: Iterable[Entry | Unread],
    work: Work,
    judging: Judging,
    report: Callable[[Done], None],
    killed: Callable[[], None],
) -> None:
    """Review what is not reviewed yet, and keep it.

    Memory does not grow with the input. Interrupted or failing, it keeps what was reviewed by then.

    Args:
        coming: the whole input; what ``work`` has is passed over.
        work: where the reviews are kept.
        judging: how to judge.
        report: called now and then with how far the run has come.
        killed: called when a process was killed and its drafts are reviewed anew.

    Raises:
        BatchError: the reviews cannot be kept.
        WorkersLost: processes keep being killed.
    """
    done = work.done
    keeper = _Keeper(work, done, report)
    report(done)
    try:
        rest = dropwhile(lambda entry: entry.number <= done.last, coming)
        for lot in _reviewed(rest, judging, killed):
            keeper.take(lot)
    finally:
        keeper.keep()
    work.finish()


def _reviewed(
    coming: Iterator[Entry | Unread], judging: Judging, killed: Callable[[], None]
) -> Iterator[list[Row]]:
    """Yield lots of entries with what became of them."""
    at_work: deque[Sequence[Entry | Unread]] = deque()

    def drafts() -> Iterator[list[Draft]]:
        while lot := [of_level(entry, judging.level) for entry in islice(coming, LOT)]:
            at_work.append(lot)
            yield [entry.draft for entry in lot if isinstance(entry, Entry)]

    reviewed = make_in_parallel(judging.folder, drafts(), judging.workers, judging.tier, judging.pack, killed)
    try:
        for made in reviewed:
            yield list(joined(at_work.popleft(), iter(made)))
    finally:
        reviewed.close()


def joined(
    lot: Sequence[Entry | Unread], made: Iterator[Made | Failed]
) -> Iterator[Unread | tuple[Entry, Made]]:
    """Put what was made of the drafts of a lot beside their entries; a draft that failed is unread."""
    for entry in lot:
        if isinstance(entry, Unread):
            yield entry
            continue
        found = next(made)
        if isinstance(found, Failed):
            yield Unread(entry.number, entry.origin, found.kind, found.problem, found.remedy)
        else:
            yield entry, found


def of_level(entry: Entry | Unread, level: Level | None) -> Entry | Unread:
    """Return an entry with the level that the user said for all."""
    if level is None or isinstance(entry, Unread) or entry.draft.level == level:
        return entry
    return replace(entry, draft=Draft(entry.draft.title, entry.draft.body, level))


class _Keeper:
    """Keeps what was reviewed, every now and then."""

    def __init__(self, work: Work, done: Done, report: Callable[[Done], None]) -> None:
        self._work, self._done, self._report = work, done, report
        self._rows: list[Row] = []
        self._due = time.monotonic() + _KEPT_EVERY

    def take(self, rows: Sequence[Row]) -> None:
        """Take the next rows, and keep all there are where it is time to."""
        self._rows += rows
        if time.monotonic() >= self._due or len(self._rows) >= _MOST_UNKEPT:
            self.keep()

    def keep(self) -> None:
        """Keep all there are; those kept already, where it was interrupted, are kept once all the same."""
        if not self._rows:
            return
        self._work.add(self._rows)
        unread = sum(isinstance(row, Unread) for row in self._rows)
        last = self._rows[-1]
        self._done = Done(
            last.number if isinstance(last, Unread) else last[0].number,
            self._done.scored + len(self._rows) - unread,
            self._done.unread + unread,
        )
        self._rows = []
        self._report(self._done)
        self._due = time.monotonic() + _KEPT_EVERY
