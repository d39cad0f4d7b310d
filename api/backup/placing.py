"""Where a backup is written, and what is left there besides: nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from api.backup.manifest import DATABASE
from api.backup.places import backups, name_at
from api.batch.outputs.whole import refuse_unwritable, refuse_unwritable_folder
from api.errors import BackupError

_HALF_A_DAY = 12 * 3600.0


def target_of(home: Path, to: Path | None, moment: datetime) -> Path:
    """Return the file that a backup is to be, which is not there yet.

    Raises:
        BackupError: there is nothing to back up, or there is such a file.
        OutputRefused: it cannot be written.
    """
    if not home.is_dir():
        remedy = "请看 LIANSHEN_HOME 设得对不对"
        raise BackupError("还没有数据，没有什么可备份的", where=str(home), remedy=remedy)
    if to is not None and to.suffix.lower() == ".zip":
        if to.exists():
            raise BackupError("已经有这个文件了", where=str(to), remedy="请换一个名称，或只写文件夹")
        refuse_unwritable(to)
        return to.absolute()
    folder = to or backups(home)
    refuse_unwritable_folder(folder)
    if to is None:
        folder.chmod(0o700)
    while (target := (folder / name_at(moment)).absolute()).exists():  # two in one second
        moment += timedelta(seconds=1)
    return target


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Make a backup meanwhile, and nobody else.

    Raises:
        BackupError: somebody else does.
    """
    backups(home).mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(backups(home) / ".lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BackupError("正在做另一个备份", where=str(home), remedy="请等它做完再试") from error
    try:
        yield
    finally:
        lock.release()


def copy_beside(target: Path) -> Path:
    """Return where the database is copied to before it is packed."""
    return target.with_name(f"{target.name}.{DATABASE}.part")


@contextmanager
def cleared(target: Path) -> Iterator[None]:
    """Leave nothing but the backup: neither the copy of the database nor what a killed backup has left."""
    for path in target.parent.glob("lianshen-*.zip*.part"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _HALF_A_DAY:
                path.unlink(missing_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):
            copy_beside(target).unlink(missing_ok=True)
