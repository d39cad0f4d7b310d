"""Following the model in use: each server process takes another one within seconds, without a restart."""

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from api.http.reviewing import Desk
from api.located import located
from model.draft import Draft
from model.errors import LianshenError
from model.reviewer import Reviewer
from training.default import CURRENT, bundle_in_use

_EVERY = 1.0
"""Seconds between two looks at the file that names the model in use; a look is one call of the system."""
_AGAIN = 60.0
"""Seconds after which a model that could not be loaded is tried again: somebody may have mended it."""
_FIRST = Draft("关于修缮大湾村机耕道的建议", "大湾村三组的机耕道长800米。建议县农业农村局今年内修好。")
"""Reviewed before the model is taken: what it prepares with its first draft shall keep nobody waiting."""
_LOG = logging.getLogger("lianshen")


class Following:
    """Looks which model is in use, in a thread of its own, and gives it to the desk."""

    def __init__(self, home: Path, desk: Desk, load: Callable[[Path], Reviewer]) -> None:
        """Start the thread.

        Args:
            home: folder with the models.
            desk: that reviews with one of them.
            load: loads the one in a folder, as the process does at its start.
        """
        self._home, self._desk, self._load = home, desk, load
        self._seen: tuple[int, int] | None = None
        self._complaint, self._again = "", 0.0
        self._stop = Event()
        self._thread = Thread(target=self._follow, name="following", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread; a model that it is loading is not taken any more."""
        self._stop.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._stop.wait(_EVERY):
            sign = self._sign()
            if sign != self._seen or (self._complaint and time.monotonic() > self._again):
                self._look()
                self._seen = sign  # as it was before the look: a change during it is seen the next time

    def _sign(self) -> tuple[int, int] | None:
        """Return what changes with every switch; nothing where there is no such file."""
        try:
            told = (self._home / "models" / CURRENT).stat()
        except OSError:
            return None
        return told.st_ino, told.st_mtime_ns

    def _look(self) -> None:
        """Have the desk review with the model in use; with the former one where it cannot be used."""
        try:
            folder = bundle_in_use(self._home)
            if folder.name != self._desk.model["version"]:
                reviewer = self._load(folder)
                reviewer.review(_FIRST)
                if not self._stop.is_set():
                    self._desk.take(reviewer)
                    _LOG.info("改用模型 %s。", folder.name)
            self._complaint = ""
        except Exception as error:
            self._complain(str(error) if isinstance(error, LianshenError) else located(error))

    def _complain(self, complaint: str) -> None:
        if complaint != self._complaint:
            _LOG.error("换的模型用不了，仍用 %s。%s", self._desk.model["version"], complaint)
        self._complaint, self._again = complaint, time.monotonic() + _AGAIN
