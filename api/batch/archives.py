"""The files in a zip archive, one by one; they are unpacked in memory, and only as far as is read."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipExtFile, ZipFile, ZipInfo

from api.batch.limits import (
    HIGHEST_RATIO,
    LARGEST_DIRECTORY,
    MOST_EXPANDED,
    MOST_MEMBERS,
    RATIO_COUNTS_FROM,
)
from api.batch.sources import (
    BUFFER,
    File,
    Refused,
    is_litter,
    order,
    read_at_most,
    too_large,
    unreadable,
    what_is,
)
from api.documents.limits import LARGEST
from model.errors import (
    DraftDamaged,
    DraftEmpty,
    DraftError,
    DraftProtected,
    DraftTooLarge,
    DraftUnsupported,
)

_ENCRYPTED = 0x1
_UTF_8 = 0x800
_NOWHERE = ("", ".", "..")
_BROKEN = (BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
_ANEW = "请重新取得这份压缩包，或先解压再试"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; see :class:`~api.batch.sources.Source`.

    Attributes:
        name: the archive's and its own.
        archive: the open archive.
        info: its entry in the directory.
        budget: what of the archive may still be unpacked.
    """

    name: str
    archive: ZipFile
    info: ZipInfo
    budget: "_Budget"
    path: Path | None = None

    def content(self, most: int = LARGEST) -> bytes:
        """See :class:`~api.batch.sources.Source`."""
        if self.info.file_size > most:
            raise too_large(self.name, most)
        return read_at_most(self, most)

    def stream(self) -> BufferedReader:
        """See :class:`~api.batch.sources.Source`."""
        if self.info.flag_bits & _ENCRYPTED:
            raise _protected(self.name)
        try:
            opened = self.archive.open(self.info)
        except NotImplementedError as error:
            raise DraftUnsupported(
                "压缩的方式程序解不开", where=self.name, remedy="请先解压，再审里面的文件"
            ) from error
        except (*_BROKEN, OSError) as error:
            raise _damaged(self.name) from error
        unpacking = _Unpacking(self.name, cast(ZipExtFile, opened), self.info.compress_size, self.budget)
        return BufferedReader(unpacking, BUFFER)


def members(archive: File) -> Iterator[Member | Refused]:
    """Return the files in an archive, in the order of their names; the archive is open meanwhile.

    An archive in an archive is refused: nobody hands in drafts that way, and bombs are built so.
    """
    try:
        yield from _members(archive)
    except DraftError as error:
        yield Refused(archive.name, error)


def _members(archive: File) -> Iterator[Member | Refused]:
    with archive.stream() as file:
        try:
            opened = ZipFile(cast(BinaryIO, _Directory(archive.name, file)))
        except NotImplementedError as error:
            raise _damaged(archive.name) from error
        except OSError as error:
            raise unreadable(archive.name, error) from error
        except _BROKEN as error:
            raise DraftDamaged("压缩包不完整，打不开", where=archive.name, remedy=_ANEW) from error
        with opened:
            yield from _listed(archive.name, opened)


def _listed(name: str, archive: ZipFile) -> Iterator[Member | Refused]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise _too_many(name)
    named = [
        (path, entry)
        for path, entry in zip(_names(entries), entries, strict=True)
        if not path.endswith("/") and not any(map(is_litter, PurePosixPath(path).parts))
    ]
    if not named:
        raise DraftEmpty("压缩包里没有文件", where=name, remedy="请检查是不是选错了文件")
    if all(entry.flag_bits & _ENCRYPTED for _, entry in named):
        raise _protected(name)
    budget = _Budget(name)
    copies: dict[str, int] = {}
    for path, entry in sorted(named, key=lambda each: [order(part) for part in each[0].split("/")]):
        copies[path] = copies.get(path, 0) + 1
        member = Member(f"{name}/{_told_apart(path, copies[path])}", archive, entry, budget)
        if what_is(path) == "archive":
            yield Refused(
                member.name,
                DraftUnsupported("这是压缩包里的压缩包", where=member.name, remedy="请先解压外面一层再试"),
            )
        else:
            yield member


def _names(entries: list[ZipInfo]) -> Iterator[str]:
    """Return the names in characters.

    Without the UTF-8 flag a name is in the code page of the machine that packed it: in China GBK, except
    that some programs write UTF-8 and do not say so. All names of an archive are of one kind, and names in
    GBK are practically never valid UTF-8 together.
    """
    encoding = "utf-8"
    for entry in entries:
        if not entry.flag_bits & _UTF_8:
            try:
                _bytes(entry).decode("utf-8")
            except UnicodeDecodeError:
                encoding = "gb18030"
                break
    for entry in entries:
        flagged = entry.flag_bits & _UTF_8
        name = entry.filename if flagged else _bytes(entry).decode(encoding, "replace")
        *folders, last = name.replace("\\", "/").split("/")
        yield "/".join([*(folder for folder in folders if folder not in _NOWHERE), last])


def _told_apart(path: str, copy: int) -> str:
    """Return the name of the second and any further file of one name, which an archive may have."""
    if copy == 1:
        return path
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}（同名的第 {copy} 个）{pure.suffix}"))


def _bytes(entry: ZipInfo) -> bytes:
    name = entry.orig_filename.split("\0", 1)[0]
    with suppress(UnicodeEncodeError):
        return name.encode("cp437")  # as which zipfile reads what has no flag; it loses nothing
    return name.encode("utf-8", "replace")


class _Directory(RawIOBase):
    """The file of an archive, which refuses a directory that is larger than any honest one's.

    ``ZipFile`` reads the whole directory at once, as large as the archive says it is.
    """

    def __init__(self, name: str, file: BinaryIO) -> None:
        self._name = name
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_DIRECTORY:
            raise _too_many(self._name)
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


@dataclass(slots=True)
class _Budget:
    """How many bytes of an archive may still be unpacked."""

    name: str
    left: int = field(default=MOST_EXPANDED)

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise DraftTooLarge(
                f"压缩包解开以后超过 {MOST_EXPANDED // 1024**3} GB", where=self.name, remedy="请分成几个再试"
            )


class _Unpacking(RawIOBase):
    """A file of an archive while it is unpacked; what would grow out of all proportion is broken off."""

    def __init__(self, name: str, member: ZipExtFile, packed: int, budget: _Budget) -> None:
        self._name = name
        self._member = member
        self._packed = packed
        self._budget = budget
        self._unpacked = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            block = self._member.read(len(buffer))
        except (*_BROKEN, OSError) as error:
            raise _damaged(self._name) from error
        self._unpacked += len(block)
        self._budget.take(len(block))
        if self._unpacked > RATIO_COUNTS_FROM and self._unpacked > HIGHEST_RATIO * self._packed:
            raise DraftTooLarge(
                "文件解开以后大得不正常", where=self._name, remedy="请确认来源可靠，先解压再试"
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._member.close()
        super().close()


def _protected(name: str) -> DraftProtected:
    return DraftProtected("压缩包加了密码", where=name, remedy="请用密码解压，再审里面的文件")


def _damaged(name: str) -> DraftDamaged:
    return DraftDamaged("压缩包里的这份文件已损坏", where=name, remedy=_ANEW)


def _too_many(name: str) -> DraftTooLarge:
    return DraftTooLarge(
        f"压缩包里超过 {MOST_MEMBERS} 个文件", where=name, remedy="请分成几个压缩包，或先解压再试"
    )
