"""Files read in confined processes, in the order in which they are handed over.

Workbooks and Parquet files are read there a stretch at a time: the process keeps the file open between two
tasks, so that a million rows need no more memory here than five hundred.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal, TypeVar

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
"""Seconds after which it is looked whether the process that is waited for is still there."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that was handed over; its content is kept, in case the process dies of something else."""

    name: str
    content: bytes
    reader: "_Reader"
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
        self._drafts = tuple(_Reader(confined.FILES_EACH) for _ in range(workers))
        # One for good: a new process in the middle of a table would not know where it was.
        self._tables = _Reader(0, tables=True)

    def __enter__(self) -> "Apart":
        return self

    def __exit__(self, *_error: object) -> None:
        for reader in (*self._drafts, self._tables):
            reader.stop()

    def begin(self, name: str, content: bytes) -> Begun:
        """Hand over a file that is a draft; :meth:`outcome` says what became of it."""
        reader = min(self._drafts, key=_Reader.waiting)
        read = reader.schedule(confined.read, (name, content, None, None), self._seconds)
        return Begun(name, content, reader, read)

    def outcome(self, begun: Begun) -> Document | LianshenError:
        """Return what is in a file, or why it cannot be read; those begun before it are asked for first."""

        def result() -> Document | LianshenError:
            try:
                return begun.reader.result(begun.future, self._seconds)
            except (BrokenProcessPool, CancelledError):  # a process was lost, and what waited for it with it
                again = self.begin(begun.name, begun.content)
                return again.reader.result(again.future, self._seconds)

        return self._told(begun.name, result)

    def done(
        self, name: str, work: Callable[..., Made], arguments: tuple[object, ...]
    ) -> Made | LianshenError:
        """Return what some work on a file gives, or why it gave nothing.

        Args:
            name: of the file.
            work: raises nothing.
            arguments: of it.
        """
        reader = min(self._drafts, key=_Reader.waiting)
        future = reader.schedule(work, arguments, self._seconds)
        return self._told(name, lambda: reader.result(future, self._seconds))

    def _told(self, name: str, result: Callable[[], Made]) -> Made | LianshenError:
        try:
            return result()
        except TimeoutError:
            return self._slow(name)
        except ProcessExpired as error:
            return confined.ended(name, error)
        except (BrokenProcessPool, CancelledError):
            return confined.unreadable(name)

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
            ahead = self._tables.schedule(stretches.more, (source.name,), self._seconds)
            yield stretch

    def _step(self, name: str, step: "ProcessFuture[Stretch | LianshenError | None]") -> Stretch | None:
        try:
            found = self._tables.result(step, self._seconds)
        except TimeoutError as error:
            raise self._slow(name) from error
        except (ProcessExpired, BrokenProcessPool, CancelledError) as error:
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


class _Reader:
    """One confined process, and another in its place once it is lost.

    Each process has a channel of its own. Of several on one, a process that is killed while it holds the lock
    of the channel would keep all others from their files.
    """

    def __init__(self, tasks_each: int, *, tables: bool = False) -> None:
        self._tasks_each = tasks_each
        self._of_tables = tables
        self._pool: ProcessPool | None = None
        self._begun: list[ProcessFuture[Any]] = []

    def waiting(self) -> int:
        """Return how many of the tasks handed over are not done."""
        return sum(not future.done() for future in self._begun)

    def schedule(
        self, function: Callable[..., Made], arguments: tuple[object, ...], seconds: float
    ) -> "ProcessFuture[Made]":
        task = (function, arguments)
        try:
            future = self._live().schedule(confined.afresh, task, timeout=seconds)
        except RuntimeError:  # a pool that lost its process does not recover
            self.stop()
            future = self._live().schedule(confined.afresh, task, timeout=seconds)
        self._begun = [*(each for each in self._begun if not each.done()), future]
        return future

    def result(self, future: "ProcessFuture[Made]", seconds: float) -> Made:
        """Return the result of a task whose turn it is.

        Raises:
            TimeoutError: it took too long, or the process no longer answers and is given up.
            ProcessExpired: its process died.
            BrokenProcessPool: the process is lost, and the task with it.
            CancelledError: likewise.
        """
        until = monotonic() + seconds + confined.START
        while not (future.done() or wait((future,), _LOOK).done):
            if self._pool is None or not self._pool.active:
                raise BrokenProcessPool
            if monotonic() > until:
                self.stop()
                raise TimeoutError
        return future.result()

    def stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates the rest
            self._pool.join()
            self._pool = None
        for future in self._begun:
            future.cancel()  # type: ignore[no-untyped-call]  # as above; nothing comes of it for one that is done

    def _live(self) -> ProcessPool:
        if self._pool is None:
            self._pool = confined.new_pool(1, self._tasks_each, tables=self._of_tables)
        return self._pool
