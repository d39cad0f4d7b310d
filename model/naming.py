"""The units that a text calls by their name or an alias."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.unit import Unit

_SHORTEST = 3
"""Shorter aliases (银行, 法院, 街道) are words of their own, and name a thing as often as a unit."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How the units of a list are called.

    Attributes:
        count: of the units.
        numbers: the number of the unit that each name stands for.
        pattern: finds the names.
    """

    count: int
    numbers: dict[str, int]
    pattern: re.Pattern[str]

    def named(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return 1 where a text names a unit, else 0, shape (texts, units)."""
        found = np.zeros((len(texts), self.count), np.float32)
        for number, text in enumerate(texts):
            for name in self.pattern.findall(text):
                found[number, self.numbers[name]] = 1.0
        return found


def naming_of(units: Sequence[Unit]) -> Naming:
    """Return how the units of a list are called."""
    numbers = {
        name: number
        for number, unit in enumerate(units)
        for name in (unit.name, *unit.aliases)
        if len(name) >= _SHORTEST
    }
    rests: dict[str, list[str]] = {}
    for name in sorted(numbers, key=lambda name: (-len(name), name)):  # the longest first
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    # One class first and the alternatives after it: the engine then skips to these characters.
    branches = "|".join(f"(?<={re.escape(first)})(?:{'|'.join(rest)})" for first, rest in rests.items())
    firsts = "".join(map(re.escape, rests))
    return Naming(len(units), numbers, re.compile(f"[{firsts}](?:{branches})" if rests else "(?!)"))
