"""``--on FILE…``: the files that a measurement is made on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def on_files(holding: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option that names files, of which more may follow as arguments.

    Args:
        holding: what the files hold, in Chinese.
    """

    def both(command: Callable[..., Any]) -> Callable[..., Any]:
        more = click.argument("more", type=click.Path(path_type=Path), metavar="[文件…]", nargs=-1)
        first = click.option(
            "--on",
            "first",
            type=click.Path(path_type=Path),
            multiple=True,
            metavar="文件",
            help=f"{holding}；后面可以接着写多个。",
        )
        return first(more(command))

    return both


def files_named(first: tuple[Path, ...], more: tuple[Path, ...], command: str) -> tuple[Path, ...]:
    """Return all files that were named.

    Raises:
        UsageError: files stand without the option, or one stands twice.
    """
    files = first + more
    if files and not first:
        raise click.UsageError(f"要用文件里的草稿，请写 --on。例如：lianshen {command} --on 标注.jsonl")
    if len({file.resolve() for file in files}) < len(files):
        raise click.UsageError("同一个文件写了两次，会重复计算。请只写一次。")
    return files
