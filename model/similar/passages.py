"""What two drafts have word for word in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from model.draft import Draft, Part, Quote, quote

COPIED = 0.5
"""Share of a body that stands in another draft from which on it is a near copy."""

_SEED = 8
"""Code points that two texts share before it is a passage."""
_PLACES = 4
"""Places at which a repeated stretch is tried; the longest passage from one of them is taken."""
_MARKS = " \n，。；：！？、（）“”《》…"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that stands in two drafts, but for spelling such as half-width commas.

    Attributes:
        own: where it stands in the first draft.
        other: where it stands in the second.
    """

    own: Quote
    other: Quote


def shared_passages(own: Draft, other: Draft) -> tuple[Passage, ...]:
    """Return what titles and what bodies have in common, in the order of the second draft.

    Stretches are found greedily, from the front, and may stand in another order in each draft
    (:mod:`difflib` would miss those). Takes time linear in the lengths.

    Args:
        own: the first draft.
        other: the second.
    """
    return tuple(
        Passage(quote(own, part, start, start + length), quote(other, part, at, at + length))
        for part in get_args(Part)
        for start, at, length in _common(_text(own, part), _text(other, part))
    )


def copied(passages: Iterable[Passage], other: Draft) -> float:
    """Return the share of the second draft's body that stands in the first, 0 to 1."""
    length = sum(
        passage.other.end - passage.other.start for passage in passages if passage.other.part == "body"
    )
    return length / max(len(other.body), 1)


def _text(draft: Draft, part: Part) -> str:
    return draft.canonical_title if part == "title" else draft.canonical_body


def _common(own: str, other: str) -> Iterator[tuple[int, int, int]]:
    """Yield where common stretches start in both texts, and their length."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for start in range(len(own) - _SEED + 1):
        if len(known := places[own[start : start + _SEED]]) < _PLACES:
            known.append(start)
    at = 0
    while at <= len(other) - _SEED:
        starts = places.get(other[at : at + _SEED])
        if not starts:
            at += 1
            continue
        length, negative = max((_length(own, start, other, at), -start) for start in starts)
        start = -negative
        words = other[at : at + length]
        bare = words.strip(_MARKS)
        if len(bare) >= _SEED:
            skipped = len(words) - len(words.lstrip(_MARKS))
            yield start + skipped, at + skipped, len(bare)
        at += length


def _length(own: str, start: int, other: str, at: int) -> int:
    length = _SEED
    limit = min(len(own) - start, len(other) - at)
    while length < limit and own[start + length] == other[at + length]:
        length += 1
    return length
