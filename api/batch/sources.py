"""The files of an input, one by one in a fixed order; none is read yet, none ever unpacked to disk."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol

from api.batch.limits import MOST_ROWS
from api.documents.limits import LARGEST, check_size, read_limited
from model.errors import DraftError, DraftNotFound, DraftTooLarge, DraftUnsupported, LianshenError

What = Literal["draft", "workbook", "csv", "jsonl", "parquet", "archive"]

_ENDINGS: dict[str, What] = {
    ".xlsx": "workbook", ".xlsm": "workbook", ".xls": "workbook", ".xlsb": "workbook", ".ods": "workbook",
    ".et": "workbook",
    ".csv": "csv", ".tsv": "csv",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".zip": "archive",
}  # fmt: skip
# What systems and editors leave beside the files of people.
_LITTER = re.compile(r"\.|~\$|__MACOSX$|(?:Thumbs\.db|desktop\.ini)$|.*(?:\.tmp|\.bak|~)$", re.IGNORECASE)
BUFFER = 1 << 20
"""Bytes that are read from a stream at once; by the first of them the encoding of a text is told."""
_DIGITS = re.compile(r"(\d+)")


class Source(Protocol):
    """One file that may hold drafts."""

    @property
    def name(self) -> str:
        """As the user knows it."""

    @property
    def path(self) -> Path | None:
        """Where it lies; ``None`` inside an archive."""

    def content(self, most: int = LARGEST) -> bytes:
        """Return the bytes.

        Args:
            most: how many there may be.

        Raises:
            DraftError: it cannot be read, or has more.
        """

    def stream(self) -> BufferedReader:
        """Open it for reading from the start.

        Raises:
            DraftError: it cannot be read.
        """


@dataclass(frozen=True, slots=True)
class File:
    """A file on disk."""

    name: str
    path: Path

    def content(self, most: int = LARGEST) -> bytes:
        """See :class:`Source`."""
        if most == LARGEST:
            return read_limited(self.path)
        return read_at_most(self, most)

    def stream(self) -> BufferedReader:
        """See :class:`Source`."""
        try:
            return BufferedReader(FileIO(self.path), BUFFER)
        except OSError as error:
            raise unreadable(self.name, error) from error


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or a folder that is not read.

    Attributes:
        name: as the user knows it.
        error: why.
    """

    name: str
    error: LianshenError


def read_at_most(source: Source, most: int) -> bytes:
    """Return the bytes of a source, unless there are more than ``most``.

    Raises:
        DraftError: there are, or it cannot be read.
    """
    with source.stream() as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise too_large(source.name, most)
    return content


def what_is(name: str) -> What:
    """Return what a file is by its ending; its reader looks at the bytes."""
    return _ENDINGS.get(PurePosixPath(name).suffix.lower(), "draft")


def files(inputs: Sequence[Path], leaving_out: Iterable[Path] = ()) -> Iterator[File | Refused]:
    """Return the files that the user named, and those in the folders that the user named, in order.

    A file that is named twice, or lies in a folder that is named too, is returned once. In folders hidden and
    temporary files are left out.

    Args:
        inputs: files and folders.
        leaving_out: files and folders that are never returned: what the run itself writes.
    """
    without = {path.resolve() for path in leaving_out}
    for path in _distinct(inputs):
        if _is_folder(path):
            yield from _in_folder(path, without)
        elif path.resolve() not in without:
            yield _file(path)


def in_order(names: Iterable[str]) -> list[str]:
    """Return names as people count: 2.docx before 10.docx."""
    return sorted(names, key=order)


def order(name: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Return what to sort a name by; names that people read alike keep a fixed order, too."""
    parts = _DIGITS.split(name)
    return tuple(
        (len(part.lstrip("0")), part.lstrip("0")) if index % 2 else (0, part.lower())
        for index, part in enumerate(parts)
    ), name


def is_litter(name: str) -> bool:
    """Whether a file or folder of that name is hidden, temporary or no work of people."""
    return _LITTER.match(name) is not None


def shown(path: Path | str) -> str:
    """Return a path in characters; a name in GBK, as old archives leave it on disk, is read as one."""
    text = str(path)
    if text.isprintable():
        return text
    return os.fsencode(text).decode("utf-8" if _is_unicode(text) else "gb18030", "replace")


def unreadable(name: str, error: OSError) -> DraftError:
    """Return the error for a file or folder that the system does not let be read."""
    if isinstance(error, PermissionError):
        return DraftError("没有读取的权限", where=name, remedy="请检查权限，或把它复制到自己的文件夹")
    if isinstance(error, FileNotFoundError):
        return DraftNotFound("没有这个文件或文件夹", where=name, remedy="请检查名字和所在的文件夹")
    return DraftError(
        f"读不了（{error.strerror or error}）", where=name, remedy="请检查磁盘，或把它复制到别处再试"
    )


def too_large(name: str, most: int) -> DraftTooLarge:
    """Return the error for a file of more than ``most`` bytes."""
    return DraftTooLarge(
        f"文件超过 {most // 1024 // 1024} MB", where=name, remedy="请分成几个文件，或另存为 .csv 再试"
    )


def too_many_rows(name: str) -> DraftTooLarge:
    """Return the error for a table of more than :data:`~api.batch.limits.MOST_ROWS` rows."""
    return DraftTooLarge(
        f"超过 {MOST_ROWS:,} 行，后面的没有读",
        where=name,
        remedy="请确认是不是建议的表格；是的话，请分成几个文件",
    )


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where it is not allowed to look


def _distinct(inputs: Sequence[Path]) -> Iterator[Path]:
    """Leave out what was named before, or lies in a folder that is named."""
    resolved = [path.resolve() for path in inputs]
    folders = {path for path in resolved if _is_folder(path)}
    seen: set[Path] = set()
    for path, real in zip(inputs, resolved, strict=True):
        if real not in seen and folders.isdisjoint(real.parents):
            seen.add(real)
            yield path


def _in_folder(folder: Path, without: set[Path]) -> Iterator[File | Refused]:
    # A stack of iterators rather than recursion: folders may lie deeper in one another than Python calls.
    stack = [_entries(folder)]
    while stack:
        found = next(stack[-1], None)
        if found is None:
            stack.pop()
        elif isinstance(found, Refused):
            yield found
        elif without and found.resolve() in without:
            continue
        elif _is_folder(found) and found.is_symlink():
            yield Refused(
                shown(found),
                DraftUnsupported(
                    "这是指向别的文件夹的链接", where=shown(found), remedy="要读的话，请直接写那个文件夹"
                ),
            )
        elif _is_folder(found):
            stack.append(_entries(found))
        else:
            yield _file(found)


def _entries(folder: Path) -> Iterator[Path | Refused]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if not is_litter(entry.name)]
    except OSError as error:
        yield Refused(shown(folder), unreadable(shown(folder), error))
        return
    for name in in_order(names):
        yield folder / name


def _file(path: Path) -> File | Refused:
    """Refuse at once what is no file; what is one is opened later."""
    name = shown(path)
    try:
        regular = path.stat()
    except (OSError, ValueError) as error:
        known = error if isinstance(error, OSError) else FileNotFoundError()
        return Refused(name, unreadable(name, known))
    if not path.is_file():
        return Refused(name, DraftUnsupported("这不是普通文件", where=name, remedy="请把草稿存成文件再试"))
    if what_is(name) == "draft":
        try:
            check_size(name, regular.st_size)
        except DraftTooLarge as error:
            return Refused(name, error)
    return File(name, path)
