"""Runs of digits in a text: one number or several, written with blanks, dashes or brackets inside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DASHES = "-‐‑‒–—―－−"
_GAP = rf"[ \t\xa0\u2000-\u200f\u202a-\u202f\u2060\u2066-\u2069\u3000\ufeff()（）{re.escape(_DASHES)}]"
_RUN = re.compile(rf"[0-9０-９](?:{_GAP}{{0,3}}[0-9０-９]){{6,}}(?:{_GAP}?[XxＸｘ×])?")
_GROUP = re.compile(r"[0-9]+X?|X")
_ASCII = str.maketrans("０１２３４５６７８９xＸｘ×", "0123456789XXXX")

_FEWEST_BOXES = 7


@dataclass(frozen=True, slots=True)
class Group:
    """Digits written without a gap.

    Attributes:
        start: first code point in the text.
        end: one past the last.
        written: the digits in ASCII, a closing x as ``X``.
    """

    start: int
    end: int
    written: str


class Run:
    """At least seven digits with nothing but gaps between them.

    Attributes:
        text: the whole text.
        groups: in order; digits each in a box of its own (``4 3 0 1``) are one group.
        lengths: how many digits each group has.
    """

    def __init__(self, text: str, groups: list[Group]) -> None:
        self.text = text
        self.groups = groups
        self.lengths = tuple([len(group.written) for group in groups])

    def digits(self, position: int, size: int) -> str:
        """What ``size`` groups from ``position`` on read together."""
        if size == 1:
            return self.groups[position].written
        return "".join([group.written for group in self.groups[position : position + size]])

    def gap(self, right: int) -> str:
        """The characters before group ``right``; none before the first and behind the last group."""
        if not 0 < right < len(self.groups):
            return ""
        return self.text[self.groups[right - 1].end : self.groups[right].start]

    def is_tied(self, right: int) -> bool:
        """Whether a dash ties group ``right`` to the one before it."""
        return any(character in _DASHES for character in self.gap(right))

    def tied(self, position: int) -> int:
        """How many groups from ``position`` on are tied together by dashes."""
        end = position + 1
        while self.is_tied(end):
            end += 1
        return end - position


def digit_runs(text: str) -> Iterator[Run]:
    """Iterate over the runs of half- and full-width digits, in time linear in the text."""
    for match in _RUN.finditer(text):
        yield Run(text, _groups(match))


def _groups(run: re.Match[str]) -> list[Group]:
    groups: list[Group] = []
    boxed: list[Group] = []
    offset = run.start()
    for match in _GROUP.finditer(run.group().translate(_ASCII)):
        group = Group(offset + match.start(), offset + match.end(), match.group())
        if len(group.written) == 1:
            boxed.append(group)
        else:
            groups += _joined(boxed)
            boxed = []
            groups.append(group)
    return groups + _joined(boxed)


def _joined(boxed: list[Group]) -> list[Group]:
    if len(boxed) < _FEWEST_BOXES:
        return boxed
    return [Group(boxed[0].start, boxed[-1].end, "".join(group.written for group in boxed))]
