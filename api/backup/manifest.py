"""What a backup says of itself: by which program, when, and what must be in it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Literal, Protocol

from pydantic import TypeAdapter, ValidationError

FORMAT = 1
"""Raised whenever a backup of the former kind could no longer be restored."""

MANIFEST = "manifest.json"
"""The one file of a backup that no digest is kept of."""

DATABASE = "database.sqlite3"
"""The database in it, always as a file of SQLite, wherever it was and wherever it goes."""

HOME = "home/"
"""Before the names of files of the data folder."""

SETTINGS = "settings/"
"""Before the names of files that a setting names; the next part is the name of the setting."""

CHUNK = 1024 * 1024
_WHOSE = "lianshen"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file.

    Attributes:
        size: in bytes.
        sha256: of its content, in hexadecimal digits.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A backup in figures.

    Attributes:
        program: version of the program that wrote it.
        schema: revision of the database, such as ``0003``.
        made: when the database was copied, which is what everything in it is as of.
        kind: of the database it came from.
        model: version in use; empty where there was none.
        files: by their names in the backup.
        rows: how many there are in each table.
        missing: files that rows name and that were not there any more, by their names from the data folder.
        settings: the variables that were set, with those values that are no secret.
        format: of the backup.
        whose: says that it is one of ours.
    """

    program: str
    schema: str
    made: datetime
    kind: Literal["sqlite", "postgresql"]
    model: str
    files: Mapping[str, Kept]
    rows: Mapping[str, int]
    missing: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    format: int = FORMAT
    whose: str = _WHOSE

    @property
    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(each.size for each in self.files.values())


_MANIFEST = TypeAdapter(Manifest)


def manifest_json(manifest: Manifest) -> bytes:
    """Return the manifest as JSON, for people to look at, too."""
    return _MANIFEST.dump_json(manifest, indent=1)


def manifest_of(content: bytes) -> Manifest:
    """Return what :func:`manifest_json` stated.

    Raises:
        ValueError: it is not that.
    """
    try:
        found = _MANIFEST.validate_json(content)
    except ValidationError as error:
        raise ValueError(error.title) from error
    if found.whose != _WHOSE:
        raise ValueError(found.whose)
    return found


class Source(Protocol):
    """What can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many; none at the end."""


def copied(source: Source, target: BinaryIO | None, told: Callable[[int], None]) -> Kept:
    """Copy a file, or only read it through, and return what it was.

    Args:
        source: open for reading.
        target: open for writing; ``None`` to read only.
        told: called with the bytes of each piece.
    """
    digest, size = hashlib.sha256(), 0
    while piece := source.read(CHUNK):
        digest.update(piece)
        size += len(piece)
        if target is not None:
            target.write(piece)
        told(len(piece))
    return Kept(size, digest.hexdigest())
