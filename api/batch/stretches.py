"""A table read a stretch at a time: what runs on the other side of :mod:`api.batch.apart`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import Literal

from api.batch import parquet, sources, workbooks
from api.batch.cells import Row
from api.documents.confined import unreadable
from model.errors import DraftTooLarge, LianshenError

_ROWS = 500
_CHARACTERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows that follow one another in one sheet.

    Attributes:
        index: of the sheet in the workbook.
        sheet: its name; empty for a file that is one table.
        hidden: whether the workbook does not show it.
        header: see :class:`~api.batch.cells.Sheet`.
        rows: not blank; none for a sheet without any.
    """

    index: int
    sheet: str
    hidden: bool
    header: tuple[str, ...] | None
    rows: tuple[Row, ...]


class _Reading:
    """The table that this process is at."""

    name = ""
    stretches: Iterator[Stretch] | None = None


def first(
    name: str, kind: Literal["workbook", "parquet"], source: str | bytes
) -> Stretch | LianshenError | None:
    """Take up a table, drop the one before, and return what :func:`more` does.

    Args:
        name: of the file, for messages.
        kind: what it is.
        source: its path, or its content.
    """
    # What a library in C or Rust says when it gives up would only puzzle whoever reads the terminal.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - it is no path
        os.dup2(nowhere.fileno(), 2)
    _Reading.name = name
    _Reading.stretches = _workbook(name, source) if kind == "workbook" else of_parquet(name, source)
    return more(name)


def more(name: str) -> Stretch | LianshenError | None:
    """Return the next stretch, ``None`` after the last, or the error that ends the table.

    A process that took the place of another knows of no table, and must not say that it is at its end.
    """
    if _Reading.stretches is None:
        return unreadable(name)
    try:
        return next(_Reading.stretches, None)
    except LianshenError as error:
        return error
    except OSError as error:
        return sources.unreadable(_Reading.name, error)
    except MemoryError:
        return DraftTooLarge("表格大得读不下", where=_Reading.name, remedy="请分成几份，或另存为 .csv 再试")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic in Rust is no Exception
        return unreadable(_Reading.name)


def _workbook(name: str, source: str | bytes) -> Iterator[Stretch]:
    for index, (sheet, hidden, rows) in enumerate(workbooks.sheets(name, source)):
        for stretch in _cut(rows):
            yield Stretch(index, sheet, hidden, None, stretch)


def of_parquet(name: str, source: str | bytes | BufferedReader) -> Iterator[Stretch]:
    """Return the rows of a Parquet file; ``source`` as in :func:`api.batch.parquet.table`."""
    header, rows = parquet.table(name, source)
    for stretch in _cut(rows):
        yield Stretch(0, "", False, header, stretch)


def _cut(rows: Iterator[Row]) -> Iterator[tuple[Row, ...]]:
    """Cut rows into stretches that are neither many rows nor many characters."""
    stretch: list[Row] = []
    characters = 0
    for row in rows:
        stretch.append(row)
        characters += sum(len(cell) for cell in row.cells if isinstance(cell, str))
        if len(stretch) >= _ROWS or characters >= _CHARACTERS:
            yield tuple(stretch)
            stretch, characters = [], 0
    if stretch:
        yield tuple(stretch)
