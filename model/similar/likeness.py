"""What two drafts have in common and what sets them apart, in a few numbers between 0 and 1.

That two drafts say much alike does not make them one matter: two villages may want the same lamp in the same
words, and one street may want a lamp and a bus. So likeness counts for it, and difference in what is alike
counts against it. Pairs of characters are weighed by their rarity, which makes the names of places and things
count most, and what texts of their lengths have in common by chance is taken off.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.similar.background import ITEMS, background
from model.similar.rarity import Rarity
from model.similar.sketch import AGAIN, DEED, NAME, NO_PAIR, STRETCH, TITLE, Directions, Marks, Sketches

FOR = ("keys_each_way", "keys_one_way", "title", "names", "deeds")
"""Both are about the same, and what each says again and again stands in the other, or what one of them says,
or its title; named places are in both; the same is to be done with what they share."""

AGAINST = ("other_keys", "other_names", "copied_keys_apart", "copied_other_names")
"""Much is alike, but not what each says again and again, nor any named place. Much is copied, but they say
other things again and again, or name other places."""

SparseRows = Any
"""A csr_matrix of scipy."""

Floats = NDArray[np.float64]
Drafts = NDArray[np.intp]

_LOT = 20_000
"""Pairs of drafts compared at a time, so that memory stays flat."""
_UNTOLD = 0.5
"""What a comparison says where a draft has nothing that could be compared."""
_THERE = 256
"""Added to marks so that an item without any is not taken for one that is absent."""
_ALL, _COUNT = 0, -1


@dataclass(frozen=True, slots=True)
class Rows:
    """Sketches as sparse rows, with the sums that comparisons divide by.

    Attributes:
        weights: how telling each pair of characters is.
        marks: of the items, each with ``_THERE``.
        there: 1 for each item.
        topics: of the drafts.
        sizes: the weights of all pairs, their number; the weights of those with a mark; the number of others.
        by_chance: the weights of pairs times how often each stands in a draft, of all and those with a mark.
    """

    weights: Rarity
    marks: SparseRows
    there: SparseRows
    topics: Directions
    sizes: dict[int, Floats]
    by_chance: dict[int, Floats]


def compare(own: Rows, other: Rows, pairs: tuple[Drafts, Drafts]) -> Floats:
    """Compare drafts.

    Args:
        own: drafts of the one side.
        other: of the other side, weighed alike; may be the same.
        pairs: which to compare: their numbers in ``own`` and in ``other``, each of shape (pairs,).

    Returns:
        Shape (pairs, 1 + len(FOR) + len(AGAINST)): how much alike the whole texts are, 1 for equal ones, and
        the comparisons.
    """
    lots = [
        _Beside(own, other, pairs[0][at : at + _LOT], pairs[1][at : at + _LOT]).compared()
        for at in range(0, len(pairs[0]), _LOT)
    ]
    return np.concatenate([np.zeros((0, 1 + len(FOR) + len(AGAINST))), *lots])


def lay_out(sketches: Sketches, weights: Rarity) -> Rows:
    """Lay out sketches to be compared, which takes longer than to compare a few."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a check of one draft must not wait for it

    bounds = np.concatenate((np.zeros(1, np.int64), sketches.ends))
    shape = (len(sketches), ITEMS)
    marks = csr_matrix((sketches.marks.astype(np.int16) + _THERE, sketches.items, bounds), shape)
    there = csr_matrix((np.ones(len(sketches.marks), np.int16), marks.indices, marks.indptr), shape)
    summed = [_sums(lot, weights) for lot in (sketches.lots() if len(sketches) else (sketches,))]
    return Rows(
        weights,
        marks,
        there,
        sketches.topics,
        {mark: np.concatenate([sizes[mark] for sizes, _ in summed]) for mark in summed[0][0]},
        {mark: np.concatenate([by_chance[mark] for _, by_chance in summed]) for mark in summed[0][1]},
    )


def _sums(sketches: Sketches, weights: Rarity) -> tuple[dict[int, Floats], dict[int, Floats]]:
    """Return the sizes and what of them is there by chance."""
    count, marks = len(sketches), sketches.marks
    of = np.repeat(np.arange(count), sketches.counts)
    plain = (marks & NO_PAIR) == 0
    values = weights[sketches.items] * plain
    chance = values * np.exp(-np.sqrt(values))  # the square of log(drafts / count) gives the share back

    def sums(chosen: NDArray[np.floating] | NDArray[np.bool_]) -> Floats:
        return np.bincount(of, chosen, count).astype(np.float64)

    sizes = {_ALL: sums(values), _COUNT: sums(plain)}
    sizes |= {mark: sums(values * ((marks & mark) > 0)) for mark in (TITLE, NAME, AGAIN)}
    sizes |= {mark: sums((marks & mark) > 0) for mark in (STRETCH, DEED)}
    by_chance = {mark: sums(chance * ((marks & mark) > 0)) for mark in (TITLE, NAME, AGAIN)}
    by_chance[_ALL] = sums(chance)
    return sizes, by_chance


class _Beside:
    """Some pairs of drafts laid beside each other: the items that stand in both."""

    def __init__(self, first: Rows, second: Rows, own: Drafts, other: Drafts) -> None:
        here = first.marks[own].multiply(second.there[other]).tocsr()
        there = second.marks[other].multiply(first.there[own]).tocsr()
        self._count = len(own)
        self._pair_of = np.repeat(np.arange(len(own)), np.diff(here.indptr))
        self._ours: Marks = (here.data - _THERE).astype(np.uint8)
        self._theirs: Marks = (there.data - _THERE).astype(np.uint8)
        self._values = first.weights[here.indices] * (((self._ours | self._theirs) & NO_PAIR) == 0)
        self._sizes = {mark: (first.sizes[mark][own], second.sizes[mark][other]) for mark in first.sizes}
        long = [size / background().typical for size in self._sizes[_COUNT]]
        self._chance = {
            mark: (first.by_chance[mark][own] * long[1], second.by_chance[mark][other] * long[0])
            for mark in first.by_chance
        }
        self._topic = _cosine(first.topics[own], second.topics[other])

    def compared(self) -> Floats:
        """Return the comparisons, shape (pairs, 1 + len(FOR) + len(AGAINST))."""
        both = self._sum(self._values)
        length = self._mean(_ALL)
        chance = sum(self._chance[_ALL]) / 2
        whole = _share(both - chance, length - chance, 0.0)
        keys, titles = self._inside(AGAIN, _UNTOLD), self._inside(TITLE, _UNTOLD)
        names = self._inside(NAME, 0.0)
        most, least = np.maximum(*keys), np.minimum(*keys)
        keys_in_both = self._sum(self._values * ((self._ours & self._theirs & AGAIN) > 0))
        together = _share(keys_in_both, np.minimum(*self._sizes[AGAIN]), 0.0)
        copied = _share(self._shared(STRETCH), np.minimum(*self._sizes[STRETCH]), 0.0)
        both_name = (self._sizes[NAME][0] > 0) & (self._sizes[NAME][1] > 0)
        other_names = np.where(both_name, 1 - np.maximum(*names), 0)
        on_topic = np.square(self._topic)
        return np.stack(
            (
                _share(both, length, 0.0),
                least * on_topic,
                most * on_topic,
                np.maximum(*titles) * on_topic,
                np.maximum(*names),
                most * np.square(self._deeds()),
                whole * (1 - least),
                whole * other_names,
                copied * (1 - together),
                copied * other_names,
            ),
            axis=1,
        )

    def _sum(self, values: Floats) -> Floats:
        return np.bincount(self._pair_of, values, self._count).astype(np.float64)

    def _shared(self, mark: int) -> Floats:
        return self._sum(((self._ours & self._theirs & mark) > 0).astype(np.float64))

    def _mean(self, mark: int) -> Floats:
        own, other = self._sizes[mark]
        return np.sqrt(own * other)

    def _inside(self, mark: int, untold: float) -> tuple[Floats, Floats]:
        """Return how much of what bears a mark in the one stands in the other at all."""
        shares = [
            _share(self._sum(self._values * ((marks & mark) > 0)) - chance, size - chance, untold)
            for marks, chance, size in zip(
                (self._ours, self._theirs), self._chance[mark], self._sizes[mark], strict=True
            )
        ]
        return shares[0], shares[1]

    def _deeds(self) -> Floats:
        both = self._shared(DEED)
        share = _share(both, self._sizes[DEED][0] + self._sizes[DEED][1] - both, 0.0)
        return np.where(np.minimum(*self._sizes[DEED]) > 0, share, _UNTOLD)


def _cosine(own: Directions, other: Directions) -> Floats:
    alike = np.einsum("ij,ij->i", own, other, dtype=np.float32)
    return np.asarray(np.clip(alike, 0, 1), np.float64)


def _share(part: Floats, whole: Floats, untold: float) -> Floats:
    """Return part / whole; ``untold`` where there is nothing that could be compared."""
    return np.clip(np.where(whole > 0, part / np.maximum(whole, 1e-9), untold), 0, 1)
