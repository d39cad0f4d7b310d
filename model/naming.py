"""The units that a text calls by their name or an alias."""

import re
from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.content import units

_SHORTEST = 3
"""Shorter aliases (银行, 法院, 街道) are words of their own, and name a thing as often as a unit."""


def named_units(text: str) -> NDArray[np.float32]:
    """Return 1 for each unit that the text names, else 0, in the order of ``data/departments.jsonl``."""
    names, pattern = _names()
    found = np.zeros(len(units()), np.float32)
    for match in pattern.finditer(text):
        found[names[match.group()]] = 1.0
    return found


@cache
def _names() -> tuple[dict[str, int], re.Pattern[str]]:
    names = {
        name: number
        for number, unit in enumerate(units().values())
        for name in (unit.name, *unit.aliases)
        if len(name) >= _SHORTEST
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return names, re.compile("|".join(map(re.escape, longest_first)))
