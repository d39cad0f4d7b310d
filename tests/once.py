"""What is dear to make, made once for all processes that run tests side by side."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of the whole run; whoever asks first makes it, and the others wait until it is whole.

    Args:
        factory: of this process.
        name: of the folder.
        make: fills it; called with a folder that is there and empty.
    """
    room = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each process has a room of its own in that of the run
        room = room.parent
    folder, whole = room / name, room / f"{name}.whole"
    with FileLock(room / f"{name}.lock"):
        if not whole.exists():
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder
