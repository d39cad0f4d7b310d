"""Where a run on a cluster writes: a folder that all its machines reach, on disk or in an object store."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from platform import node
from tempfile import TemporaryDirectory
from uuid import uuid4

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from api.batch.outputs.whole import taking_its_place
from api.errors import ClusterError
from model.errors import ExtraMissing, LianshenError

_UNFINISHED = re.compile(r"(?:.*/)?\.[^/]+\.[0-9a-f]{32}\.part")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder. It may be sent to other machines, which reach it by the same address.

    Attributes:
        name: as the user knows it.
        files: the file system it is in.
        path: its path there.
    """

    name: str
    files: AbstractFileSystem
    path: str

    @classmethod
    def at(cls, address: str) -> "Folder":
        """Return the folder at an address, which need not exist yet.

        Raises:
            ClusterError: no such kind of address is known.
            ExtraMissing: the library for this kind is not installed.
        """
        return cls(address, *file_system(address))

    @property
    def local(self) -> bool:
        """Whether it is reached as files of the system are."""
        return isinstance(self.files, LocalFileSystem)

    def sizes(self) -> dict[str, int]:
        """Return the bytes of each file in it, by its name from here; a folder that is not there has none.

        Raises:
            ClusterError: it cannot be looked into.
        """
        with reaching(self.name):
            self.files.invalidate_cache()
            if not self.files.exists(self.path):
                return {}
            found = self.files.find(self.path, detail=True)
        return {path[len(self.path) :].lstrip("/"): int(about["size"]) for path, about in found.items()}

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the content of files in it; an object store gives many of them at once.

        Raises:
            ClusterError: they cannot be read.
        """
        paths = {self._at(name): name for name in names}
        if not paths:
            return {}
        with reaching(self.name):
            return {paths[path]: content for path, content in self.files.cat(list(paths)).items()}

    def remove(self, names: Iterable[str]) -> None:
        """Delete files in it.

        Raises:
            ClusterError: they cannot be deleted.
        """
        paths = [self._at(name) for name in names]
        if paths:
            with reaching(self.name):
                self.files.rm(paths)

    def put(self, name: str, content: bytes) -> None:
        """Write a small file, whole or not at all.

        Raises:
            OutputRefused: it cannot be written.
            ClusterError: the object store does not take it.
        """
        with self.whole(name) as part:
            part.write_bytes(content)

    @contextmanager
    def whole(self, name: str, scratch: str | None = None) -> Iterator[Path]:
        """Give a place to write a file to; at the end it appears here whole, replacing one that is there.

        On disk that place is beside the file, with a name that no two writers share: the same part may be at
        work twice, where a machine was thought lost and is not. An object store is sent the file at the end,
        and shows it once it has all of it.

        Args:
            name: of the file, from here.
            scratch: folder for what is still to be sent; the system's by default.

        Raises:
            OutputRefused: it cannot be written.
            ClusterError: the object store does not take it.
        """
        if self.local:
            with self._beside(Path(self._at(name))) as part:
                yield part
            return
        with TemporaryDirectory(prefix="lianshen-", dir=scratch) as spool:
            part = Path(spool) / "part"
            yield part
            with reaching(self.name):
                self.files.put_file(str(part), self._at(name))

    @contextmanager
    def _beside(self, target: Path) -> Iterator[Path]:
        part = target.with_name(f".{target.name}.{uuid4().hex}.part")
        with taking_its_place(part, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            yield part

    def _at(self, name: str) -> str:
        return f"{self.path.rstrip('/')}/{name}"


def unfinished(names: Iterable[str]) -> list[str]:
    """Return those names that are of files whose writer was killed."""
    return [name for name in names if _UNFINISHED.fullmatch(name)]


def file_system(address: str) -> tuple[AbstractFileSystem, str]:
    """Return the file system that an address is in, and the path there.

    Raises:
        ClusterError: no such kind of address is known.
        ExtraMissing: the library for this kind is not installed.
    """
    try:
        files, path = url_to_fs(address)
    except ImportError as error:
        kind = address.partition("://")[0]
        raise ExtraMissing(
            f"读写 {kind}:// 的库没有装（{error}）",
            where=address,
            remedy="请在本机和各个工作进程的机器上都装上，s3:// 是 s3fs，gs:// 是 gcsfs，abfs:// 是 adlfs",
        ) from error
    except ValueError as error:
        raise ClusterError(
            "看不懂这个地址", where=address, remedy="请写各台机器都能读写的文件夹，或对象存储的地址"
        ) from error
    return files, path


@contextmanager
def reaching(where: str) -> Iterator[None]:
    """Say in words what went wrong in a file system; each kind has errors of its own, with no common base.

    Args:
        where: what was to be reached, as the user knows it.
    """
    try:
        yield
    except LianshenError:
        raise
    except Exception as error:
        raise unreachable(where, error) from error


def unreachable(where: str, error: Exception) -> ClusterError:
    """Return the error for a place that cannot be read from or written to."""
    said = str(error) or type(error).__name__
    return ClusterError(
        f"在 {node() or '一台机器'} 上读写不了（{said}）",
        where=where,
        remedy="请检查地址、权限和网络：本机和各个工作进程都要能用同一个地址读写",
    )
