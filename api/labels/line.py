"""The queue of drafts to label as one server process keeps it: chosen once in a while, not for each page."""

import time
from dataclasses import dataclass
from threading import Lock
from typing import Final

from api.labels.queue import Wanted, to_label, unlabelled
from api.storage.database import Database

_FRESH: Final = 600.0
"""Seconds for which a queue is good while drafts are left in it."""
_PAUSE: Final = 5.0
"""Seconds after which an exhausted queue is chosen anew."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is in the queue.

    Attributes:
        wanted: the draft to label; ``None`` where there is none left.
        left: how many wait, this one included.
    """

    wanted: Wanted | None
    left: int


class Line:
    """The queue; threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._queue: tuple[Wanted, ...] = ()
        self._chosen = float("-inf")

    def next(self, database: Database, after: int | None = None) -> Place:
        """Return the next draft that nobody has labelled.

        Args:
            database: where the drafts are.
            after: number of the one before it in the queue; without it, or once it has left the queue, the
                first one comes. What was skipped comes again behind all the others.
        """
        with self._lock:
            left = self._left(database, _FRESH)
            behind = self._behind(after)
            coming = [each for each in behind if each in left]
            if not coming:
                left = self._left(database, _PAUSE)
                coming = [each for each in left if each.piece_id != after]
            return Place(coming[0] if coming else None, len(left))

    def before(self, piece_id: int) -> int | None:
        """Return the draft before one in the queue, labelled or not."""
        numbers = [each.piece_id for each in self._queue]
        at = numbers.index(piece_id) if piece_id in numbers else 0
        return numbers[at - 1] if at else None

    def all_left(self, database: Database) -> tuple[Wanted, ...]:
        """Return what waits, in order."""
        with self._lock:
            return self._left(database, _FRESH)

    def reasons(self, piece_id: int) -> tuple[str, ...]:
        """Return why a draft is in the queue; nothing for one that is not."""
        return next((each.reasons for each in self._queue if each.piece_id == piece_id), ())

    def _left(self, database: Database, good_for: float) -> tuple[Wanted, ...]:
        """Return what waits; chosen anew where that was chosen too long ago, or nothing is left of it."""
        left = self._unlabelled(database)
        age = time.monotonic() - self._chosen
        if age > good_for or (not left and age > _PAUSE):
            self._queue = to_label(database)
            self._chosen = time.monotonic()
            left = self._queue
        return left

    def _unlabelled(self, database: Database) -> tuple[Wanted, ...]:
        still = unlabelled(database, [each.piece_id for each in self._queue])
        return tuple(each for each in self._queue if each.piece_id in still)

    def _behind(self, after: int | None) -> tuple[Wanted, ...]:
        numbers = [each.piece_id for each in self._queue]
        return self._queue[numbers.index(after) + 1 :] if after in numbers else self._queue
