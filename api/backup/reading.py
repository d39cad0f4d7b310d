"""Reading a backup: nothing of it is believed before it was looked at."""

import os
import stat
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast
from zipfile import BadZipFile, ZipFile

from api.backup.manifest import (
    DATABASE,
    FORMAT,
    HOME,
    MANIFEST,
    SETTINGS,
    Manifest,
    Source,
    copied,
    manifest_of,
)
from api.backup.places import FOLDERS, KEY
from api.errors import BackupDamaged

_LARGEST_MANIFEST = 64 * 1024 * 1024
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)
"""What zipfile raises on files that are no archive, are cut off, or use what no backup uses."""
_UPLOADS = f"{HOME}batches/"
_REMEDY = "请换一份备份：lianshen backup --list 列出知道的备份"


class Opened:
    """A backup that is open for reading; to be used in a ``with`` statement.

    Attributes:
        path: of it.
        manifest: what it says of itself; looked at, but not yet compared with the content.
    """

    def __init__(self, path: Path) -> None:
        """Open a backup.

        Raises:
            BackupDamaged: there is none, it is none of ours, or what it says of itself cannot be true.
        """
        self.path = path
        try:
            self._archive = ZipFile(path)
        except FileNotFoundError as error:
            raise BackupDamaged("没有这个文件", where=str(path), remedy=_REMEDY) from error
        except (OSError, *_BROKEN) as error:
            raise _no_backup(path) from error
        try:
            self.manifest = self._manifest()
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self._archive.close()

    def check(self, told: Callable[[int], None]) -> None:
        """Read everything, and compare it with the manifest.

        Args:
            told: called with the bytes of each piece.

        Raises:
            BackupDamaged: something is not as it was written.
        """
        for name in self.manifest.files:
            self._take(name, None, told)

    def unpack(self, place: Callable[[str], Path], told: Callable[[int], None]) -> None:
        """Write all files, each of which is compared with the manifest.

        Args:
            place: says where a file goes, by its name; its folder is made if need be.
            told: called with the bytes of each piece.

        Raises:
            BackupDamaged: something is not as it was written.
            OSError: a file cannot be written.
        """
        for name in self.manifest.files:
            path = place(name)
            path.parent.mkdir(0o700 if name.startswith(_UPLOADS) else 0o777, parents=True, exist_ok=True)
            private = name.startswith((f"{HOME}{KEY}", SETTINGS, DATABASE))
            mode = stat.S_IRUSR | stat.S_IWUSR if private else 0o666
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                self._take(name, cast(BinaryIO, file), told)
                file.flush()
                os.fsync(file.fileno())

    def _take(self, name: str, target: BinaryIO | None, told: Callable[[int], None]) -> None:
        expected = self.manifest.files[name]
        try:
            with self._archive.open(name) as source:
                found = copied(_Bounded(source, expected.size), target, told)
        except (KeyError, *_BROKEN) as error:
            raise self._damaged(name) from error
        if found != expected:
            raise self._damaged(name)

    def _manifest(self) -> Manifest:
        names = [entry.filename for entry in self._archive.infolist()]
        try:
            if self._archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise _no_backup(self.path)
            found = manifest_of(self._archive.read(MANIFEST))
        except (KeyError, ValueError, OSError, *_BROKEN) as error:
            raise _no_backup(self.path) from error
        if found.format != FORMAT:
            raise BackupDamaged(
                f"这份备份的格式是 {found.format}，本程序只认格式 {FORMAT}",
                where=str(self.path),
                remedy=f"请用写它的版本（lianshen {found.program}）或更新的来还原",
            )
        if wrong := [name for name in found.files if not _is_ours(name)]:
            raise self._damaged(wrong[0])
        if DATABASE not in found.files or set(found.files) - set(names) or len(names) != len(set(names)):
            raise self._damaged("清单")
        return found

    def _damaged(self, name: str) -> BackupDamaged:
        problem = f"备份已经损坏，或被改动过（{name}）"
        return BackupDamaged(problem, where=str(self.path), remedy=f"什么都没有动。{_REMEDY}")


class _Bounded:
    """Reads no more of a file than it should have, and one byte: what it grows to unpacked is not bounded."""

    def __init__(self, source: Source, most: int) -> None:
        self._source, self._left = source, most + 1

    def read(self, size: int) -> bytes:
        piece = self._source.read(min(size, self._left)) if self._left else b""
        self._left -= len(piece)
        return piece


def _is_ours(name: str) -> bool:
    """Whether a file is of a name that a backup has, and goes into its own place only."""
    parts = name.split("/")
    if any(part in {"", ".", ".."} or Path(part).name != part or "\0" in part for part in parts):
        return False
    if name in {DATABASE, f"{HOME}{KEY}"}:
        return True
    if name.startswith(HOME):
        return len(parts) > 2 and parts[1] in FOLDERS
    return name.startswith(SETTINGS) and len(parts) == 3


def _no_backup(path: Path) -> BackupDamaged:
    problem = "这不是联审的备份，或者没有写完、已经损坏"
    return BackupDamaged(problem, where=str(path), remedy=f"什么都没有动。{_REMEDY}")
