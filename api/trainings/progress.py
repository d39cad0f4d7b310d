"""How far a training is, written down for the page while it runs."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from api.storage.database import Database
from api.trainings.table import change, wants_stop

_EVERY = 0.5
"""Seconds between two looks at what is wanted."""
_LONGEST = 60

Report = Callable[[str, float], None]
"""Called with the stage, in Chinese, and how much of the work is done, 0 to 1; may raise to stop it."""


class Stopped(Exception):
    """Somebody wants the training stopped."""


@dataclass(slots=True)
class Progress:
    """Told how far a training is; writes it down, and stops the training by an exception.

    Attributes:
        database: where the training is.
        number: of the training.
        also: told the same.
    """

    database: Database
    number: int
    also: Report
    _stage: str = ""
    _due: float = 0.0

    def part(self, begin: float, end: float) -> Report:
        """Return what takes note of a part of the work.

        Args:
            begin: share of the whole that is done before it.
            end: and after it.
        """
        return lambda stage, share: self(stage, begin + (end - begin) * min(max(share, 0.0), 1.0))

    def __call__(self, stage: str, share: float) -> None:
        """Take note.

        Raises:
            Stopped: somebody wants it stopped.
        """
        self.also(stage, share)
        now = time.monotonic()
        if stage == self._stage and now < self._due:
            return
        self._stage, self._due = stage, now + _EVERY
        change(self.database, self.number, stage=stage[:_LONGEST], share=share)
        if wants_stop(self.database, self.number):
            raise Stopped
