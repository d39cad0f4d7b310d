"""Restoring a backup: everything is made ready and looked at first; then it takes its place in one step."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

from api.backup.manifest import DATABASE, Manifest
from api.backup.moving import Target
from api.backup.reading import Opened
from api.backup.readying import check_database, make_ready, refuse_in_use
from api.backup.server import has_tables, load
from api.backup.switching import Plan, alone, decide, finish_alone, refuse_immovable, sweep, unfinished
from api.backup.telling import Report, telling
from api.batch.outputs.whole import refused
from api.errors import RestoreRefused
from api.settings import Settings
from api.storage.migrate import LATEST

_UNPACKED, _MADE_READY = 0.6, 0.8
_SPARE = 64 * 1024 * 1024
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done.

    Attributes:
        manifest: of the backup.
        aside: folder with what was there before, or with a note where that is; ``None`` where nothing was.
        migrated: whether the tables were brought from an older revision to that of this program.
        left: files of settings that were not put in their place, in words.
    """

    manifest: Manifest
    aside: Path | None
    migrated: bool
    left: tuple[str, ...]


def restore(  # noqa: PLR0913 - what, where to, and how
    home: Path, settings: Settings, file: Path, actor: str, *, replace: bool, report: Report
) -> Restored:
    """Put a backup in the place of what is here, or where nothing is.

    Killed at any moment, it leaves the old or the new, whole.

    Args:
        home: the data folder.
        settings: say where the database is to be.
        file: the backup.
        actor: who wants it, for the trail.
        replace: whether what is here may be put aside.
        report: told how far it is.

    Raises:
        BackupDamaged: the file is no backup, or is damaged; nothing was touched.
        RestoreRefused: there are data here, somebody uses them, or there is no room; likewise.
        OutputRefused: the data folder cannot be written to; likewise.
        StorageError: the database cannot be reached or changed; likewise.
    """
    target = Target(home, settings, datetime.now(UTC), token_hex(8))
    while target.aside.exists():  # two in one second
        target.now += timedelta(seconds=1)
    with Opened(file) as opened:
        _refuse_newer(opened)
        try:
            with alone(home):
                if unfinished(home):
                    finish_alone(home, target.url)
                sweep(home)
                _refuse_data(target, replace=replace)
                return _restored(opened, target, actor, report)
        except OSError as error:
            raise refused(home, error) from error


def _restored(opened: Opened, target: Target, actor: str, report: Report) -> Restored:
    home, manifest, database = target.home, opened.manifest, target.staging / DATABASE
    _refuse_full(home, manifest.size)
    try:
        target.staging.mkdir(mode=0o700)
        opened.unpack(target.staged, telling("取出备份", manifest.size, 0.0, _UNPACKED, report))
        report("核对数据库", _UNPACKED)
        check_database(database, manifest, opened.path)
        make_ready(database, manifest, actor)
        report("换上", _MADE_READY)
        schema = target.schema if target.file is None and has_tables(target.url) else ""
        moves = target.moves()
        refuse_immovable(moves)
        noted = target.note(moves, schema)
        plan = Plan(target.mark, target.shown if target.file is None else "", (*noted, *moves))
        if target.file is None:
            load(target.url, database, target.schema, target.mark, lambda: decide(home, plan))
        else:
            decide(home, plan)
    except BaseException:
        if not unfinished(home):
            sweep(home, target.outside)
        raise
    finish_alone(home, target.url)
    report("换上", 1.0)
    aside = target.aside if noted else None
    return Restored(manifest, aside, manifest.schema != LATEST, tuple(target.left))


def _refuse_newer(opened: Opened) -> None:
    manifest = opened.manifest
    if manifest.schema > LATEST:
        raise RestoreRefused(
            f"这份备份是更新的版本（{manifest.program}）做的，这个版本不认得里面的表",
            where=str(opened.path),
            remedy="请把 lianshen 升到那个版本或更新，再还原",
        )


def _refuse_data(target: Target, *, replace: bool) -> None:
    there = [str(path) for path in target.places if path.exists()]
    if target.file is None and has_tables(target.url):
        there.append(target.shown)
    if there and not replace:
        remedy = "确实要换掉，请加 --replace：原来的放到一边，不删去；也可以设 LIANSHEN_HOME，还原到别处"
        raise RestoreRefused(f"这里已经有数据（{'、'.join(there)}）", where=str(target.home), remedy=remedy)
    if target.file is not None:
        refuse_in_use(target.file)


def _refuse_full(home: Path, size: int) -> None:
    free = shutil.disk_usage(home).free
    if free < size + _SPARE:
        needed = (size + _SPARE) // _MEGABYTE
        raise RestoreRefused(
            f"磁盘只剩 {free // _MEGABYTE:,} MB，这份备份展开要 {needed:,} MB",
            where=str(home),
            remedy="请腾出空间，或用 LIANSHEN_HOME 指定另一个磁盘上的文件夹",
        )
