"""Where the files of a batch lie: ``batches/`` in the data folder, a folder for each."""

import re
import secrets
import shutil
import time
from pathlib import Path

from api.errors import StorageError
from api.home import home

_NUMBER = re.compile(r"[1-9]\d{0,9}")
_COMING = "incoming-"


def folder_of(number: int) -> Path:
    """Return the folder of a batch."""
    return home() / "batches" / str(number)


def inputs_of(number: int) -> Path:
    """Return the folder with the files as they were uploaded; it stays, for copies with margin comments."""
    return folder_of(number) / "inputs"


def work_of(number: int) -> Path:
    """Return the work file of a batch, which is there until all it holds is on the desk."""
    return folder_of(number) / "scoring.work"


def new_arrival() -> Path:
    """Make a folder for a batch that has no number yet, which only the service may look into.

    Raises:
        StorageError: it cannot be made.
    """
    folder = home() / "batches" / f"{_COMING}{secrets.token_hex(8)}"
    try:
        (folder / "inputs").mkdir(parents=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StorageError("上传的文件没有地方存", where=str(folder), remedy="请检查权限和空间") from error
    return folder


def move_in(arrival: Path, number: int) -> None:
    """Give a folder its batch.

    What lies in its place belongs to a batch of another database, and is put aside rather than lost.
    """
    place = folder_of(number)
    if place.exists():
        place.rename(place.with_name(f"{number}-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"))
    arrival.rename(place)


def discard(arrival: Path) -> None:
    """Remove what came of an upload that was broken off."""
    shutil.rmtree(arrival, ignore_errors=True)


def forgotten(seconds: float) -> list[Path]:
    """Return the folders of uploads that nobody has finished for so long."""
    before = time.time() - seconds
    return [path for path in (home() / "batches").glob(f"{_COMING}*") if path.stat().st_mtime < before]


def with_work() -> list[int]:
    """Return the numbers of the batches whose work file is there."""
    found = (path.parent.name for path in (home() / "batches").glob(f"*/{work_of(1).name}"))
    return sorted(int(name) for name in found if _NUMBER.fullmatch(name))
