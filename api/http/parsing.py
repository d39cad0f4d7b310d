"""Reading uploaded files in a process of its own, without keeping the event loop waiting."""

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired, ProcessFuture

from api.documents import confined
from api.documents.document import Document
from api.errors import Busy, TookTooLong
from api.tracing import span
from api.viruses import Scanner
from model.draft import Level
from model.errors import DraftError
from model.review import Review


class Parser:
    """Reads uploads one after the other in a process, which the first of them starts."""

    def __init__(self, seconds: float, waiting: int, scanner: Scanner | None = None) -> None:
        """Take the limits.

        Args:
            seconds: that one file may take, and that it may wait for its turn.
            waiting: how many files may wait at once.
            scanner: looks for viruses before a file is opened; ``None`` where nobody does.
        """
        self._seconds = seconds
        self._most = waiting
        self._waiting = 0
        self._scanner = scanner
        self._free = asyncio.Semaphore(1)
        self._pool = confined.new_pool(1)

    async def read(
        self,
        name: str,
        content: bytes,
        title: str | None = None,
        level: Level | None = None,
        *,
        pasted: bool = False,
    ) -> Document:
        """Return what is in a file, as :func:`api.documents.reading.read_bytes` does.

        Args:
            name: of the file, see :func:`api.http.file_names.file_name`.
            content: its bytes.
            title: what the user says the title is.
            level: what the user says 本级 is.
            pasted: whether it is no file, but words that somebody pasted, in which no virus is looked for.

        Raises:
            DraftError: it cannot be read as a draft, or it made its reader crash.
            Busy: too many files wait, or this one waited too long for its turn.
            TookTooLong: reading it took longer than is allowed.
            VirusFound: there is a virus in it.
            ScannerAway: nobody can tell whether there is.
        """
        if self._scanner is not None and not pasted:
            await self._looked(self._scanner, name, content)
        with span("parse", {"lianshen.bytes": len(content)}):
            found: Document = await self._done(name, confined.read, (name, content, title, level))
            return found

    async def annotated(self, name: str, content: bytes, document: Document, review: Review) -> bytes:
        """Return a Word file with a review in its margin, as :func:`api.annotate.annotated` does.

        Args:
            name: of the file.
            content: its bytes.
            document: what :meth:`read` found in it.
            review: of the draft in it.

        Raises:
            DraftError: as for :meth:`read`.
            Busy: likewise.
            TookTooLong: likewise.
        """
        made: bytes = await self._done(name, confined.annotate, (name, content, document, review))
        return made

    async def _looked(self, scanner: Scanner, name: str, content: bytes) -> None:
        """Look for viruses, one file after the other."""
        await self._turn()
        try:
            with span("scan", {"lianshen.bytes": len(content)}):
                await asyncio.to_thread(scanner.look, name, [content] if content else [])
        finally:
            self._free.release()

    async def _done(self, name: str, work: Callable[..., Any], arguments: tuple[object, ...]) -> Any:
        """Return what a process makes of a file."""
        await self._turn()
        limit = asyncio.timeout(self._seconds + confined.START)
        try:
            future = await asyncio.to_thread(self._begin, work, arguments)
            async with limit:
                found = await asyncio.wrap_future(future)
        except TimeoutError as error:
            if limit.expired():  # the process itself no longer answers, and would not answer the next one
                await asyncio.to_thread(self._renew)
            raise TookTooLong(
                f"这份文件 {self._seconds:g} 秒没有读完",
                where=name,
                remedy="请另存为 .docx 再试，或把文字粘贴过来",
            ) from error
        except ProcessExpired as error:
            raise confined.ended(name, error) from error
        except BrokenProcessPool as error:
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
        """Wait until the process is free."""
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

    def _begin(self, work: Callable[..., Any], arguments: tuple[object, ...]) -> ProcessFuture[Any]:
        """Hand a file to the process; the first time starts it, which takes half a second."""
        if not self._pool.active:  # a pool that lost its channel does not recover
            self._pool = confined.new_pool(1)
        return self._pool.schedule(confined.afresh, (work, arguments), timeout=self._seconds)

    def _renew(self) -> None:
        """Put another process in the place of this one."""
        self.close()
        self._pool = confined.new_pool(1)


def _busy() -> Busy:
    return Busy("现在要读的文件太多", remedy="请稍等几秒再试")
