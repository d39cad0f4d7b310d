"""Real files for the tests of a batch: workbooks with openpyxl, archives with zipfile."""

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from api.batch.inputs import entries
from api.batch.rows import Entry, Unread
from tests.api.documents.samples import ASK, SITUATION, TITLE

BODY = f"{SITUATION}{ASK}"
HEADER = ("序号", "标题", "内容", "领衔代表", "代表团")
ROW: tuple[Any, ...] = (1, TITLE, BODY, "张三", "鹭湾代表团")
TEXT = f"{TITLE}\n{SITUATION}\n{ASK}"


def workbook(path: Path, *sheets: Callable[[Worksheet], object] | Sequence[Sequence[Any]]) -> Path:
    """Write a workbook; each sheet is built by a function, or has the given rows."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.remove(book.active)
    for sheet in sheets:
        made = book.create_sheet()
        if callable(sheet):
            sheet(made)
        else:
            for row in sheet:
                made.append(row)
    book.save(path)
    return path


def archive(path: Path, files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], encoding: str = "") -> Path:
    """Write an archive; with an encoding, the names are in it and nothing says so."""

    class Name(ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - zipfile's own name
            return self.filename.encode(encoding), self.flag_bits

    pairs = files.items() if isinstance(files, Mapping) else files
    with ZipFile(path, "w", ZIP_DEFLATED) as made:
        for name, content in pairs:
            info = Name(name) if encoding else ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            made.writestr(info, content)
    return path


def flagged(content: bytes, flag: int, *names: str) -> bytes:
    """Set a flag of some files in an archive, in the directory and in front of the files, as packers do."""
    changed = bytearray(content)
    with ZipFile(BytesIO(content)) as opened:
        entries_there = {info.filename: info.header_offset for info in opened.infolist()}
        at = opened.start_dir
    for name, offset in entries_there.items():
        if name in names:
            changed[offset + 6] |= flag
            changed[at + 8] |= flag
        sizes = struct.unpack_from("<HHH", changed, at + 28)
        at += 46 + sum(sizes)
    return bytes(changed)


def read(*inputs: Path, mapping: Mapping[str, str] | None = None) -> list[Entry | Unread]:
    return list(entries(inputs, mapping or {}))


def drafts(*inputs: Path, mapping: Mapping[str, str] | None = None) -> list[Entry]:
    """Read an input of which everything can be read."""
    found = read(*inputs, mapping=mapping)
    assert all(isinstance(each, Entry) for each in found), found
    return [each for each in found if isinstance(each, Entry)]


def unread(*inputs: Path, mapping: Mapping[str, str] | None = None) -> Unread:
    """Read an input of which nothing can be read, for one reason."""
    (found,) = read(*inputs, mapping=mapping)
    assert isinstance(found, Unread)
    return found


__all__ = [
    "ASK", "BODY", "HEADER", "ROW", "SITUATION", "TEXT", "TITLE",
    "archive", "drafts", "flagged", "read", "unread", "workbook",
]  # fmt: skip
