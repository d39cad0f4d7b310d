"""Reviews by several processes, for many drafts on a machine with several cores."""

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Generic, TypeVar

from model.draft import Draft
from model.errors import LianshenError, WorkersLost
from model.network import keep_to
from model.review import Review
from model.reviewer import Reviewer, Tier

Made = TypeVar("Made")

LOT = 16
"""Drafts sent to a process at a time."""
_AHEAD = 4
"""Lots waiting or at work for each process: enough that none is idle, few enough to hold in memory."""
_ATTEMPTS = 2
"""Times that a draft, alone, may take its process down before it is given up."""
_REVIEWERS = 2
"""That a process keeps loaded: those of a cluster outlive the runs they work for."""
_MOST_GIVEN_UP = 3
"""Drafts given up one after the other: then it is not the drafts."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A draft that could not be reviewed, which is a fault of the program or of the machine.

    Attributes:
        kind: name of the error's class.
        problem: in Chinese, no full stop at the end.
        remedy: likewise.
    """

    kind: str
    problem: str
    remedy: str


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
        LianshenError: the bundle cannot be loaded, or a draft cannot be reviewed.
        WorkersLost: processes cannot be started or keep being killed.
    """
    coming = iter(drafts)
    lots = iter(lambda: list(islice(coming, LOT)), [])
    for lot in make_in_parallel(folder, lots, workers, tier, _as_it_is):
        for made in lot:
            if isinstance(made, Failed):
                raise LianshenError(made.problem, remedy=made.remedy)
            yield made


def make_in_parallel(  # noqa: PLR0913, PLR0917 - what, by whom, and what to do with it
    folder: Path,
    lots: Iterable[Sequence[Draft]],
    workers: int,
    tier: Tier | None,
    make: Callable[[Draft, Review], Made],
    killed: Callable[[], None] = lambda: None,
) -> Generator[list[Made | Failed], None, None]:
    """Review lots of drafts as :func:`review_in_parallel` does, and make something of each in its process.

    A process that is killed, as the system does when memory runs out, takes the others of its pool with it.
    They are started again, and the drafts that were at work are reviewed one at a time: one that takes its
    process down again is given up, the others are not.

    Args:
        folder: of the bundle.
        lots: drafts that are reviewed together; some may be empty.
        workers: number of processes, at least 1.
        tier: as for :meth:`model.reviewer.Reviewer.load`.
        make: a function of a module, called in the process that made the review.
        killed: called when a process was killed.

    Yields:
        What was made of each lot, in the order of the lots and of the drafts in it.

    Raises:
        LianshenError: the bundle cannot be loaded.
        WorkersLost: processes cannot be started or keep being killed.
    """
    crew = _Crew(partial(make_lot, folder, tier, make), workers, killed)
    try:
        for lot in lots:
            crew.begin(lot)
            if crew.busy:
                yield crew.finish_first()
        while crew.waiting:
            yield crew.finish_first()
    finally:
        crew.dismiss()


class _Crew(Generic[Made]):
    """Processes at work, and the lots they were given.

    ``concurrent.futures`` knows at once that a process died, though not over which lot. pebble would tell
    which, but loses its channel where the process died while it held it, and waits a minute to notice.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Draft]], list[Made | Failed]],
        workers: int,
        killed: Callable[[], None],
    ) -> None:
        self.waiting: deque[tuple[Sequence[Draft], Future[list[Made | Failed]]]] = deque()
        self._work, self._workers, self._killed = work, workers, killed
        self._given_up = 0
        self._pool = self._new_pool()

    @property
    def busy(self) -> bool:
        """Whether enough lots wait."""
        return len(self.waiting) >= _AHEAD * self._workers

    def begin(self, lot: Sequence[Draft]) -> None:
        """Hand out a lot."""
        self.waiting.append((lot, self._submit(lot)))

    def finish_first(self) -> list[Made | Failed]:
        """Wait for the lot that was handed out first."""
        lot, future = self.waiting.popleft()
        try:
            found = future.result()
        except BrokenProcessPool:
            self._killed()
            self._restart()
            found = [self._alone(draft) for draft in lot]
            self.waiting = deque(
                (each, self._submit(each) if _lost(made) else made) for each, made in self.waiting
            )
        else:
            self._given_up = 0
        return found

    def dismiss(self) -> None:
        """End the processes once they are through with what they are at."""
        self._pool.shutdown(cancel_futures=True)

    def _submit(self, lot: Sequence[Draft]) -> Future[list[Made | Failed]]:
        try:
            with _without_interrupts():
                return self._pool.submit(self._work, lot)
        except BrokenProcessPool as error:
            future: Future[list[Made | Failed]] = Future()
            future.set_exception(error)
            return future

    def _alone(self, draft: Draft) -> Made | Failed:
        """Review one draft while nothing else is at work, so that it is known what took a process down."""
        for _ in range(_ATTEMPTS):
            try:
                (made,) = self._submit([draft]).result()
            except BrokenProcessPool:
                self._restart()
            else:
                self._given_up = 0
                return made
        self._given_up += 1
        if self._given_up >= _MOST_GIVEN_UP:
            raise _lost_workers()
        return Failed("WorkersLost", "审读这一件时，工作进程两次被系统终止", "请单独用 lianshen check 审读")

    def _restart(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._pool = self._new_pool()
        try:
            self._submit([]).result()
        except BrokenProcessPool as error:
            raise _lost_workers() from error

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._workers, get_context("spawn"), initializer=_stand_by)


def _lost(future: Future[list[Made | Failed]]) -> bool:
    return not future.done() or future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


def _lost_workers() -> WorkersLost:
    return WorkersLost(
        "审读用的工作进程一再被系统终止，多半是内存不够", remedy="请关掉别的程序，或用少些进程（--workers 1）"
    )


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let processes that start in the meantime inherit that Ctrl-C is not for them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stand_by() -> None:
    """Begin a process that leaves Ctrl-C to its parent, ends when that was killed, and asks no network."""
    keep_to(())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def end_with_parent() -> None:
    """Have this process end at once when the one that started it through multiprocessing is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def make_lot(
    folder: Path, tier: Tier | None, make: Callable[[Draft, Review], Made], lot: Sequence[Draft]
) -> list[Made | Failed]:
    """Review a lot of drafts in this process, which loads the bundle first, and make something of each.

    Args:
        folder: of the bundle.
        tier: as for :meth:`model.reviewer.Reviewer.load`.
        make: of each draft and its review.
        lot: the drafts.

    Raises:
        LianshenError: the bundle cannot be loaded.
    """
    reviewer = _reviewer(folder, tier)
    try:
        return [make(draft, review) for draft, review in zip(lot, reviewer.review_many(lot), strict=True)]
    except Exception:
        return [_make_one(reviewer, make, draft) for draft in lot]


def _make_one(reviewer: Reviewer, make: Callable[[Draft, Review], Made], draft: Draft) -> Made | Failed:
    try:
        return make(draft, reviewer.review(draft))
    except Exception as error:
        return Failed(
            type(error).__name__,
            f"程序审读这一件时出了意外的错误（{type(error).__name__}）",
            "这是程序的问题，不是草稿的问题：请到本项目的问题单报告",
        )


@lru_cache(_REVIEWERS)
def _reviewer(folder: Path, tier: Tier | None) -> Reviewer:
    """Return the reviewer of this process, loaded with the first lot."""
    return Reviewer.load(folder, tier, threads=1)


def _as_it_is(_draft: Draft, review: Review) -> Review:
    return review
