"""Reading files in processes of their own, which end when a file takes too long or too much.

Parsers of Word and PDF files and of tables are large programs in C; a file made for it can keep them busy for
ever, fill the memory or crash them. So none of it happens in the process that serves, or that goes through
ten thousand files.
"""

import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Never, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

from api.documents import ocr
from api.documents.document import Document
from api.documents.reading import read_bytes
from model.draft import Level
from model.errors import DraftDamaged, DraftError, DraftTooLarge
from model.network import keep_to
from model.review import Review

Made = TypeVar("Made")

MEMORY = 512 * 1024 * 1024
"""Bytes that reading one draft may need, beyond the program itself. The largest need some 100 MiB."""
MUCH_MEMORY = 1536 * 1024 * 1024
"""Likewise for a table, whose workbook is held as a whole, and for drafts where the extra ``ocr`` is there,
which needs 950 MiB for the largest picture."""

SECONDS = 5
"""Seconds of the processor that reading one draft may need, or writing on one; the slowest need one. Where
the extra ``ocr`` is there, or for a table, only the clock counts. Windows does not count."""

START = 30.0
"""Seconds within which a process must have started."""

FILES_EACH = 500
"""Files that one process reads before a new one takes its place: what parsers do not give back is freed."""
_LOCK = 1.0
"""Seconds to wait for the lock of the channel, which no living process holds for as long."""
CONSTS.term_timeout = 0.2
"""Seconds that a process has to end in order; those that read have nothing to put in order."""
_READY = ["api.documents.confined", "api.documents.word", "api.documents.pdf"]


def new_pool(workers: int, tasks_each: int = FILES_EACH, *, tables: bool = False) -> ProcessPool:
    """Return processes for :func:`read`, each bounded by :func:`confine`; the first task starts them.

    Args:
        workers: how many.
        tasks_each: after how many tasks one makes way for a new one; 0 for never.
        tables: whether they read tables, which are larger than drafts.
    """
    bounds = (MUCH_MEMORY, 0) if tables or ocr.installed() else (MEMORY, SECONDS)
    if "forkserver" not in get_all_start_methods():
        return ProcessPool(workers, tasks_each, confine, bounds, context=get_context("spawn"))
    # Never a copy of this process with its threads; a copy of one that has loaded the parsers and waits
    # is there in 40 ms, where a fresh one takes half a second.
    ready = get_context("forkserver")
    ready.set_forkserver_preload(_READY)
    return ProcessPool(workers, tasks_each, confine, bounds, context=ready)


def confine(memory: int, seconds: int) -> None:
    """Bound what this process may take, and keep a crash from writing a draft to disk as a core file.

    Nor may it ask anybody over a network.

    Only Linux counts memory this way; elsewhere the time limit has to do.

    Whoever held the lock of the channel and was killed never opens it. So the next process waits for it but a
    moment and gives up, by which the pool notices that it is lost.

    Args:
        memory: bytes that it may take beyond what it has.
        seconds: of the processor that each file may need; 0 for as many as it likes.
    """
    CONSTS.channel_lock_timeout = _LOCK
    keep_to(())
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on every platform

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or taken + memory < hard:
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, hard))


def read(name: str, content: bytes, title: str | None, level: Level | None) -> Document | DraftError:
    """Return what :func:`api.documents.reading.read_bytes` does, or the error it raises.

    An error that is raised here would take along its traceback, which can hold words of the draft; and of
    errors that are not lianshen's own nobody knows whether they can cross to another process.
    """
    return _told(name, lambda: read_bytes(name, content, title=title, level=level))


def annotate(name: str, content: bytes, document: Document, review: Review) -> bytes | DraftError:
    """Return what :func:`api.annotate.annotated` does, or the error it raises, as :func:`read` does."""
    from api.annotate import annotated  # noqa: PLC0415 - python-docx takes a third of a second to load

    return _told(name, lambda: annotated(name, content, document, review))


def afresh(work: Callable[..., Made], arguments: tuple[object, ...]) -> Made:
    """Return what some work gives, for which there is all of the time that :func:`confine` gave each file.

    Whoever hands a task to a process of :func:`new_pool` hands it over by this. The end of its time ends the
    process.
    """
    if sys.platform != "win32":
        _, seconds = signal.getitimer(signal.ITIMER_PROF)
        signal.setitimer(signal.ITIMER_PROF, seconds, seconds)
    return work(*arguments)


def unreadable(name: str) -> DraftDamaged:
    """Return the error for a file that made the program fail."""
    return DraftDamaged(
        "读这份文件的时候出了错，文件可能已损坏", where=name, remedy="请另存为 .docx 再试，或把文字粘贴过来"
    )


def ended(name: str, error: ProcessExpired) -> DraftError:
    """Return the error for a file on which its process ended, of :data:`SECONDS` or of something else."""
    if sys.platform != "win32" and error.exitcode == -signal.SIGPROF:
        return DraftTooLarge(
            f"读这份文件太费时，处理器用了 {SECONDS} 秒还没有读完，不像一件草稿",
            where=name,
            remedy="请只留草稿的文字，另存为 .docx 再试，或把文字粘贴过来",
        )
    return unreadable(name)


def _told(name: str, work: Callable[[], Made]) -> Made | DraftError:
    """Return what some work on a file gives, or the error it raises.

    Where the memory was full, this process ends: the next file would have too little from the start.
    """
    try:
        return work()
    except DraftError as error:
        if isinstance(error.__cause__, MemoryError):
            _end()
        return error
    except MemoryError:
        _end()
    except Exception:
        return unreadable(name)


def _end() -> Never:
    """End this process, in which nothing has to be put in order."""
    os._exit(1)
