"""Files read in confined processes, in the order in which they are handed over.

Workbooks and Parquet files are read there a stretch at a time: the process keeps the file open between two
tasks, so that a million rows need no more memory here than five hundred.
"""

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import Literal

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from api.batch import stretches
from api.batch.limits import LARGEST_TABLE, LARGEST_TABLE_MEMBER, SECONDS
from api.batch.sources import Source, too_large
from api.batch.stretches import Stretch
from api.documents import confined
from api.documents.document import Document
from api.errors import TookTooLong
from model.errors import DraftDamaged, LianshenError


class Apart:
    """Reads files in processes of its own, which start with the first file; use it as a context."""

    def __init__(self, workers: int, seconds: float = SECONDS) -> None:
        """Take the limits.

        Args:
            workers: processes that read drafts; one more reads tables.
            seconds: that one file may take, or one stretch of a table.
        """
        self._seconds = seconds
        self._drafts = confined.new_pool(workers)
        self._tables: ProcessPool | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(self, *_error: object) -> None:
        for pool in (self._drafts, self._tables):
            if pool is not None:
                pool.stop()  # type: ignore[no-untyped-call]  # pebble annotates the rest
                pool.join()

    def begin(self, name: str, content: bytes) -> "ProcessFuture[Document | LianshenError]":
        """Hand over a file that is a draft; :meth:`outcome` says what became of it."""
        return self._drafts.schedule(confined.read, (name, content, None, None), timeout=self._seconds)

    def outcome(
        self, name: str, begun: "ProcessFuture[Document | LianshenError]"
    ) -> Document | LianshenError:
        """Return what is in a file, or why it cannot be read."""
        try:
            return begun.result()
        except TimeoutError:
            return self._slow(name)
        except (ProcessExpired, BrokenProcessPool):
            return confined.unreadable(name)

    def table(self, source: Source, kind: Literal["workbook", "parquet"]) -> Iterator[Stretch]:
        """Return the rows of a table, a stretch at a time.

        Raises:
            LianshenError: it cannot be read, or not to its end.
        """
        if self._tables is None:
            self._tables = confined.new_pool(1, tasks_each=0)
        where = str(source.path.absolute()) if source.path else source.content(LARGEST_TABLE_MEMBER)
        if source.path and source.path.stat().st_size > LARGEST_TABLE and kind == "workbook":
            raise too_large(source.name, LARGEST_TABLE)
        self._table_step(
            source.name,
            self._tables.schedule(stretches.begin, (source.name, kind, where), timeout=self._seconds),
        )
        ahead = self._tables.schedule(stretches.more, timeout=self._seconds)
        while (stretch := self._table_step(source.name, ahead)) is not None:
            ahead = self._tables.schedule(stretches.more, timeout=self._seconds)
            yield stretch

    def _table_step(self, name: str, step: "ProcessFuture[Stretch | LianshenError | None]") -> Stretch | None:
        try:
            found = step.result()
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
