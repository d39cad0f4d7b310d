"""What there is to be seen of the model at work, looked at anew once in a while."""

import time
from threading import Lock
from typing import Final

from api.home import home
from api.storage.database import Database
from api.watching.weeks import new_labels, tier_of_newest, weeks
from model.bundle import load_bundle
from training.default import bundle_in_use
from training.local.watching import Watching, watching

_GOOD_FOR: Final = 3600.0
"""Seconds: what changes from week to week need not be counted for each page."""


def look(database: Database) -> Watching:
    """Look at the weeks of late beside the reference of the model in use.

    Raises:
        BundleError: the model in use cannot be read.
    """
    folder = bundle_in_use(home())
    reference = load_bundle(folder).reference
    if tier_of_newest(database) not in {"", folder.name.partition("-")[0]}:
        reference = None  # it is of the other tier, whose probabilities are spread otherwise
    return watching(weeks(database), reference, folder.name, new_labels(database))


class Watch:
    """The last look; threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._looked = float("-inf")
        self._model = ""
        self._seen: Watching | None = None

    def now(self, database: Database, *, anew: bool = False) -> Watching:
        """Return what there is to be seen; it may be an hour old.

        Args:
            database: with the desk.
            anew: whether to look again all the same.

        Raises:
            BundleError: the model in use cannot be read.
        """
        with self._lock:
            model = bundle_in_use(home()).name
            age = time.monotonic() - self._looked
            if self._seen is None or anew or age > _GOOD_FOR or model != self._model:
                self._seen, self._model = look(database), model
                self._looked = time.monotonic()
            return self._seen
