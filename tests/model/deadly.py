"""What reviewing processes are told to make, and what takes them down; they do not import pytest for it."""

import os
import signal
from pathlib import Path

from model.draft import Draft
from model.review import Review


def titled(draft: Draft, review: Review) -> str:
    """Make a title, unless the draft is one that takes the process down: always, or the first time."""
    if draft.title.startswith("致命"):
        os.kill(os.getpid(), signal.SIGKILL)
    once = Path(draft.title)
    if draft.title.startswith("/") and not once.exists():
        once.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if draft.title.startswith("出错"):
        raise ZeroDivisionError
    return review.title
