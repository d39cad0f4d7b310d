"""Server processes as copies of one that has loaded everything, so that several are there as soon as one.

Each process loads some thousand modules, which takes longer than all else it does at its start. A copy has
them loaded, and shares the memory. What is copied is a process kept for that alone (``forkserver``): it has
no threads, no database and no model, and nobody has asked it for anything. Where the system cannot copy
processes they start afresh.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context

import uvicorn._subprocess as started_by

_READY = ["api.http.preloaded"]


def begin() -> None:
    """Start the process that is copied; it goes on loading meanwhile.

    What it finds in the environment is what its copies find: set that before.
    """
    if "forkserver" in get_all_start_methods():
        from multiprocessing.forkserver import ensure_running  # noqa: PLC0415 - not on every platform

        get_context("forkserver").set_forkserver_preload(_READY)
        ensure_running()


@contextmanager
def taken() -> Iterator[None]:
    """Have uvicorn's server processes be copies; it asks nobody how they are to be started."""
    before = started_by.spawn
    if "forkserver" in get_all_start_methods():
        started_by.spawn = get_context("forkserver")  # type: ignore[assignment] # makes processes the same way
    try:
        yield
    finally:
        started_by.spawn = before
