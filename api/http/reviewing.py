"""Reviewing drafts beside the event loop: one thread that takes together whatever waits."""

import asyncio
from contextlib import suppress
from dataclasses import asdict, dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from api.errors import Busy, TookTooLong
from api.http.metrics import Metrics
from api.tracing import span
from model.draft import Draft
from model.review import Review
from model.reviewer import Reviewer
from model.unit_list import UnitList

_LOT, _LOT_OF_ENCODER = 16, 4
"""Drafts taken together: 16 halve the work of the fast tier; beside an encoder more than 4 save nothing,
and the first of them would wait for the last."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A draft, and who waits for its review."""

    draft: Draft
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[Review]

    def deliver(self, outcome: Review | Exception) -> None:
        """Hand over from the thread that reviews; a loop that was closed meanwhile waits no more."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(_settle, self.future, outcome)


class Desk:
    """Reviews drafts for coroutines, in one thread of its own.

    There is no waiting for a lot to fill: a draft that comes alone is reviewed alone and at once, and what
    comes meanwhile is reviewed together afterwards.
    """

    def __init__(
        self, reviewer: Reviewer, seconds: float, waiting: int, metrics: Metrics | None = None
    ) -> None:
        """Start the thread.

        Args:
            reviewer: used by that thread only, until another one takes its place.
            seconds: that a draft may take, waiting included.
            waiting: how many drafts may wait at once.
            metrics: where to count reviews and those who wait for them.
        """
        self._reviewer = reviewer
        self._seconds = seconds
        self._most = waiting
        self._metrics = metrics or Metrics()
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._closed = False
        self._thread = Thread(target=self._work, name="desk", daemon=True)
        self._thread.start()

    @property
    def version(self) -> str:
        """The version of the model that reviews."""
        return self._reviewer.version

    @property
    def model(self) -> dict[str, Any]:
        """What is known of the model that reviews: all of it of the same one."""
        reviewer = self._reviewer
        bundle = reviewer.bundle
        return {
            "judging": reviewer.version,
            "version": bundle.version,
            "training": asdict(bundle.training),
            "card": asdict(bundle.card),
        }

    @property
    def units(self) -> UnitList:
        """The units that the model knows."""
        return self._reviewer.bundle.units

    @property
    def waiting(self) -> int:
        """How many drafts wait, those under review not counted."""
        return self._queue.qsize()

    async def review(self, draft: Draft) -> Review:
        """Return the review of a draft, as :meth:`model.reviewer.Reviewer.review` does.

        Raises:
            Busy: too many drafts wait already, or the desk was closed.
            TookTooLong: there is no review within the time allowed.
            Exception: what the reviewer raises on this draft.
        """
        if self._closed or self._queue.qsize() >= self._most:
            raise Busy("现在要审的草稿太多", remedy="请稍等几秒再试，草稿还在您那里")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Review] = loop.create_future()
        self._queue.put(_Waiting(draft, loop, future))
        try:
            tier = self.version.partition("-")[0]
            with self._metrics.waiting(), span("review", {"lianshen.tier": tier}):
                async with asyncio.timeout(self._seconds):
                    review = await future
        except TimeoutError as error:
            raise TookTooLong(
                f"这件草稿 {self._seconds:g} 秒没有审完", remedy="请稍后再试；如果总是这样，请把草稿分成几件"
            ) from error
        self._metrics.reviewed(review)
        return review

    def take(self, reviewer: Reviewer) -> None:
        """Review with another model from the next lot on; what is under review is finished by the former.

        Args:
            reviewer: used by the thread of this desk only from now on.
        """
        self._reviewer = reviewer

    def close(self) -> None:
        """End the thread when it has reviewed what still waits."""
        self._closed = True
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while lot := self._taken():
            self._review(lot, self._reviewer)

    def _taken(self) -> list[_Waiting]:
        """Return what waits, at least one draft; nothing when the desk was closed."""
        lot: list[_Waiting] = []
        with suppress(Empty):
            while len(lot) < _most_at_once(self._reviewer):
                waiting = self._queue.get(block=not lot)
                if waiting is None:
                    if lot:
                        self._queue.put(None)  # to be met again behind them
                    break
                if not waiting.future.cancelled():  # else its caller went away
                    lot.append(waiting)
        return lot

    def _review(self, lot: list[_Waiting], reviewer: Reviewer) -> None:
        try:
            outcomes: list[Review | Exception] = list(reviewer.review_many(waiting.draft for waiting in lot))
        except Exception as error:
            if len(lot) > 1:  # one of them is to blame: the others must not suffer for it
                for waiting in lot:
                    self._review([waiting], reviewer)
                return
            outcomes = [error]
        for waiting, outcome in zip(lot, outcomes, strict=True):
            waiting.deliver(outcome)


def _most_at_once(reviewer: Reviewer) -> int:
    return _LOT_OF_ENCODER if reviewer.version.startswith("full") else _LOT


def _settle(future: asyncio.Future[Review], outcome: Review | Exception) -> None:
    if future.done():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
