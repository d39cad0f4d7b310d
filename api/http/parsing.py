"""Reading uploaded files in processes of their own, without keeping the event loop waiting."""

import asyncio
from concurrent.futures.process import BrokenProcessPool

from pebble import ProcessExpired, ProcessFuture

from api.documents import confined
from api.documents.document import Document
from api.errors import Busy, TookTooLong
from model.draft import Level
from model.errors import DraftError


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
        self._pool = confined.new_pool(self._workers)

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
            async with asyncio.timeout(self._seconds + confined.START):
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
            self._pool = confined.new_pool(self._workers)
        return self._pool.schedule(confined.read, (name, content, title, level), timeout=self._seconds)


def _busy() -> Busy:
    return Busy("现在要读的文件太多", remedy="请稍等几秒再试")
