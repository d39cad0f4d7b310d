"""Texts with one thing that points at a person, and texts without: made from real drafts, seeded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from model.identifier import Kind
from training.labels import read_corpus
from training.privacy.manners import MANNERS, Half
from training.privacy.others import OTHERS
from training.privacy.slots import SLOTS

_SLOT = re.compile(r"\{(?P<name>[a-z]+)(?::(?P<way>[^{}]+))?\}")
_SENTENCE = re.compile("(?<=[。；！？\n])")
_WIDE = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)
_WITH_A_DOOR = "t1-028-b"
"""The one bundled draft without the label N8 that tells of a fire in a flat, to its door."""
_HALF_WIDTH_STOPS = str.maketrans("，。；：（）", ",.;:()")


@dataclass(frozen=True, slots=True)
class Text:
    """A made-up text.

    Attributes:
        text: sentences of a real draft with one among them that was made.
        manner: the template of that one.
        spans: first code point and one past the last of each thing to be found; none where there is nothing.
    """

    text: str
    manner: str
    spans: tuple[tuple[int, int], ...]


def with_one(half: Half, kind: Kind, count: int, seed: int) -> Iterator[Text]:
    """Yield texts each of which holds what points at one person, written in all manners of a half in turn."""
    manners = MANNERS[half][kind]
    yield from _made(manners, count, Random(f"{seed}-{half}-{kind}"))  # noqa: S311 - nothing secret


def without(half: Half, count: int, seed: int) -> Iterator[Text]:
    """Yield texts that hold nothing of that kind."""
    yield from _made(OTHERS[half], count, Random(f"{seed}-{half}-others"))  # noqa: S311 - as above


def filled(template: str, chance: Random) -> str:
    """Return a template with its slots filled.

    Behind the name of a slot stands how it is written: ``wide`` full-width, ``small`` with small letters,
    ``boxes`` a blank between any two characters, ``6 8 4`` and ``3-4`` in groups of those lengths, what is
    left in a last one.
    """
    return _SLOT.sub(lambda slot: _written(SLOTS[slot["name"]](chance), slot["way"]), template)


def _made(manners: tuple[str, ...], count: int, chance: Random) -> Iterator[Text]:
    bodies = _bodies()
    for number in range(count):
        manner = manners[number % len(manners)]
        sentence = filled(manner, chance)
        if chance.random() < 0.15:
            sentence = sentence.translate(_HALF_WIDTH_STOPS)
        if sentence[-1] not in "。；，":
            sentence += "\n"
        parts = [part for part in _SENTENCE.split(chance.choice(bodies)) if part]
        at = chance.randint(0, len(parts))
        yield _unmarked("".join([*parts[:at], sentence, *parts[at:]]), manner)


@lru_cache(maxsize=1)
def _bodies() -> tuple[str, ...]:
    """Return the bodies of the bundled drafts that hold nothing that points at a person."""
    drafts = (row for row in read_corpus().drafts if "N8" not in row.formal and row.id != _WITH_A_DOOR)
    return tuple(row.draft.body for row in drafts)


def _unmarked(text: str, manner: str) -> Text:
    spans, plain, start = [], "", 0
    for part in re.split("([⟦⟧])", text):
        if part == "⟦":
            start = len(plain)
        elif part == "⟧":
            spans.append((start, len(plain)))
        else:
            plain += part
    return Text(plain, manner, tuple(spans))


def _written(value: str, way: str | None) -> str:
    if way is None:
        return value
    if way == "wide":
        return value.translate(_WIDE)
    if way == "small":
        return value.lower()
    if way == "boxes":
        return " ".join(value)
    separator = "-" if "-" in way else " "
    parts, start = [], 0
    for size in map(int, way.split(separator)):
        parts.append(value[start : start + size])
        start += size
    return separator.join([part for part in (*parts, value[start:]) if part])
