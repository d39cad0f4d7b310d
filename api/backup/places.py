"""What of the data folder belongs into a backup, and where backups lie."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

FOLDERS = ("models", "snapshots", "batches", "earlier")
"""Folders of the data folder that are backed up. ``bases`` is not: it is fitted anew where it is missing."""

BASES = "bases"
KEY = "secret.key"
DATABASE = "lianshen.sqlite3"
QUEUE = "jobs.sqlite3"
"""Of batches that wait. Not backed up: what there is to do stands in the database."""

ASIDE = "replaced-"
"""How folders begin in which a restore puts what was there before."""

BESIDE = ("-journal", "-shm", "-wal")
"""What SQLite may keep beside a database."""

_BACKUPS = "backups"
_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"lianshen-(\d{8}-\d{6})\.zip")
_UNFINISHED = (".writing-", "incoming-")
"""How folders begin that somebody is still writing: a model, an upload."""
_NO_FILES = ("scoring.work",)
"""How files begin that are of use to a running process only: a batch is scored anew without."""


def backups(home: Path) -> Path:
    """Return the folder where backups lie unless somebody wants them elsewhere."""
    return home / _BACKUPS


def name_at(moment: datetime) -> str:
    """Return the name of a backup that is made at this moment."""
    return f"lianshen-{moment.astimezone().strftime(_STAMP)}.zip"


def is_name(name: str) -> bool:
    """Whether a file is called as backups are."""
    return _NAME.fullmatch(name) is not None


def aside_at(home: Path, moment: datetime) -> Path:
    """Return the folder for what a restore at this moment replaces."""
    return home / f"{ASIDE}{moment.astimezone().strftime(_STAMP)}"


def moment_of(name: str) -> datetime | None:
    """Return the moment in the name of a backup, or of a folder with what was replaced."""
    found = _NAME.fullmatch(name) or re.fullmatch(rf"{ASIDE}(\d{{8}}-\d{{6}})", name)
    try:
        return datetime.strptime(found[1], _STAMP).astimezone() if found else None
    except ValueError:  # as of a month 13
        return None


def files_of(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of the data folder that belong into a backup, by their names from it.

    Those that a process is still writing are left out.
    """
    for folder in FOLDERS:
        for file in _files(home / folder):
            yield file.relative_to(home).as_posix(), file


def _files(folder: Path) -> Iterator[Path]:
    try:
        found = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    for path in found:
        if path.name.startswith(_UNFINISHED):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files(path)
        elif path.is_file() and not path.name.startswith(_NO_FILES):
            yield path
