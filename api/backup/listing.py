"""Which backups there are, as far as is known: those in their folder, and those written elsewhere.

What was written elsewhere, as onto a disk that is not connected now, stands in a small register. So whoever
deletes something for good can be told which backups still hold it. What a restore has put aside is told, too.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from api.backup.places import ASIDE, backups, is_name, moment_of
from training.promoting import write_whole

_REGISTER = "register.json"

Kind = Literal["backup", "replaced"]
"""A file written by ``lianshen backup``; a folder into which a restore has put what was there before."""


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """One copy of the data.

    Attributes:
        path: where it is, or was when it was written.
        made: when it was made; of what was replaced, when that was.
        size: in bytes; 0 of what is not there, and of folders.
        there: whether it is there now; what is not may be on a disk that is not connected.
        kind: of copy.
    """

    path: Path
    made: datetime
    size: int
    there: bool
    kind: Kind = "backup"


def known_backups(home: Path) -> tuple[KnownBackup, ...]:
    """Return what is known to hold a copy of the data or of a part of it, the newest first.

    Args:
        home: the data folder.
    """
    own = backups(home)
    written = _registered(home)
    for path in own.glob("*.zip") if own.is_dir() else ():
        if made := moment_of(path.name):
            written.setdefault(path.absolute(), made)
    found = [
        KnownBackup(path, made, path.stat().st_size if path.exists() else 0, path.exists())
        for path, made in written.items()
    ]
    found += [
        KnownBackup(path.absolute(), made, 0, there=True, kind="replaced")
        for path in home.glob(f"{ASIDE}*")
        if (made := moment_of(path.name))
    ]
    return tuple(sorted(found, key=lambda each: (each.made, each.path.name), reverse=True))


def register(home: Path, path: Path, made: datetime) -> None:
    """Keep in mind that a backup was written.

    Args:
        home: the data folder.
        path: of the backup.
        made: when.

    Raises:
        OSError: it cannot be kept in mind.
    """
    _keep(home, {**_registered(home), path.absolute(): made})


def forget(home: Path, path: Path) -> None:
    """Keep no longer in mind a backup that was deleted.

    Raises:
        OSError: it cannot be noted.
    """
    _keep(home, {file: made for file, made in _registered(home).items() if file != path.absolute()})


def older_ones(folder: Path, keep: int) -> tuple[Path, ...]:
    """Return the backups in a folder that are not among its newest.

    Args:
        folder: where backups lie; what is not called as they are is left alone.
        keep: how many of the newest.
    """
    there = sorted((path for path in folder.iterdir() if is_name(path.name)), key=lambda path: path.name)
    return tuple(there[:-keep])


def _keep(home: Path, known: dict[Path, datetime]) -> None:
    stated = [{"file": str(file), "made": when.isoformat()} for file, when in known.items()]
    backups(home).mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(backups(home) / _REGISTER, json.dumps(stated, ensure_ascii=False, indent=1).encode())


def _registered(home: Path) -> dict[Path, datetime]:
    """Return what was written; elsewhere than here also what is not there now, which may be on a shelf."""
    own = backups(home).absolute()
    try:
        stated = json.loads((backups(home) / _REGISTER).read_bytes())
        known = {Path(each["file"]): datetime.fromisoformat(each["made"]) for each in stated}
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or changed by hand
        return {}
    return {file: made for file, made in known.items() if file.exists() or file.parent != own}
