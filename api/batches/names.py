"""Under which names uploaded files are kept: such as people gave them, as far as a disk may hold them."""

import re
from pathlib import PurePosixPath

from api.http.file_names import file_name

MOST_BYTES = 180
"""Of one name: disks take 255, and what tells files of one name apart comes to it."""
_DEEPEST = 8
_SEPARATORS = re.compile(r"[/\\]")
_NOWHERE = {"", ".", ".."}


class Names:
    """The names of the files of one batch, no two alike, though small and capital letters are the same."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def place(self, given: str) -> PurePosixPath:
        """Return where to keep a file, below the folder of the batch.

        Args:
            given: its name as uploaded, with the folders it lay in if whole folders are uploaded.
        """
        parts = [part for part in _SEPARATORS.split(given) if part.strip() not in _NOWHERE] or [""]
        *folders, last = [_short(file_name(part)) for part in parts[-_DEEPEST:]]
        place = PurePosixPath()
        for folder in folders:
            place = _told_apart(place / folder, self._files)
            self._folders.add(_key(place))
        place = _told_apart(place / last, self._files | self._folders)
        self._files.add(_key(place))
        return place


def _told_apart(path: PurePosixPath, taken: set[str]) -> PurePosixPath:
    found, copy = path, 1
    while _key(found) in taken:
        copy += 1
        found = path.with_name(f"{path.stem}（同名的第 {copy} 个）{path.suffix}")
    return found


def _key(path: PurePosixPath) -> str:
    return str(path).casefold()


def _short(name: str) -> str:
    """Return a name that a disk takes; its ending says what kind of file it is and stays."""
    if len(name.encode()) <= MOST_BYTES:
        return name
    path = PurePosixPath(name)
    ending = path.suffix if len(path.suffix.encode()) <= MOST_BYTES // 3 else ""
    stem = name.removesuffix(ending).encode()[: MOST_BYTES - len(ending.encode())]
    return stem.decode("utf-8", "ignore").rstrip() + ending
