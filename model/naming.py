"""The units that a text calls by their name or an alias."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.content import units

_SHORTEST = 3
"""Shorter aliases (银行, 法院, 街道) are words of their own, and name a thing as often as a unit."""


def named_units(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return 1 where a text names a unit, else 0, shape (texts, units); units as in ``departments.jsonl``."""
    names, pattern = _names()
    found = np.zeros((len(texts), len(units())), np.float32)
    for number, text in enumerate(texts):
        for name in pattern.findall(text):
            found[number, names[name]] = 1.0
    return found


@cache
def _names() -> tuple[dict[str, int], re.Pattern[str]]:
    names = {
        name: number
        for number, unit in enumerate(units().values())
        for name in (unit.name, *unit.aliases)
        if len(name) >= _SHORTEST
    }
    rests: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):  # the longest first
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    # One class first and the alternatives after it: the engine then skips to these characters.
    branches = "|".join(f"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items())
    return names, re.compile(f"[{''.join(rests)}](?:{branches})")
