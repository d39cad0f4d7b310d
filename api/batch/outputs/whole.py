"""A file that is there whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.errors import OutputRefused

_PART = ".part"


def part_of(target: Path) -> Path:
    """Return where a file is written before it takes its place."""
    return target.with_name(target.name + _PART)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a place beside the target to write to; at the end it takes the target's.

    The place has always the same name, so that a process that is killed leaves no more than one behind, and
    the next run takes that away.

    Args:
        target: replaced where there is one.

    Raises:
        OutputRefused: it cannot be written; what was there before is still there.
    """
    with taking_its_place(part_of(target), target):
        yield part_of(target)


@contextmanager
def taking_its_place(part: Path, target: Path) -> Iterator[None]:
    """Let a file that is written meanwhile take the place of another at the end, or be gone.

    Args:
        part: where it is written; in the folder of ``target``.
        target: replaced where there is one.

    Raises:
        OutputRefused: it cannot be written; what was there before is still there.
    """
    try:
        yield
        _settle(part)
        part.replace(target)
    except OSError as error:
        raise refused(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def refuse_unwritable(target: Path) -> None:
    """Find out before the long work whether the target can be written after it.

    Raises:
        OutputRefused: it cannot.
    """
    if target.is_dir():
        raise OutputRefused("这是一个文件夹", where=str(target), remedy="请写一个文件名")
    if not target.parent.is_dir():
        raise OutputRefused(
            f"要写到的文件夹“{target.parent}”不存在", where=str(target), remedy="请先建好，或换一个地方"
        )
    part = part_of(target)
    try:
        part.touch()
        part.unlink()
        if target.exists():
            with target.open("r+b"):  # fails where it is read-only, or open in a program that locks it
                pass
    except OSError as error:
        raise refused(target, error) from error


def refuse_unwritable_folder(folder: Path) -> None:
    """Make a folder, and find out before the long work whether files can be written into it after it.

    Raises:
        OutputRefused: they cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = folder / f".lianshen{_PART}"
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise refused(folder, error) from error


def refused(target: Path, error: OSError) -> OutputRefused:
    """Say in words why a file could not be written."""
    if isinstance(error, PermissionError):
        return OutputRefused(
            "没有写的权限，或正被别的程序打开着",
            where=str(target),
            remedy="请关掉打开它的程序（如 Excel），或换一个地方",
        )
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return OutputRefused("磁盘满了", where=str(target), remedy="请腾出空间，或换一个地方")
    return OutputRefused(
        f"写不进去（{error.strerror or error}）", where=str(target), remedy="请换一个地方再试"
    )


def _settle(part: Path) -> None:
    """Let the system write out what it still holds, so that a failing power supply leaves no empty file."""
    with part.open("r+b") as file:
        os.fsync(file.fileno())
