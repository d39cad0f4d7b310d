"""Files that a command is asked to write."""

from collections.abc import Iterable
from pathlib import Path

import click


def refuse_target(option: str, target: Path, sources: Iterable[Path], ending: str) -> None:
    """Refuse, before any work is done, a file that cannot or must not be written.

    Args:
        option: that names the file, as ``--report``.
        target: to be written.
        sources: that must not be overwritten.
        ending: that the name must have, as ``.html``.

    Raises:
        click.UsageError: saying what is wrong and what to do.
    """
    if target.suffix.lower() != ending:
        raise click.UsageError(f"{option} 写出的文件“{target}”请以 {ending} 结尾。")
    if target.resolve() in {source.resolve() for source in sources}:
        raise click.UsageError(f"{option} 不能写回原文件，请换一个文件名。")
    if not target.parent.is_dir():
        raise click.UsageError(f"{option} 要写到的文件夹“{target.parent}”不存在。请先建好，或换一个地方。")
    if target.is_dir():
        raise click.UsageError(f"{option} 要写出的“{target}”是一个文件夹。请换一个文件名。")
