"""The parts of an input: files of JSON Lines or Parquet, each reviewed by one worker at a time."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from glob import has_magic
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from api.batch.over import Stamp
from api.batch.sources import BUFFER, is_litter, order, shown, what_is
from api.cluster.folder import Folder, file_system, reaching, unreachable
from model.errors import DraftNotFound, DraftUnsupported

_TELLING = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated")
"""What file systems call the facts by which a file that changed is told; each has some."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the input. It may be sent to other machines, which reach it by the same path.

    Attributes:
        name: as the user knows it.
        files: the file system it is in.
        path: its path there.
        stamp: how it looked when the run began.
    """

    name: str
    files: AbstractFileSystem
    path: str
    stamp: Stamp

    @contextmanager
    def open(self) -> Iterator["OpenPart"]:
        """Open it for reading.

        Raises:
            ClusterError: it cannot be opened.
        """
        with reaching(self.name):
            file = self.files.open(self.path, "rb")
        with file:
            yield OpenPart(self.name, _Watched(file))


class OpenPart:
    """A part being read, as the readers of a batch want it: a :class:`~api.batch.sources.Source`."""

    path = None
    """It may be on no disk of this machine."""

    def __init__(self, name: str, watched: "_Watched") -> None:
        self.name = name
        self._watched = watched

    def content(self, most: int = -1) -> bytes:
        """Return the bytes."""
        return self.stream().read(most)

    def stream(self) -> BufferedReader:
        """Return it open for reading from the start."""
        return BufferedReader(self._watched, BUFFER)

    def check(self) -> None:
        """Find out whether all was read that was asked for.

        Raises:
            ClusterError: the disk or the network failed, which the readers take for the end of a broken file.
        """
        if self._watched.failed is not None:
            raise unreachable(self.name, self._watched.failed) from self._watched.failed


class _Watched(RawIOBase):
    """Remembers that reading failed: a disk or a network is at fault then, and no draft."""

    def __init__(self, file: Any) -> None:
        self.failed: Exception | None = None
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            content = self._file.read(len(buffer))
        except Exception as error:
            self.failed = error
            raise OSError(str(error)) from error
        buffer[: len(content)] = content
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())


def parts_of(inputs: Sequence[str], output: Folder) -> tuple[Part, ...]:
    """Return the parts that the user named, in the order in which one machine reads them.

    Args:
        inputs: files, folders or patterns such as ``s3://件/*.parquet``, on disk or in an object store. In a
            folder what begins with ``.`` or ``_`` is left out, such as the marks of other engines.
        output: what is in there is left out, too.

    Raises:
        DraftNotFound: there are none.
        DraftUnsupported: there is something that is no part.
        ClusterError: it cannot be found out.
    """
    found: dict[str, Part] = {}
    own = f"{output.path.rstrip('/')}/"
    for typed in inputs:
        for part in _within(typed):
            if not (type(part.files) is type(output.files) and part.path.startswith(own)):
                found.setdefault(part.files.unstrip_protocol(part.path), part)
    for part in found.values():
        if what_is(part.name) not in {"jsonl", "parquet"}:
            raise DraftUnsupported(
                "这不是分片，集群只读 .jsonl 和 .parquet",
                where=part.name,
                remedy="请只写分片所在的文件夹；Word、PDF、工作簿请去掉 --cluster，在一台机器上审",
            )
    if not found:
        raise DraftNotFound(
            "没有找到分片", where="、".join(inputs), remedy="请检查地址；分片以 .jsonl 或 .parquet 结尾"
        )
    return tuple(found.values())


def _within(typed: str) -> Iterator[Part]:
    files, path = file_system(typed)
    folder = None
    with reaching(typed):
        if files.isdir(path):
            folder, there = path, files.find(path, detail=True)
        elif files.exists(path):
            there = {path: files.info(path)}
        elif has_magic(path):
            there = files.glob(path, detail=True)
        else:
            raise DraftNotFound("没有这个文件或文件夹", where=typed, remedy="请检查名字和所在的文件夹")
    for each in sorted(there, key=lambda each: tuple(map(order, each.split("/")))):
        if each != path and (_is_beside(folder, each) or there[each]["type"] == "directory"):
            continue
        name = _name(typed, files, folder, each)
        if there[each]["type"] != "file":
            raise DraftNotFound("这不是文件，或是指向别处的链接，那里没有文件", where=name, remedy="请检查它")
        yield Part(name, files, each, _stamp(name, there[each]))


def _is_beside(folder: str | None, path: str) -> bool:
    """Whether a file, or a folder that it is in, has a name of those that are left out."""
    names = path.split("/")[-1:] if folder is None else _below(folder, path)
    return any(name.startswith("_") or is_litter(name) for name in names)


def _below(folder: str, path: str) -> list[str]:
    return path[len(folder) :].strip("/").split("/")


def _name(typed: str, files: AbstractFileSystem, folder: str | None, path: str) -> str:
    """Return the name that one machine would call a file by."""
    if not isinstance(files, LocalFileSystem) or "://" in typed:
        return str(files.unstrip_protocol(path))
    if folder is not None:
        return shown(Path(typed, *_below(folder, path)))
    return shown(path if Path(typed).is_absolute() else os.path.relpath(path))


def _stamp(name: str, about: dict[str, Any]) -> Stamp:
    facts = [str(about[fact]) for fact in _TELLING if about.get(fact) is not None]
    return Stamp(name, 1, int(about["size"] or 0), " ".join(facts))
