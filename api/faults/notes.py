"""What is seen while one kind of fault is tried."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from api.faults.result import Part, PartName, Starts

_MOST_TOLD = 20


@dataclass(slots=True)
class Notes:
    """A part under way.

    Attributes:
        name: of it.
        told: what was done and seen, in Chinese, a line each.
        violations: what was found broken, likewise; of very many only the first.
    """

    name: PartName
    told: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)

    def say(self, line: str) -> None:
        """Take down what was seen."""
        self.told.append(line)

    def look(self, *broken: Iterable[str]) -> None:
        """Take down what is broken."""
        for each in broken:
            self.violations += list(each)[: max(0, _MOST_TOLD - len(self.violations))]

    def expect(self, *, true: bool, otherwise: str) -> None:
        """Take down what is broken unless something is as it is to be."""
        self.look([] if true else [otherwise])

    def part(self, left_out: str = "", starts: tuple[Starts, ...] = ()) -> Part:
        """Return what came of it."""
        taken = round(time.monotonic() - self._began, 1)
        return Part(self.name, taken, tuple(self.told), tuple(self.violations), left_out, starts)
