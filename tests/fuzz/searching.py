"""Looking for inputs that a parser does not bear, each parser in a process of its own."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_STATUS = re.compile(r"^#(\d+)\s+(\w+)\s+cov: (\d+) ft: (\d+)", re.MULTILINE)
_FOUND = re.compile(r"^FOUND\t(.*)\t(.*)$", re.MULTILINE)
_MOST = re.compile(r"^MOST\t([\d.]+)\t(\d+)$", re.MULTILINE)
_ENDS = 900
"""Seconds that a process may take beyond its time: a busy machine takes long to instrument all."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What came of the time spent on one parser.

    Attributes:
        name: of the parser.
        executions: inputs tried.
        before: branches that the inputs there already reach.
        after: branches that all inputs reach at the end.
        kept: inputs in the folder at the end.
        found: kinds of findings, with an example of each.
        seconds: of processor time that the slowest input took.
        megabytes: that the process grew by at most with one input.
        ended: why the process ended early; empty if it did not.
    """

    name: str
    executions: int
    before: int
    after: int
    kept: int
    found: tuple[tuple[str, str], ...]
    seconds: float = 0.0
    megabytes: int = 0
    ended: str = ""


def search(names: list[str], corpus: Path, minutes: float) -> Iterator[Searched]:
    """Share the time among parsers.

    Args:
        names: of them.
        corpus: folder with one of inputs for each, which grows; what was found lies in ``found`` beside them.
        minutes: for all together.
    """
    for name in names:
        yield _searched(name, corpus, max(1, int(minutes * 60 / len(names))))


def _searched(name: str, corpus: Path, seconds: int) -> Searched:
    inputs, found = corpus / name, corpus / "found" / name
    found.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(inputs), str(found), str(seconds)]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=seconds + _ENDS, check=False)  # noqa: S603 - ours
        said, ended = ran.stderr.decode("utf-8", "replace"), "" if ran.returncode == 0 else _why(ran)
    except subprocess.TimeoutExpired as error:
        said, ended = (error.stderr or b"").decode("utf-8", "replace"), "没有及时结束"
    steps = _STATUS.findall(said)
    begun = next((step for step in steps if step[1] == "INITED"), ("0", "", "0", "0"))
    last = steps[-1] if steps else begun
    kept = sum(1 for _ in inputs.iterdir()) if inputs.is_dir() else 0
    slowest, largest = (_MOST.findall(said) or [("0", "0")])[-1]
    counts = (int(last[0]), int(begun[2]), int(last[2]), kept)
    return Searched(name, *counts, tuple(_FOUND.findall(said)), float(slowest), int(largest), ended)


def _why(ran: "subprocess.CompletedProcess[bytes]") -> str:
    lines = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    told = next(
        (line for line in reversed(lines) if "ERROR" in line or "Error" in line), lines[-1] if lines else ""
    )
    return f"退出码 {ran.returncode}：{told[:120]}"
