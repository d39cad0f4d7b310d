"""How far a long step has come, on standard error: a bar on a terminal, else a line for every new stage."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

Progress = Callable[[str, float], None]
"""Called with the stage (阶段), in Chinese, and how much of the whole is done, 0 to 1."""


@contextmanager
def progress() -> Iterator[Progress]:
    """Give a function that shows progress; nothing appears before it is called."""
    if sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
    )
    bar = Bar(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    task: list[TaskID] = []

    def report(stage: str, done: float) -> None:
        if not task:
            bar.start()
            task.append(bar.add_task(stage, total=1.0))
        bar.update(task[0], description=stage, completed=done)

    try:
        yield report
    finally:
        bar.stop()


def _lines() -> Progress:
    last = ""

    def report(stage: str, done: float) -> None:
        nonlocal last
        if stage != last:
            last = stage
            click.echo(f"{stage}（{done:.0%}）", err=True)

    return report
