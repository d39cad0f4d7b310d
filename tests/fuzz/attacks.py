"""Strings on which a regular expression has to try as much as it can, made from its own source.

What makes a search slow is text that matches almost: beginnings of a match, over and over, none of which
comes to its end; the longest stretch that each repetition takes, followed by what ends no match. Both are
read off the tree that :mod:`re` itself parses a pattern into.
"""

import re
from collections.abc import Iterator, Sequence
from re import _constants as opcode  # private, and the only parser of patterns
from re import _parser as parser  # as above
from typing import Any

from tests.fuzz.strings import Repeated

_LONGEST_REPEAT = 80
_BRANCHES = 3
"""Of many alternatives the first, the longest and the last are followed."""
_ALPHABET = "的建请我县区1a、，。（）“”《》：；！？ \n-.X＊一〇㐀・①٣"
"""Characters that are tried for a class, in this order, before any other one of it."""
_CATEGORY = {
    opcode.CATEGORY_DIGIT: "1",
    opcode.CATEGORY_NOT_DIGIT: "的",
    opcode.CATEGORY_SPACE: " ",
    opcode.CATEGORY_NOT_SPACE: "的",
    opcode.CATEGORY_WORD: "的",
    opcode.CATEGORY_NOT_WORD: "，",
}
_FAILING = ("", "\x00", "的", "。", "\n")
"""What may stand behind a repetition so that nothing matches there."""

Tree = Sequence[tuple[Any, Any]]


def attacks(pattern: re.Pattern[str]) -> list[Repeated]:
    """Return adversarial texts for a pattern, none twice.

    Args:
        pattern: whose source is taken apart.
    """
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    units = (Repeated("", unit) for unit in _units(tree))
    pumps = (Repeated(*pump) for pump in _pumps(tree, ""))
    return list(dict.fromkeys(each for each in (*units, *pumps) if each.unit))


def _units(tree: Tree) -> Iterator[str]:
    """Yield beginnings of a match that stop one step before each of its ends, and whole matches."""
    yield from _beginnings(tree, "")
    yield _sample(tree, most=False)
    yield _sample(tree, most=True)


def _beginnings(tree: Tree, before: str) -> Iterator[str]:
    for at, (kind, value) in enumerate(tree):
        for most in (False, True):
            lead = before + _sample(tree[:at], most)
            yield lead
            for inner in _inner(kind, value):
                yield from _beginnings(inner, lead)
        if kind in _REPEATS:
            yield before + _sample(tree[:at], most=False) + _sample([(kind, value)], most=True)


def _pumps(tree: Tree, before: str) -> Iterator[tuple[str, str, str]]:
    """Yield for each repetition what leads to it, what it repeats, and what ends no match."""
    for at, (kind, value) in enumerate(tree):
        lead = before + _sample(tree[:at], most=False)
        if kind in _REPEATS:
            pump = _sample(value[2], most=False) or _sample(value[2], most=True)
            for tail in _FAILING:
                yield lead, pump, tail
        for inner in _inner(kind, value):
            yield from _pumps(inner, lead)


_REPEATS = (opcode.MAX_REPEAT, opcode.MIN_REPEAT, opcode.POSSESSIVE_REPEAT)


def _inner(kind: Any, value: Any) -> list[Tree]:
    """Return the patterns inside one step of a pattern."""
    if kind in _REPEATS:
        return [value[2]]
    if kind is opcode.SUBPATTERN:
        return [value[3]]
    if kind is opcode.BRANCH:
        return _some(value[1])
    if kind in (opcode.ASSERT, opcode.ASSERT_NOT):
        return [value[1]]
    if kind is opcode.ATOMIC_GROUP:
        return [value]
    return []


def _some(branches: Sequence[Tree]) -> list[Tree]:
    if len(branches) <= _BRANCHES:
        return list(branches)
    longest = max(branches, key=lambda branch: len(_sample(branch, most=True)))
    return [branches[0], longest, branches[-1]]


def _sample(tree: Tree, most: bool) -> str:
    """Return a text that a pattern matches, with the fewest or the most of what it repeats."""
    return "".join(_step(kind, value, most) for kind, value in tree)


def _step(kind: Any, value: Any, most: bool) -> str:  # noqa: PLR0911 - one case a kind of step
    if kind is opcode.LITERAL:
        return chr(value)
    if kind is opcode.NOT_LITERAL:
        return "的" if chr(value) != "的" else "县"
    if kind is opcode.ANY:
        return "的"
    if kind is opcode.IN:
        return _member(value)
    if kind is opcode.BRANCH:
        return _sample(_some(value[1])[-1 if most else 0], most)
    if kind is opcode.SUBPATTERN:
        return _sample(value[3], most)
    if kind is opcode.ATOMIC_GROUP:
        return _sample(value, most)
    if kind in _REPEATS:
        least, greatest, inner = value
        times = min(int(greatest), max(int(least), _LONGEST_REPEAT)) if most else int(least)
        return _sample(inner, most) * times
    if kind is opcode.ASSERT and value[0] < 0:
        return _sample(value[1], most)
    return ""


def _member(items: Sequence[tuple[Any, Any]]) -> str:
    negated = bool(items) and items[0][0] is opcode.NEGATE
    own = items[1:] if negated else items
    if not negated:
        kind, value = own[0]
        if kind is opcode.LITERAL:
            return chr(value)
    for character in _ALPHABET:
        if any(_holds(kind, value, character) for kind, value in own) != negated:
            return character
    kind, value = own[0]
    return chr(value[0]) if kind is opcode.RANGE else "\x01"


def _holds(kind: Any, value: Any, character: str) -> bool:
    if kind is opcode.LITERAL:
        return bool(ord(character) == value)
    if kind is opcode.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    return character == _CATEGORY.get(value)
