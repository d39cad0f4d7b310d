"""How far a batch is, written down for the page while it is scored."""

import time
from collections.abc import Callable

from api.batch.work import Done
from api.batches.table import change, wants_stop
from api.storage.database import Database

_EVERY = 0.5
"""Seconds between two looks at what is wanted."""
_TELLS = 2.0
"""Seconds of scoring from which on its speed says how long the rest takes."""


class Stopped(Exception):
    """Somebody wants the batch stopped."""


class ServiceEnds(Exception):
    """The process is to end; another goes on."""


class Progress:
    """Told now and then how far scoring is; writes it down, and stops scoring by an exception."""

    def __init__(
        self, database: Database, number: int, total: int | None, stopping: Callable[[], bool]
    ) -> None:
        """Begin.

        Args:
            database: where the batch is.
            number: of the batch.
            total: about how many drafts, and files and rows that cannot be read, there are.
            stopping: whether the process is to end.
        """
        self._database, self._number, self._total, self._stopping = database, number, total, stopping
        self._began: tuple[float, int] | None = None
        self._due = 0.0

    def __call__(self, done: Done) -> None:
        """Take note.

        Raises:
            Stopped: somebody wants it stopped.
            ServiceEnds: the process is to end.
        """
        now = time.monotonic()
        if self._began is None:
            self._began = (now, done.last)
        if self._stopping():
            raise ServiceEnds
        if now < self._due:
            return
        self._due = now + _EVERY
        self._write(done, now)
        if wants_stop(self._database, self._number):
            raise Stopped

    def _write(self, done: Done, now: float) -> None:
        total = None if self._total is None else max(self._total, done.last)
        change(
            self._database,
            self._number,
            scored=done.scored,
            unread=done.unread,
            total=total,
            remaining=self._remaining(done.last, total, now),
        )

    def _remaining(self, last: int, total: int | None, now: float) -> int | None:
        """Return how many seconds the rest takes at the speed of this process so far."""
        assert self._began  # noqa: S101 - set with the first call
        seconds, counted = now - self._began[0], last - self._began[1]
        if total is None or seconds < _TELLS or not counted:
            return None
        return round((total - last) * seconds / counted)
