"""Kills of ``lianshen score``: run again until it is done, it gives what a run gives that nobody disturbs."""

import random
import time
from functools import partial
from pathlib import Path

from api.cli import main
from api.faults.home import Home, write_lines
from api.faults.kind import Kind
from api.faults.victims import Victims

_DRAFTS = 900
_WHOLE_EVERY = 15


class Scoring(Kind):
    """A run over a file of drafts."""

    name, share = "成批审读（lianshen score）", 8

    def __init__(self, lots: random.Random, home: Home, place: Path) -> None:
        """Prepare, and let one run come to its end; the arguments are those of :class:`Saving`."""
        super().__init__(lots)
        self._victims = Victims(place / "said", home.environment)
        self._source = write_lines(place / "建议.jsonl", _DRAFTS)
        undisturbed, self._output = place / "不受打扰.jsonl", place / "结果.jsonl"
        began = time.perf_counter()
        self._victims.copy(partial(self._score, undisturbed), None)
        self._takes = time.perf_counter() - began
        self._expected = undisturbed.read_bytes()

    def kill(self) -> None:
        """Kill a run, or let it come to its end and compare."""
        if self.tally.kills % _WHOLE_EVERY == _WHOLE_EVERY - 1:
            arguments = ("score", str(self._source), "-o", str(self._output), "--workers", "2")
            program = partial(self._victims.program, *arguments)
            killed = self.attempt(lambda seconds: program(seconds=seconds), 3 * self._takes + 3, whole=True)
        else:
            work = partial(self._victims.copy, partial(self._score, self._output))
            killed = self.attempt(work, self._takes)
        if killed and self._output.exists():
            self._compare("终止时已经写出的结果")  # all of it, or nothing
        if not killed and self._output.exists():
            self._compare("接着做完的结果")
        if self._output.exists():
            for left in self._output.parent.glob("结果*"):
                left.unlink()

    def _score(self, output: Path) -> None:
        main(["score", str(self._source), "-o", str(output), "--workers", "1"], prog_name="lianshen")

    def _compare(self, what: str) -> None:
        found = self._output.read_bytes()
        if found == self._expected:
            return
        lines = found.splitlines()
        twice = len(lines) - len(set(lines))
        self.tally.note([f"{what}和不受打扰的不同：{len(lines)} 行，其中重复 {twice} 行，应有 {_DRAFTS} 行"])
