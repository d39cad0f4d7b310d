"""Whether the asks found in a draft are those people wrote down, and fall to the same units."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from model.canonical import canonical
from model.review import Item, Review
from training.answers import DraftAnswer
from training.measures import Floats, ratio
from training.yardstick.resamples import Estimate, Resamples

ENOUGH = 0.3
"""Least overlap at which a labelled ask, often told in words of its own, is taken for one that was found."""


@dataclass(frozen=True, slots=True)
class ItemHits:
    """How well the asks are found and assigned.

    Attributes:
        count: asks labelled.
        matched: share of them that are matched to an ask found.
        right: share of the matched whose unit is the labelled one.
    """

    count: int
    matched: Estimate
    right: Estimate


def item_hits(resamples: Resamples, answers: Sequence[DraftAnswer], reviews: Sequence[Review]) -> ItemHits:
    """Match every labelled ask to the ask found that holds most of it, and compare their units."""
    pairs = [
        [(item.unit, match(item.text, review.items)) for item in answer.items]
        for answer, review in zip(answers, reviews, strict=True)
    ]
    counted = [
        (
            len(asks),
            sum(found is not None for _, found in asks),
            sum(found is not None and found.assignment.unit == unit for unit, found in asks),
        )
        for asks in pairs
    ]
    count, matched, right = np.array(counted, np.float64).reshape(-1, 3).T

    def measure(weights: Floats) -> Floats:
        columns = ratio(weights @ matched, weights @ count), ratio(weights @ right, weights @ matched)
        return np.stack(columns, axis=1)

    return ItemHits(int(count.sum()), *resamples.estimates(measure))


def match(text: str, items: Sequence[Item]) -> Item | None:
    """Return the ask found that holds most of a labelled ask; ``None`` where none holds :data:`ENOUGH`."""
    best = max(items, key=lambda item: overlap(text, item.quote.text), default=None)
    return best if best is not None and overlap(text, best.quote.text) >= ENOUGH else None


def overlap(labelled: str, found: str) -> float:
    """Return the share of the pairs of neighbouring characters of one text that stand in another, too.

    Only letters, digits and Chinese characters count: nothing else, and no pair across anything else.
    """
    own, other = _pairs(labelled), _pairs(found)
    return len(own & other) / max(len(own), 1)


def _pairs(text: str) -> set[str]:
    return {pair for pair in map("".join, pairwise(canonical(text))) if pair.isalnum()}
