"""Putting a model in use: one atomic step; whatever happens meanwhile, exactly one whole model is in use.

Which one is in use stands in one small file, which is replaced by renaming another onto it. A rename is
atomic for whoever looks; that it is so for a machine that loses its power as well takes more: the new model
must have reached the disk before the file that names it, and the rename itself must have reached it before
anybody is told that the switch is done.
"""

import os
import sys
import uuid
from pathlib import Path

from model.bundle import unwritable
from training.default import CURRENT

_STAGING = ".writing-"
"""As the files of a bundle that is being written are called, so that they are swept away like those."""


def put_in_use(folder: Path) -> None:
    """Have a model reviewed with from now on; whoever looks sees the former one or this one, whole.

    Args:
        folder: of a bundle, beside the others.

    Raises:
        BundleError: the disk is full, or cannot be written to. The model in use is the same as before.
    """
    current = folder.with_name(CURRENT)
    try:
        flush(folder)
        flush_folder(folder.parent)
        write_whole(current, folder.name.encode())
    except OSError as error:
        raise unwritable(current, error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Have a file hold this content, on the disk; whoever looks sees the former content or this one, whole.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    staged = path.with_name(f"{_STAGING}{uuid.uuid4().hex}")
    try:
        with staged.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(staged, path)  # noqa: PTH105 - Path.replace would hide that this is the switch
        flush_folder(path.parent)
    finally:
        staged.unlink(missing_ok=True)


def flush(folder: Path) -> None:
    """Wait until the files of a folder, and their names in it, are on the disk."""
    for path in sorted(folder.iterdir()):
        if path.is_file():
            _flush(path)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Wait until the names of the files in a folder are on the disk."""
    if sys.platform != "win32":  # where a folder cannot be opened, and its journal does it
        _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
