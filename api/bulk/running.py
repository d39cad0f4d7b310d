"""A run of the program, with an eye on the memory of all its processes."""

import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from api.bulk.result import Run
from api.errors import BatchError

_EVERY = 1.0
"""Seconds between two looks at the memory: each goes through all pages of all processes."""
_MEGABYTE = 1 << 20


def run(command: Sequence[str], source: Path, output: Path, tier: str, rows: int) -> Run:
    """Score a table, and measure.

    Args:
        command: ``lianshen score``.
        source: the table.
        output: the file to be written.
        tier: that judges.
        rows: in the table.

    Raises:
        BatchError: the run failed; the error says what it said.
    """
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - the command is our own
        [*command, str(source), "-o", str(output), "--tier", tier],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    seen: list[float] = []
    while True:
        try:
            _, said = process.communicate(timeout=_EVERY)
            break
        except subprocess.TimeoutExpired:
            seen.append(held(process.pid))
    seconds = time.perf_counter() - began
    if process.returncode:
        raise BatchError(f"lianshen score 没有做完：{said.strip().rpartition(chr(10))[2].removesuffix('。')}")
    return Run.of(tier, output.suffix, rows, seconds, seen or [0.0])


def held(pid: int) -> float:
    """Return the MiB that a process and those under it hold."""
    found = 0
    with suppress(psutil.NoSuchProcess):
        for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            with suppress(psutil.Error):
                memory = process.memory_full_info()
                found += getattr(memory, "pss", memory.rss)
    return found / _MEGABYTE
