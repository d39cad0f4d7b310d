"""Server processes as copies of one that has loaded everything, so that several are there as soon as one.

Each process loads some thousand modules, which takes longer than all else it does at its start. A copy has
them loaded, and shares the memory. What is copied is a process kept for that alone (``forkserver``): it has
no threads, no database and no model, and nobody has asked it for anything. Where the system cannot copy
processes they start afresh.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context

_PREFIX = "LIANSHEN_"
"""That of :mod:`api.settings`, which takes as long to load as the copied process takes to be under way."""
_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
_READY = ["api.http.preloaded"]
_LONGEST = 60
"""Characters of a folder in which there may be a folder with a socket, whose whole name may have 107."""


@contextmanager
def begun(**given: object) -> Iterator[None]:
    """Hand settings of the command line to the processes of the service, which read the environment.

    Where there are several, what they need is loaded from now on, beside whatever the caller loads.

    Args:
        given: by name; ``None`` is not given.
    """
    before = dict(os.environ)
    os.environ.update({_PREFIX + name.upper(): str(each) for name, each in given.items() if each is not None})
    try:
        if os.environ.get("LIANSHEN_WORKERS", "1") == "1":
            yield
            return
        # It holds numbers only, see api/http/metrics.py.
        with tempfile.TemporaryDirectory(prefix="lianshen-") as counts:
            os.environ[_COUNTS] = counts
            _begin()
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def are_begun() -> bool:
    """Return whether several processes of this service have where to count together."""
    return _COUNTS in os.environ


def _begin() -> None:
    if "forkserver" in get_all_start_methods():
        from multiprocessing.forkserver import ensure_running  # noqa: PLC0415 - not on every platform

        get_context("forkserver").set_forkserver_preload(_READY)
        with _short_names():
            ensure_running()


@contextmanager
def _short_names() -> Iterator[None]:
    """Keep temporary files, as Python 3.14 does, where the name of a folder leaves room for a socket."""
    before, own = tempfile.tempdir, tempfile.gettempdir()
    if len(own) > _LONGEST:
        tempfile.tempdir = "/tmp"  # noqa: S108 - multiprocessing makes a folder in it that nobody else may enter
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def taken() -> Iterator[None]:
    """Have uvicorn's server processes be copies; it asks nobody how they are to be started."""
    import uvicorn._subprocess as started_by  # noqa: PLC0415 - not before the loading has begun

    before = started_by.spawn
    if "forkserver" in get_all_start_methods():
        started_by.spawn = get_context("forkserver")  # type: ignore[assignment] # makes processes the same way
    try:
        yield
    finally:
        started_by.spawn = before
