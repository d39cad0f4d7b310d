"""Zip packages of any kind while they are unpacked: what would grow out of all proportion is broken off.

What a directory says of sizes is not relied on: it can lie.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import RawIOBase
from typing import BinaryIO
from zipfile import BadZipFile, ZipExtFile

from api.batch.limits import HIGHEST_RATIO, LARGEST_DIRECTORY, MOST_EXPANDED, MOST_MEMBERS, RATIO_COUNTS_FROM
from model.errors import DraftDamaged, DraftError, DraftTooLarge

ENCRYPTED = 0x1
"""Flag of a part."""
BROKEN = (BadZipFile, zlib.error, EOFError, ValueError, RuntimeError)
"""What ``zipfile`` raises on a package that is broken."""
ANEW = "请重新取得这份压缩包，或先解压再试"


class Directory(RawIOBase):
    """The file of a package, which refuses a directory that is larger than any honest one's.

    ``ZipFile`` reads the whole directory at once, as large as the package says it is.
    """

    def __init__(self, name: str, file: BinaryIO, refused: Callable[[str], DraftError]) -> None:
        """Take a file.

        Args:
            name: of it, for messages.
            file: open for reading.
            refused: gives the error.
        """
        self._name = name
        self._file = file
        self._refused = refused

    def read(self, size: int = -1) -> bytes:
        """See :class:`io.RawIOBase`."""
        if size > LARGEST_DIRECTORY:
            raise self._refused(self._name)
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        """See :class:`io.RawIOBase`."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """See :class:`io.RawIOBase`."""
        return self._file.tell()

    def seekable(self) -> bool:
        """See :class:`io.RawIOBase`."""
        return True

    def readable(self) -> bool:
        """See :class:`io.RawIOBase`."""
        return True


@dataclass(slots=True)
class Budget:
    """How many bytes of a package may still be unpacked.

    Attributes:
        name: of the package, for messages.
        left: how many.
    """

    name: str
    left: int = field(default=MOST_EXPANDED)

    def take(self, size: int) -> None:
        """Unpack some.

        Raises:
            DraftTooLarge: there are too many.
        """
        self.left -= size
        if self.left < 0:
            raise DraftTooLarge(
                f"压缩包解开以后超过 {MOST_EXPANDED // 1024**3} GB", where=self.name, remedy="请分成几个再试"
            )


class Unpacking(RawIOBase):
    """A part of a package while it is unpacked.

    Args:
        name: of the part, for messages.
        part: open for reading.
        packed: bytes that it has in the package.
        budget: of the package.
    """

    def __init__(self, name: str, part: ZipExtFile, packed: int, budget: Budget) -> None:
        self._name = name
        self._part = part
        self._packed = packed
        self._budget = budget
        self._unpacked = 0

    def readable(self) -> bool:
        """See :class:`io.RawIOBase`."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """See :class:`io.RawIOBase`."""
        try:
            block = self._part.read(len(buffer))
        except (*BROKEN, OSError) as error:
            raise damaged(self._name) from error
        self._unpacked += len(block)
        self._budget.take(len(block))
        if self._unpacked > RATIO_COUNTS_FROM and self._unpacked > HIGHEST_RATIO * self._packed:
            raise DraftTooLarge(
                "文件解开以后大得不正常", where=self._name, remedy="请确认来源可靠，先解压再试"
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        """Close the part, too."""
        self._part.close()
        super().close()


def damaged(name: str) -> DraftDamaged:
    """Return the error for a part that cannot be unpacked."""
    return DraftDamaged("压缩包里的这份文件已损坏", where=name, remedy=ANEW)


def too_many(name: str) -> DraftTooLarge:
    """Return the error for an archive with too many files."""
    return DraftTooLarge(
        f"压缩包里超过 {MOST_MEMBERS} 个文件", where=name, remedy="请分成几个压缩包，或先解压再试"
    )
