"""Writing a backup: one file with everything in it, looked at again before it counts."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from api.backup.checking import Looked, look_into
from api.backup.copying import copy_database
from api.backup.extra import setting_files, stated_settings
from api.backup.listing import forget, older_ones, register
from api.backup.manifest import DATABASE, HOME, MANIFEST, Kept, Manifest, copied, manifest_json
from api.backup.places import files_of
from api.backup.placing import alone, cleared, copy_beside, target_of
from api.backup.reading import Opened
from api.backup.recording import recorded
from api.backup.telling import Report, telling
from api.batch.outputs.whole import whole
from api.errors import BackupError
from api.settings import Settings
from api.storage.address import SQLITE, read_address
from model.errors import BundleError
from training.default import CURRENT, bundle_in_use

_PACKED = (".docx", ".xlsx", ".zip", ".pdf", ".png", ".jpg", ".jpeg", ".parquet", ".safetensors")
"""Endings of what does not become smaller."""
_QUICK = 1
_COPIED, _WRITTEN = 0.2, 0.7
"""Share of the whole that is done when the database is copied, and when all is written."""
_CURRENT = f"{HOME}models/{CURRENT}"
_NOTE = "说明.txt"
_SAID = """\
这是联审（lianshen）的备份。还原：lianshen restore 这个文件。
里面有账号、代表交来的草稿、审核意见和签名用的密钥，请和原来的数据一样保管，不要发给别人。
manifest.json 写着里面有什么；每个文件的 SHA-256 都在其中。
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A backup that was made.

    Attributes:
        path: of it.
        size: in bytes.
        manifest: what is in it.
        removed: older ones that had to go.
        unrecorded: why it does not stand in the trail, in Chinese; empty where it does.
    """

    path: Path
    size: int
    manifest: Manifest
    removed: tuple[Path, ...]
    unrecorded: str = ""


def back_up(  # noqa: PLR0913 - from where, where to, who, and how
    home: Path,
    settings: Settings,
    to: Path | None,
    actor: str,
    report: Report,
    *,
    keep: int | None = None,
    moment: datetime | None = None,
) -> Written:
    """Make a backup, and see that it can be read back; the service may run meanwhile.

    The database is copied first, the files after it: what a row names had reached the disk before the row.

    Args:
        home: the data folder.
        settings: say where the database is, and name files that belong to it.
        to: a folder, or a file that ends in ``.zip``; the folder for backups of the data folder if ``None``.
        actor: who makes it, for the trail.
        report: told how far it is.
        keep: how many of the newest in that folder to keep; all if ``None``.
        moment: now, if ``None``.

    Raises:
        BackupError: there is nothing to back up, another backup is being made, or it was not read back whole.
        OutputRefused: it cannot be written; nothing is left of it.
        StorageError: the database cannot be reached.
    """
    moment = moment or datetime.now(UTC)
    target = target_of(home, to, moment)
    with alone(home), cleared(target):
        with whole(target) as part, _file(part) as file:
            manifest = _write(file, home, settings, moment, copy_beside(target), report)
            _look_again(part, manifest, report)
            unrecorded = recorded(settings, manifest, target, actor)
        register(home, target, moment)
        removed = older_ones(target.parent, keep) if keep else ()
        for path in removed:
            path.unlink(missing_ok=True)
            forget(home, path)
    return Written(target, target.stat().st_size, manifest, removed, unrecorded)


@contextmanager
def _file(part: Path) -> Iterator[BinaryIO]:
    """Give a new file that only its owner may read."""
    with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        yield cast(BinaryIO, file)


def _write(  # noqa: PLR0913, PLR0917 - where from and where to
    file: BinaryIO, home: Path, settings: Settings, moment: datetime, copy: Path, report: Report
) -> Manifest:
    url = settings.database_url.get_secret_value()
    report("复制数据库", 0.0)
    copy_database(url, copy)
    looked = look_into(copy)
    model = _model(home)
    sources = {DATABASE: copy, **{f"{HOME}{name}": path for name, path in files_of(home)}}
    sources |= setting_files(home, settings)
    files: dict[str, Kept] = {}
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        archive.writestr(_NOTE, _SAID)
        if model:
            archive.writestr(_CURRENT, model)
            files[_CURRENT] = copied(BytesIO(model.encode()), None, lambda _size: None)
        told = telling("写备份", sum(_size(path) for path in sources.values()), _COPIED, _WRITTEN, report)
        for name, path in sources.items():
            if name != _CURRENT and (kept := _add(archive, name, path, told)) is not None:
                files[name] = kept
        manifest = Manifest(
            program=version("lianshen"),
            schema=looked.revision,
            made=moment,
            kind="sqlite" if read_address(url).drivername == SQLITE else "postgresql",
            model=model,
            files=files,
            rows=looked.rows,
            missing=_missing(looked, files),
            settings=stated_settings(settings),
        )
        archive.writestr(MANIFEST, manifest_json(manifest))
    file.flush()
    return manifest


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _add(archive: ZipFile, name: str, path: Path, told: Callable[[int], None]) -> Kept | None:
    """Add a file; one that was deleted meanwhile is none of them."""
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BackupError(
            f"这个文件读不出来（{error.strerror}）", where=str(path), remedy="请检查它的权限，再备份一次"
        ) from error
    with source:
        entry = ZipInfo.from_file(path, name, strict_timestamps=False)
        entry.compress_type = ZIP_STORED if path.suffix.lower() in _PACKED else ZIP_DEFLATED
        entry._compresslevel = _QUICK  # type: ignore[attr-defined]
        try:
            with archive.open(entry, "w", force_zip64=True) as target:
                return copied(source, cast(BinaryIO, target), told)
        except UnicodeEncodeError as error:
            remedy = "请给它改一个名称，再备份一次"
            raise BackupError("这个文件的名称不是合格的文字", where=repr(name), remedy=remedy) from error


def _model(home: Path) -> str:
    """Return the version in use; read before the models are looked for, so that it is among them."""
    try:
        return bundle_in_use(home).name
    except BundleError:
        return ""


def _missing(looked: Looked, files: dict[str, Kept]) -> tuple[str, ...]:
    """Return what rows name and is not there: somebody has deleted it, for it must have been there before."""
    there = {name.removeprefix(HOME) for name in files}
    folders = {f"{parent}/" for name in there for parent in map(str, Path(name).parents)}
    return tuple(name for name in looked.named if name not in there and name not in folders)


def _look_again(part: Path, manifest: Manifest, report: Report) -> None:
    """Read the backup back from the disk."""
    told = telling("核对备份", manifest.size, _WRITTEN, 1.0, report)
    with Opened(part) as opened:
        if opened.manifest != manifest:
            raise BackupError("备份写下去以后读出来不一样", where=str(part), remedy="请检查磁盘")
        opened.check(told)
