"""The files in a zip archive, one by one; they are unpacked in memory, and only as far as is read."""

import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from zipfile import ZipExtFile, ZipFile, ZipInfo

from api.batch.limits import MOST_MEMBERS
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
from api.batch.unpacking import ANEW, BROKEN, ENCRYPTED, Budget, Directory, Unpacking, damaged, too_many
from api.documents.limits import LARGEST
from model.errors import DraftDamaged, DraftEmpty, DraftError, DraftProtected, DraftUnsupported

_UTF_8 = 0x800
_NOWHERE = ("", ".", "..")


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
    budget: Budget
    path: Path | None = None

    def content(self, most: int = LARGEST) -> bytes:
        """See :class:`~api.batch.sources.Source`."""
        if self.info.file_size > most:
            raise too_large(self.name, most)
        return read_at_most(self, most)

    def stream(self) -> BufferedReader:
        """See :class:`~api.batch.sources.Source`."""
        if self.info.flag_bits & ENCRYPTED:
            raise _protected(self.name)
        try:
            opened = self.archive.open(self.info)
        except NotImplementedError as error:
            raise DraftUnsupported(
                "压缩的方式程序解不开", where=self.name, remedy="请先解压，再审里面的文件"
            ) from error
        except (*BROKEN, OSError) as error:
            raise damaged(self.name) from error
        unpacking = Unpacking(self.name, cast(ZipExtFile, opened), self.info.compress_size, self.budget)
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
            opened = ZipFile(cast(BinaryIO, Directory(archive.name, file, too_many)))
        except NotImplementedError as error:
            raise damaged(archive.name) from error
        except OSError as error:
            raise unreadable(archive.name, error) from error
        except BROKEN as error:
            raise DraftDamaged("压缩包不完整，打不开", where=archive.name, remedy=ANEW) from error
        with opened:
            yield from _listed(archive.name, opened)


def _listed(name: str, archive: ZipFile) -> Iterator[Member | Refused]:
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS:
        raise too_many(name)
    named = [
        (path, entry)
        for path, entry in zip(_names(entries), entries, strict=True)
        if not path.endswith("/") and not any(map(is_litter, PurePosixPath(path).parts))
    ]
    if not named:
        raise DraftEmpty("压缩包里没有文件", where=name, remedy="请检查是不是选错了文件")
    if all(entry.flag_bits & ENCRYPTED for _, entry in named):
        raise _protected(name)
    budget = Budget(name)
    copies: dict[str, int] = {}
    for path, entry in sorted(named, key=lambda each: [order(part) for part in each[0].split("/")]):
        copies[path] = copies.get(path, 0) + 1
        member = Member(f"{name}/{_told_apart(path, copies[path])}", archive, entry, budget)
        if _is_link(entry):
            yield Refused(
                member.name,
                DraftUnsupported(
                    "这是指向别的文件的链接", where=member.name, remedy="请把文件本身放进压缩包"
                ),
            )
        elif what_is(path) == "archive":
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


def _protected(name: str) -> DraftProtected:
    return DraftProtected("压缩包加了密码", where=name, remedy="请用密码解压，再审里面的文件")


def _is_link(entry: ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)
