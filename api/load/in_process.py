"""What the model does in process, to hold the service against."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from threading import Barrier

from model.draft import Draft
from model.reviewer import Reviewer, Tier

_LOT = 16

_reviewers: list[Reviewer] = []
"""The reviewer of a worker process, once it has loaded it."""


def rate_in_process(
    folder: Path, tier: Tier, drafts: Sequence[Draft], processes: int, seconds: float
) -> float:
    """Return the reviews a second of processes that do nothing else, each with one thread.

    Args:
        folder: of the bundle.
        tier: that judges.
        drafts: reviewed in turn.
        processes: that review at the same time.
        seconds: in which reviews are counted.
    """
    context = get_context("spawn")
    all_ready = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, _load, (folder, tier, all_ready)) as pool:
        parts = [pool.submit(_rate, drafts[number::processes], seconds) for number in range(processes)]
        return sum(part.result() for part in parts)


def _load(folder: Path, tier: Tier, all_ready: Barrier) -> None:
    _reviewers.append(Reviewer.load(folder, tier, threads=1))
    all_ready.wait()


def _rate(drafts: Sequence[Draft], seconds: float) -> float:
    """Return the reviews a second, lots counted whole, after one that is not."""
    (reviewer,) = _reviewers
    lots = _lots(drafts)
    list(reviewer.review_many(next(lots)))
    reviewed, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < seconds:
        reviewed += len(list(reviewer.review_many(next(lots))))
    return reviewed / taken


def _lots(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """Yield lots without end, of drafts that nobody has read yet: one that was keeps what was found in it."""
    fresh = (Draft(draft.title, draft.body, draft.level) for draft in cycle(drafts))
    while True:
        yield list(islice(fresh, _LOT))
