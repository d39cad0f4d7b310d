"""Reviews by several processes, for many drafts on a machine with several cores."""

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from model.draft import Draft
from model.review import Review
from model.reviewer import Reviewer, Tier

_CHUNK = 64
"""Drafts sent to a process at a time."""
_AHEAD = 2
"""Chunks waiting or at work for each process: enough that none is idle, few enough to hold in memory."""

_reviewers: list[Reviewer] = []
"""The reviewer of a worker process, once it has loaded it."""


def review_in_parallel(
    folder: Path, drafts: Iterable[Draft], workers: int, tier: Tier | None = None
) -> Generator[Review, None, None]:
    """Review drafts in the order they come by several processes, each of which loads the bundle itself.

    The reviews are those of :meth:`model.reviewer.Reviewer.review_many`. The drafts are taken as they are
    needed, some hundred ahead. Starting the processes takes a second or two. They are started afresh
    (``spawn``), so a program that calls this must be importable, and its own work guarded by
    ``if __name__ == "__main__"``.

    Args:
        folder: of the bundle.
        drafts: as many as there are.
        workers: number of processes, at least 1.
        tier: as for :meth:`model.reviewer.Reviewer.load`.

    Raises:
        BrokenProcessPool: a process was killed, or could not load the bundle.
    """
    coming = iter(drafts)
    chunks = iter(lambda: list(islice(coming, _CHUNK)), [])
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_load, initargs=(folder, tier))
    try:
        at_work: deque[Future[list[Review]]] = deque()
        for chunk in chunks:
            at_work.append(pool.submit(_review, chunk))
            if len(at_work) >= _AHEAD * workers:
                yield from at_work.popleft().result()
        while at_work:
            yield from at_work.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _load(folder: Path, tier: Tier | None) -> None:
    _reviewers.append(Reviewer.load(folder, tier, threads=1))


def _review(drafts: list[Draft]) -> list[Review]:
    return list(_reviewers[0].review_many(drafts))
