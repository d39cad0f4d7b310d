"""Files read in confined processes, in the order in which they are handed over.

Workbooks and Parquet files are read there a stretch at a time: the process keeps the file open between two
tasks, so that a million rows need no more memory here than five hundred.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from api.batch import stretches
from api.batch.limits import LARGEST_TABLE, LARGEST_TABLE_MEMBER, SECONDS
from api.batch.sources import Source, too_large
from api.batch.stretches import Stretch
from api.documents import confined
from api.documents.document import Document
from api.errors import TookTooLong
from model.errors import DraftDamaged, DraftError, LianshenError

Made = TypeVar("Made")


_LOOK = 1.0
"""Seconds after which it is looked whether the processes that are waited for are still there."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that was handed over; its content is kept, in case the process dies of something else."""

    name: str
    content: bytes
    future: "ProcessFuture[Document | DraftError]"


class Apart:
    """Reads files in processes of its own, which start with the first file; use it as a context."""

    def __init__(self, workers: int, seconds: float = SECONDS) -> None:
        """Take the limits.

        Args:
            workers: processes that read drafts; one more reads tables.
            seconds: that one file may take, or one stretch of a table.
        """
        self._seconds = seconds
        self._drafts = _Pool(workers, confined.FILES_EACH)
        self._tables = _Pool(1, 0)  # a new process in the middle of a table would not know where it was

    def __enter__(self) -> "Apart":
        return self

    def __exit__(self, *_error: object) -> None:
        self._drafts.stop()
        self._tables.stop()

    def begin(self, name: str, content: bytes) -> Begun:
        """Hand over a file that is a draft; :meth:`outcome` says what became of it."""
        read = self._drafts.schedule(confined.read, (name, content, None, None), self._seconds)
        return Begun(name, content, read)

    def outcome(self, begun: Begun) -> Document | LianshenError:
        """Return what is in a file, or why it cannot be read."""
        try:
            try:
                return self._drafts.result(begun.future)
            except BrokenProcessPool:  # somebody killed a process, and with it went all that waited for one
                return self._drafts.result(self.begin(begun.name, begun.content).future)
        except TimeoutError:
            return self._slow(begun.name)
        except (ProcessExpired, BrokenProcessPool):
            return confined.unreadable(begun.name)

    def table(self, source: Source, kind: Literal["workbook", "parquet"]) -> Iterator[Stretch]:
        """Return the rows of a table, a stretch at a time.

        Raises:
            LianshenError: it cannot be read, or not to its end.
        """
        if source.path is None:
            where: str | bytes = source.content(LARGEST_TABLE_MEMBER)
        else:
            where = str(source.path.absolute())
            if kind == "workbook" and source.path.stat().st_size > LARGEST_TABLE:
                raise too_large(source.name, LARGEST_TABLE)
        ahead = self._tables.schedule(stretches.first, (source.name, kind, where), self._seconds)
        while (stretch := self._step(source.name, ahead)) is not None:
            ahead = self._tables.schedule(stretches.more, (), self._seconds)
            yield stretch

    def _step(self, name: str, step: "ProcessFuture[Stretch | LianshenError | None]") -> Stretch | None:
        try:
            found = self._tables.result(step)
        except TimeoutError as error:
            raise self._slow(name) from error
        except (ProcessExpired, BrokenProcessPool) as error:
            raise DraftDamaged(
                "读这份表格的时候出了错：文件可能已损坏，或者很远的单元格里还有内容，表格大得读不下",
                where=name,
                remedy="请把要审的行复制到新的表格里再试",
            ) from error
        if isinstance(found, LianshenError):
            raise found
        return found

    def _slow(self, name: str) -> TookTooLong:
        return TookTooLong(
            f"这份文件 {self._seconds:g} 秒没有读完", where=name, remedy="请另存一份，或分成几份再试"
        )


class _Pool:
    """Confined processes, and others in their place once these are lost."""

    def __init__(self, workers: int, tasks_each: int) -> None:
        self._size = (workers, tasks_each)
        self._pool: ProcessPool | None = None

    def schedule(
        self, function: Callable[..., Made], arguments: tuple[object, ...], seconds: float
    ) -> "ProcessFuture[Made]":
        if self._pool is not None:
            with suppress(RuntimeError):
                return self._pool.schedule(function, arguments, timeout=seconds)
            self.stop()  # a pool that lost its processes does not recover
        self._pool = confined.new_pool(*self._size)
        return self._pool.schedule(function, arguments, timeout=seconds)

    def result(self, future: "ProcessFuture[Made]") -> Made:
        """Return a task's result.

        Raises:
            TimeoutError: it took too long.
            ProcessExpired: its process died.
            BrokenProcessPool: all processes are lost, and the task with them.
        """
        while not wait((future,), _LOOK).done:
            if self._pool is None or not self._pool.active:
                raise BrokenProcessPool
        return future.result()

    def stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates the rest
            self._pool.join()
            self._pool = None
