"""An archive that is sent while it is made: nothing on the disk, one of its files at a time in memory."""

from collections.abc import Iterable, Iterator
from zipfile import ZipFile


class _Pipe:
    """Takes what an archive writes, to be taken out again; it cannot go back, as a connection cannot."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: what is written is taken out soon."""

    def close(self) -> None:
        """Do nothing: an archive leaves that to whoever opened its file."""

    def taken(self) -> bytes:
        parts = b"".join(self._parts)
        self._parts.clear()
        return parts


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """Yield an archive piece by piece.

    Args:
        files: name and content of each; they are stored as they are, for Word files are packed already.
    """
    pipe = _Pipe()
    with ZipFile(pipe, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
            yield pipe.taken()
    yield pipe.taken()
