"""About how many drafts an input holds, told in moments: for the remaining time, not for counting."""

import re
from collections.abc import Collection, Sequence
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZipFile

from api.batch.archives import Member
from api.batch.inputs import sources
from api.batch.sources import File, Refused, what_is
from api.batch.unpacking import BROKEN, Directory, too_many
from model.errors import LianshenError

_SAMPLE = 1024 * 1024
"""Bytes at the head of a table that its rows are measured by."""
_MOST_SHEETS = 100
"""Sheets of a workbook that are looked at."""
_ROW = re.compile(rb"<row[ >]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def about(inputs: Sequence[Path], leaving_out: Collection[Path] = ()) -> int | None:
    """Return about how many drafts, and files and rows that cannot be read, there are.

    Tables are measured at their head.

    Args:
        inputs: files and folders.
        leaving_out: files and folders that are not read.

    Returns:
        ``None`` where there is a table of a kind that only opening it would tell.
    """
    found = [_within(source) for source in sources(inputs, leaving_out)]
    known = [number for number in found if number is not None]
    return sum(known) if len(known) == len(found) else None


def _within(source: File | Member | Refused) -> int | None:
    if isinstance(source, Refused) or what_is(source.name) == "draft":
        return 1
    if isinstance(source, Member):
        return None
    try:
        if what_is(source.name) in {"csv", "jsonl"}:
            return _lines(source.path)
        return _rows(source.path)
    except (OSError, *BROKEN, NotImplementedError, LianshenError):
        return 1


def _lines(table: Path) -> int:
    with table.open("rb") as file:
        head = file.read(_SAMPLE)
    return _stretched(head.count(b"\n"), len(head), table.stat().st_size)


def _rows(workbook: Path) -> int | None:
    if not workbook.name.lower().endswith((".xlsx", ".xlsm")):
        return None
    found = 0
    with (
        workbook.open("rb") as file,
        ZipFile(cast(BinaryIO, Directory(workbook.name, file, too_many))) as package,
    ):
        sheets = (part for part in package.infolist() if _SHEET.fullmatch(part.filename))
        for part in islice(sheets, _MOST_SHEETS):
            with package.open(part) as sheet:
                head = sheet.read(_SAMPLE)
            found += _stretched(len(_ROW.findall(head)), len(head), part.file_size)
    return found


def _stretched(counted: int, over: int, whole: int) -> int:
    return round(counted * max(1.0, whole / over)) if over else 0
