"""How far a long step has come, on standard error: a bar on a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Count:
    """How many of many are done.

    Attributes:
        done: of all, those before this run among them.
        failed: of these, how many could not be.
        total: how many there are about; ``None`` where that is not known.
    """

    done: int
    failed: int = 0
    total: int | None = None


Counting = Callable[[Count], None]

_LINES_EVERY = 10.0
"""Seconds between lines where there is no terminal: a log of days must not fill a disk."""
_ENOUGH = 1.0
"""Seconds after which a rate says something."""


@contextmanager
def counting(stage: str) -> Iterator[Counting]:
    """Give a function that shows how many are done, how fast, and for how long it will go on.

    Args:
        stage: what is being done, in Chinese.
    """
    if not sys.stderr.isatty():
        yield _counted_lines(stage)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[said]}", markup=False),
    )
    pace = _Pace()
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(stage, total=None, said="")
        yield lambda count: bar.update(task, total=count.total, completed=count.done, said=pace.said(count))


def _counted_lines(stage: str) -> Counting:
    pace, last = _Pace(), 0.0

    def report(count: Count) -> None:
        nonlocal last
        said = pace.said(count)
        if time.monotonic() - last >= _LINES_EVERY:
            last = time.monotonic()
            click.echo(f"{stage}：{said}", err=True)

    return report


class _Pace:
    """How fast it goes, once something was done in this run: what comes before is the start of processes."""

    def __init__(self) -> None:
        self._start: Count | None = None
        self._first: Count | None = None
        self._began = 0.0

    def said(self, count: Count) -> str:
        """Return a count in words."""
        first, took = self._since(count)
        parts = [f"{count.done:,} 件" if count.total is None else f"{count.done:,} / 约 {count.total:,} 件"]
        if count.failed:
            parts.append(f"读不了 {count.failed:,} 件")
        done = count.done - first.done
        if took >= _ENOUGH and done:
            rate = done / took
            parts.append(f"每秒 {rate:,.0f} 件" if rate >= 10 else f"每秒 {rate:.1f} 件")
            if count.total is not None and count.total > count.done:
                parts.append(f"还要约 {in_words((count.total - count.done) / rate)}")
        return "，".join(parts)

    def _since(self, count: Count) -> tuple[Count, float]:
        if self._start is None:
            self._start = count
        if self._first is None or self._first.done == self._start.done:
            self._first, self._began = count, time.monotonic()
        return self._first, time.monotonic() - self._began


def in_words(seconds: float) -> str:
    """Return a time as people say it, such as ``3 分 20 秒``: the two largest units."""
    whole = max(1, round(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    parts = ((days, "天"), (hour, "小时"), (minute, "分"), (second, "秒"))
    first = next(index for index, (number, _) in enumerate(parts) if number)
    return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number)
