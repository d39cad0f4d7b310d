"""Reading uploaded files in processes of their own, which are killed when a file takes too long.

Parsers of Word and PDF files are large programs in C; a file made for it can keep them busy for ever, fill
the memory or crash them. So none of it happens in the process that serves.
"""

import asyncio
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from api.documents.document import Document
from api.errors import Busy, TookTooLong
from api.http import confined
from model.draft import Level
from model.errors import DraftError

_FILES_EACH = 500
"""Files that one process reads before a new one takes its place: what parsers do not give back is freed."""
_START = 30.0
"""Seconds within which a process must have started."""
_READY = ["api.http.confined", "api.documents.word", "api.documents.pdf"]


class Parser:
    """Reads uploads, a few at a time; started by the first of them."""

    def __init__(self, seconds: float, waiting: int, workers: int = 1) -> None:
        """Take the limits.

        Args:
            seconds: that one file may take, and that it may wait for its turn.
            waiting: how many files may wait at once.
            workers: processes.
        """
        self._seconds = seconds
        self._most = waiting
        self._workers = workers
        self._waiting = 0
        self._free = asyncio.Semaphore(workers)
        self._pool = self._new_pool()

    async def read(
        self, name: str, content: bytes, title: str | None = None, level: Level | None = None
    ) -> Document:
        """Return what is in a file, as :func:`api.documents.reading.read_bytes` does.

        Args:
            name: of the file, see :func:`api.http.file_names.file_name`.
            content: its bytes.
            title: what the user says the title is.
            level: what the user says 本级 is.

        Raises:
            DraftError: it cannot be read as a draft, or it made its reader crash.
            Busy: too many files wait, or this one waited too long for its turn.
            TookTooLong: reading it took longer than is allowed.
        """
        await self._turn()
        try:
            future = await asyncio.to_thread(self._begin, name, content, title, level)
            async with asyncio.timeout(self._seconds + _START):
                found = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise TookTooLong(
                f"这份文件 {self._seconds:g} 秒没有读完",
                where=name,
                remedy="请另存为 .docx 再试，或把文字粘贴过来",
            ) from error
        except (ProcessExpired, BrokenProcessPool) as error:
            raise confined.unreadable(name) from error
        finally:
            self._free.release()
        if isinstance(found, DraftError):
            raise found
        return found

    def close(self) -> None:
        """End the processes, whatever they are reading."""
        self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates the rest
        self._pool.join()

    async def _turn(self) -> None:
        """Wait until a process is free."""
        if self._waiting >= self._most:
            raise _busy()
        self._waiting += 1
        try:
            async with asyncio.timeout(self._seconds):
                await self._free.acquire()
        except TimeoutError as error:
            raise _busy() from error
        finally:
            self._waiting -= 1

    def _begin(
        self, name: str, content: bytes, title: str | None, level: Level | None
    ) -> ProcessFuture[Document | DraftError]:
        """Hand a file to a process; the first time starts it, which takes half a second."""
        if not self._pool.active:  # a pool that lost its channel does not recover
            self._pool = self._new_pool()
        return self._pool.schedule(confined.read, (name, content, title, level), timeout=self._seconds)

    def _new_pool(self) -> ProcessPool:
        if "forkserver" not in get_all_start_methods():
            context = get_context("spawn")
            return ProcessPool(self._workers, _FILES_EACH, confined.confine, context=context)
        # Never a copy of this process with its threads; a copy of one that has loaded the parsers and waits
        # is there in 40 ms, where a fresh one takes half a second.
        ready = get_context("forkserver")
        ready.set_forkserver_preload(_READY)
        return ProcessPool(self._workers, _FILES_EACH, confined.confine, context=ready)


def _busy() -> Busy:
    return Busy("现在要读的文件太多", remedy="请稍等几秒再试")
