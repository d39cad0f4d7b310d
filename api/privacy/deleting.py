"""Deleting for good: files first, then the rows with a step in the trail, then what the database still holds.

Whoever is stopped on the way does it again: what is deleted already is not missed, and as long as the rows
are there, so is the way to what rests on them.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from api.batches.places import folder_of
from api.errors import StorageError
from api.privacy.asked import Asked, Going
from api.privacy.frozen import take_out
from api.privacy.past import forget_past, titles_of
from api.privacy.rows import blank_names_of_batches, delete_rows, forget_earlier, rename_snapshot
from api.privacy.sweeping import sweep
from api.storage.database import Database
from api.trail.recording import record

KIND = "privacy.delete"


def delete(database: Database, home: Path, asked: Asked, going: Going, actor: str) -> None:
    """Delete what was found, and sweep up what the database still holds of it.

    Args:
        database: of the service.
        home: the data folder.
        asked: what shall go.
        going: what was found of it, see :func:`api.privacy.finding.find`.
        actor: who deletes, for the trail.

    Raises:
        StorageError: a file cannot be deleted, or the database is in use.
        BundleError, EarlierError: what rests on it cannot be written.
    """
    if going.nothing:
        sweep(database)  # it may be the second time, for the first was stopped before this
        return
    past = titles_of(going.earlier, going.texts, asked.deputies)
    _delete_files(going)
    renamed = [take_out(home, file, going.texts) for file in going.snapshots]
    forget_past(going.earlier, going.texts, asked.deputies)
    with database.writing() as session:
        record(session, actor, KIND, _told(asked, going), _counted(going))
        for old, new in renamed:
            rename_snapshot(session, old, new)
        forget_earlier(session, past | going.titles)
        delete_rows(session, going)
        blank_names_of_batches(session, asked.deputies)
    sweep(database)


def _told(asked: Asked, going: Going) -> str:
    return (
        f"删除个人信息（{asked.told}）：审核台 {len(going.pieces)} 件，网页提交 {len(going.submissions)} 件"
    )


def _counted(going: Going) -> dict[str, object]:
    return {
        "pieces": list(going.pieces),
        "submissions": list(going.submissions),
        "batches": list(going.batches),
        "labels": len(going.labels),
        "accounts": list(going.accounts),
        "files": len(going.files),
        "snapshots": [file.stem for file in going.snapshots],
        "earlier": sum(going.earlier.values()),
    }


def _delete_files(going: Going) -> None:
    try:
        for file in going.files:
            file.unlink(missing_ok=True)
        for number in going.batches:
            _delete_folder(folder_of(number))
    except OSError as error:
        raise StorageError(
            "文件删不了", where=str(error.filename), remedy="请检查权限，再运行一次"
        ) from error
    _delete_empty(file.parent for file in going.files)


def _delete_folder(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _delete_empty(folders: Iterable[Path]) -> None:
    """Delete folders below the uploads in which nothing is left: their names may be those of persons."""
    for folder in sorted(set(folders), key=lambda each: -len(each.parts)):
        place = folder
        while place.name != "inputs" and place.is_dir() and not any(place.iterdir()):
            place.rmdir()
            place = place.parent
