"""Putting what was restored into its place, so that whoever looks finds the old or the new, whole.

Everything is made ready beside its place first. Then a plan of what goes where is written into one file, in
one step: from then on the restore counts as done. Whoever comes next, be it after a power cut, carries the
plan out to its end before they look at anything else: :func:`api.home.home` sees to that.

Of PostgreSQL the new tables count with its own commit, which the plan waits for: it names a mark that they
bear. Where the mark is not there, the commit was never made, and the plan is thrown away.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from pydantic import TypeAdapter, ValidationError

from api.errors import RestoreRefused, StorageError
from api.home import RESTORING
from training.promoting import flush_folder, write_whole

STAGING = ".restoring-"
"""How folders begin in which a restore is made ready."""

_LOCK = "restore.lock"


@dataclass(frozen=True, slots=True)
class Move:
    """One file or folder that changes its place.

    Attributes:
        staged: where the new one was made ready; ``None`` where there is none.
        target: its place.
        aside: where the old one goes; ``None`` where there is none.
    """

    staged: Path | None
    target: Path
    aside: Path | None

    def carry_out(self) -> None:
        """Do it, or what is left to do of it."""
        waiting = self.staged is None or _is_there(self.staged)
        if waiting and self.aside is not None and _is_there(self.target):
            self.aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _rename(self.target, self.aside)
        if self.staged is not None and _is_there(self.staged):
            self.target.parent.mkdir(parents=True, exist_ok=True)
            _rename(self.staged, self.target)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is left to do of a restore.

    Attributes:
        mark: tells this restore from others.
        server: the database of PostgreSQL that bears the mark once this counts; empty for SQLite.
        moves: what goes where, in this order.
    """

    mark: str
    server: str
    moves: tuple[Move, ...]


_PLAN = TypeAdapter(Plan)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Restore meanwhile, and nobody else; who comes second waits.

    Raises:
        OSError: the folder cannot be written to.
    """
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / _LOCK):
        yield


def decide(home: Path, plan: Plan) -> None:
    """Write the plan down, on the disk. The caller is :func:`alone`.

    Raises:
        OSError: it cannot be written; then nothing has changed.
    """
    for move in plan.moves:
        if move.staged is not None:
            flush_folder(move.staged.parent)
    write_whole(home / RESTORING, _PLAN.dump_json(plan))


def unfinished(home: Path) -> bool:
    """Whether there is a plan that has not been carried out."""
    return (home / RESTORING).exists()


def finish(home: Path, url: str) -> None:
    """Carry out the plan that is there, if there is one, whoever has made it.

    Args:
        home: the data folder.
        url: of the database, if that is one of PostgreSQL.

    Raises:
        StorageError: it cannot be carried out now.
    """
    with alone(home):
        finish_alone(home, url)


def finish_alone(home: Path, url: str) -> None:
    """Do the same for a caller who is :func:`alone`.

    Args:
        home: the data folder.
        url: of the database, if that is one of PostgreSQL.

    Raises:
        StorageError: it cannot be carried out now.
    """
    try:
        plan = _PLAN.validate_json((home / RESTORING).read_bytes())
    except FileNotFoundError:  # somebody else was faster
        return
    except (OSError, ValidationError) as error:
        remedy = "请把它挪走，再还原一次"
        raise StorageError(
            "还原做到一半留下的文件读不出来", where=str(home / RESTORING), remedy=remedy
        ) from error
    try:
        if not plan.server or _bears_mark(plan, url):
            for move in plan.moves:
                move.carry_out()
        (home / RESTORING).unlink()
        flush_folder(home)
        sweep(home, [move.staged for move in plan.moves if move.staged])
    except OSError as error:
        problem = f"还原的最后一步没有做完（{error.strerror}：{error.filename}）"
        remedy = "请检查权限，并关掉打开着里面的文件的程序，再运行任何一个命令，接着做"
        raise StorageError(problem, where=str(home), remedy=remedy) from error


def sweep(home: Path, outside: Iterable[Path] = ()) -> None:
    """Remove what was made ready for a restore that is done, or that came to nothing.

    Args:
        home: the data folder.
        outside: what was made ready elsewhere.
    """
    for left in (*home.glob(f"{STAGING}*"), *outside):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def refuse_immovable(moves: tuple[Move, ...]) -> None:
    """Find out before anything is moved what cannot be.

    Raises:
        RestoreRefused: a place is a disk of its own.
    """
    for move in moves:
        if move.target.is_mount():
            remedy = "请还原到另一个数据文件夹（LIANSHEN_HOME），再把里面的文件拷过来"
            raise RestoreRefused("这里挂着另一个磁盘，不能整个换掉", where=str(move.target), remedy=remedy)


def _bears_mark(plan: Plan, url: str) -> bool:
    """Whether the tables of PostgreSQL are those of this restore.

    Raises:
        StorageError: that cannot be told.
    """
    from api.backup.server import mark_of  # noqa: PLC0415 - commands must not wait for SQLAlchemy
    from api.storage.address import read_address, shown  # noqa: PLC0415 - as above

    if not url or shown(read_address(url)) != plan.server:
        raise StorageError(
            f"上次还原到 {plan.server} 时中断了，要先接着做完",
            remedy="请把 LIANSHEN_DATABASE_URL 设成那个数据库，再运行任何一个命令",
        )
    return mark_of(url) == plan.mark


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _rename(source: Path, target: Path) -> None:
    os.rename(source, target)  # noqa: PTH104 - Path.rename would hide that this is a step of the switch
    flush_folder(source.parent)
    flush_folder(target.parent)
