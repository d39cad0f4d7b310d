"""What two drafts have in common and what sets them apart, in a few numbers between 0 and 1.

That two drafts say much alike does not make them one matter: two villages may want the same lamp in the same
words, and one street may want a lamp and a bus. So likeness counts for it, and difference in what is alike
counts against it. Pairs of characters are weighed by their rarity, which makes the names of places and things
count most, and what texts of their lengths have in common by chance is taken off.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.similar.background import ITEMS, background
from model.similar.rarity import Rarity
from model.similar.sketch import (
    AGAIN,
    ASKED,
    DEED,
    LETTER,
    NAME,
    NO_PAIR,
    STRETCH,
    TITLE,
    Directions,
    Marks,
    Sketches,
)

FOR = (
    "keys_each_way",
    "keys_one_way",
    "title",
    "names",
    "deeds",
    "title_letters_each_way",
    "title_letters_one_way",
    "rare_letters_each_way",
    "rare_letters_one_way",
    "asked_in_asks",
)
"""Both are about the same, and what each says again and again stands in the other, or what one of them says,
or its title; named places are in both; the same is to be done with what they share. Character by character
the title of each stands in the other, or that of one of them; so do the rare characters; what one of them
asks for stands in what the other asks for."""

COPIED = ("whole", "contained", "keys_of_one", "names_of_each")
"""How much of the whole texts is alike, 1 for equal ones; how much of the one stands in the other, and of
what it says again and again; how much of the named places of that which has more of its own."""

AGAINST = (
    "other_keys",
    "other_names",
    "copied_keys_apart",
    "copied_other_names",
    "asked_nowhere",
    "other_asks",
    "title_not_asked",
)
"""Much is alike, but not what each says again and again, nor any named place. Much is copied, but they say
other things again and again, or name other places. They are alike, but what each asks for does not stand in
the other at all. Asks and titles name the same, but do not ask the same, or not for what the titles say."""

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
_ALL, _COUNT, _TITLE_LETTERS, _RARE_LETTERS = 0, -1, -2, -3
"""In the place of a mark: all pairs, their number; the characters of the title, all by the third power."""
_ASKED_LETTERS, _ASKED_COUNT, _WANTED_LETTERS, _WANTED_PAIRS = -4, -5, -6, -7
"""Likewise: the characters of the asks, the number of their pairs; the characters of asks and titles by the
second power, the pairs of both."""
_WANTED = ASKED | TITLE


@dataclass(frozen=True, slots=True)
class Rows:
    """Sketches as sparse rows, with the sums that comparisons divide by.

    Attributes:
        weights: how telling each pair of characters is.
        marks: of the items, each with ``_THERE``.
        there: 1 for each item.
        topics: of the drafts.
        sizes: the weights of all pairs, their number; the weights of those with a mark; the number of others;
            the weights of the characters of the title, and the third powers of those of all.
        by_chance: the weights of pairs and characters times how often each stands in a draft, likewise.
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
        Shape (pairs, len(COPIED) + len(FOR) + len(AGAINST)), in that order.
    """
    lots = [
        _Beside(own, other, pairs[0][at : at + _LOT], pairs[1][at : at + _LOT]).compared()
        for at in range(0, len(pairs[0]), _LOT)
    ]
    return np.concatenate([np.zeros((0, len(COPIED) + len(FOR) + len(AGAINST))), *lots])


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
    asked = (marks & ASKED) > 0
    letters = _of_letters(weights[sketches.items], marks)
    counted = {
        _TITLE_LETTERS: letters * ((marks & TITLE) > 0),
        _RARE_LETTERS: _cubed(letters),
        _ASKED_LETTERS: letters * asked,
    }
    sizes |= {mark: sums(of_these) for mark, of_these in counted.items()}
    wanted = (marks & _WANTED) > 0
    sizes |= {_WANTED_LETTERS: sums(letters * letters * wanted), _WANTED_PAIRS: sums(values * wanted)}
    sizes[_ASKED_COUNT] = sums(plain & asked)
    by_chance = {mark: sums(chance * ((marks & mark) > 0)) for mark in (TITLE, NAME, AGAIN)}
    by_chance[_ALL] = sums(chance)
    by_chance |= {mark: sums(of_these * np.exp(-letters)) for mark, of_these in counted.items()}
    return sizes, by_chance


def _of_letters(weights: NDArray[np.float32], marks: Marks) -> Floats:
    """Return the weights of single characters, lower than of pairs as rare, and 0 for all else."""
    return np.asarray(np.sqrt(weights) * ((marks & LETTER) > 0), np.float64)


def _cubed(values: Floats) -> Floats:
    """Return the third powers; numpy's own are ten times slower."""
    return values * values * values


class _Asks(NamedTuple):
    """How much of what the drafts ask for they have in common, each of shape (pairs,).

    Attributes:
        in_asks: of the characters that the one asks with, in the asks of the other, beyond chance.
        anywhere: of them, in the other at all, beyond chance.
        letters: of those in the asks and title of each, above all the rare ones, in those of the other.
        pairs: of pairs of characters likewise.
        title: of the pairs in the title of the one, in the asks of the other.
    """

    in_asks: Floats
    anywhere: Floats
    letters: Floats
    pairs: Floats
    title: Floats


class _Beside:
    """Some pairs of drafts laid beside each other: the items that stand in both."""

    def __init__(self, first: Rows, second: Rows, own: Drafts, other: Drafts) -> None:
        here = first.marks[own].multiply(second.there[other]).tocsr()
        there = second.marks[other].multiply(first.there[own]).tocsr()
        self._starts, self._empty = here.indptr[:-1], np.diff(here.indptr) == 0
        self._ours: Marks = (here.data - _THERE).astype(np.uint8)
        self._theirs: Marks = (there.data - _THERE).astype(np.uint8)
        weights = first.weights[here.indices]
        self._values = weights * (((self._ours | self._theirs) & NO_PAIR) == 0)
        self._letters = _of_letters(weights, self._ours & self._theirs)
        self._sizes = {mark: (first.sizes[mark][own], second.sizes[mark][other]) for mark in first.sizes}
        long = [size / background().typical for size in self._sizes[_COUNT]]
        self._chance = {
            mark: (first.by_chance[mark][own] * long[1], second.by_chance[mark][other] * long[0])
            for mark in first.by_chance
        }
        self._topic = _cosine(first.topics[own], second.topics[other])

    def compared(self) -> Floats:
        """Return the comparisons, shape (pairs, len(COPIED) + len(FOR) + len(AGAINST))."""
        both = self._sum(self._values)
        length = self._mean(_ALL)
        chance = sum(self._chance[_ALL]) / 2
        whole = _share(both - chance, length - chance, 0.0)
        again, named = self._found(AGAIN, self._values), self._found(NAME, self._values)
        keys = self._beyond_chance(AGAIN, again, _UNTOLD)
        names = self._beyond_chance(NAME, named, 0.0)
        titles = self._beyond_chance(TITLE, self._found(TITLE, self._values), _UNTOLD)
        most, least = np.maximum(*keys), np.minimum(*keys)
        keys_in_both = self._sum(self._values * ((self._ours & self._theirs & AGAIN) > 0))
        together = _share(keys_in_both, np.minimum(*self._sizes[AGAIN]), 0.0)
        copied = _share(self._shared(STRETCH), np.minimum(*self._sizes[STRETCH]), 0.0)
        letters = self._title_letters(), self._rare_letters()
        both_name = (self._sizes[NAME][0] > 0) & (self._sizes[NAME][1] > 0)
        other_names = np.where(both_name, 1 - np.maximum(*names), 0)
        on_topic = np.square(self._topic)
        whole_texts = _share(both, length, 0.0)
        asks = self._asks()
        return np.stack(
            (
                whole_texts,
                np.maximum(*self._beyond_chance(_ALL, (both, both), 0.0)),
                np.maximum(*self._beyond_chance(AGAIN, again, 1.0)),
                np.minimum(*self._beyond_chance(NAME, named, 1.0)),
                least * on_topic,
                most * on_topic,
                np.maximum(*titles) * on_topic,
                np.maximum(*names),
                most * np.square(self._deeds()),
                *(each(*shares) for shares in letters for each in (np.minimum, np.maximum)),
                asks.in_asks,
                whole * (1 - least),
                whole * other_names,
                copied * (1 - together),
                copied * other_names,
                whole_texts * (1 - asks.anywhere),
                asks.pairs * (1 - asks.in_asks),
                asks.letters * (1 - asks.title),
            ),
            axis=1,
        )

    def _sum(self, values: Floats) -> Floats:
        whole = np.add.reduceat(np.append(values, 0), self._starts)
        whole[self._empty] = 0  # of an empty stretch it returns what comes next
        return np.asarray(whole, np.float64)

    def _shared(self, mark: int) -> Floats:
        return self._sum(((self._ours & self._theirs & mark) > 0).astype(np.float64))

    def _mean(self, mark: int) -> Floats:
        own, other = self._sizes[mark]
        return np.sqrt(own * other)

    def _found(self, mark: int, weights: Floats) -> tuple[Floats, Floats]:
        """Return the weights of what bears a mark in the one and stands in the other at all."""
        return (
            self._sum(weights * ((self._ours & mark) > 0)),
            self._sum(weights * ((self._theirs & mark) > 0)),
        )

    def _title_letters(self) -> tuple[Floats, Floats]:
        """Return how much of the characters of the title of the one stands in the other at all."""
        return self._beyond_chance(_TITLE_LETTERS, self._found(TITLE, self._letters), _UNTOLD)

    def _rare_letters(self) -> tuple[Floats, Floats]:
        """Return how much of the characters of the one, above all the rare ones, stands in the other."""
        both = self._sum(_cubed(self._letters))
        return self._beyond_chance(_RARE_LETTERS, (both, both), _UNTOLD)

    def _asks(self) -> "_Asks":
        ours, theirs = (self._ours & ASKED) > 0, (self._theirs & ASKED) > 0
        wanted = ((self._ours & _WANTED) > 0) & ((self._theirs & _WANTED) > 0)
        titles = (
            self._sum(self._values * (((self._ours & TITLE) > 0) & theirs)),
            self._sum(self._values * (((self._theirs & TITLE) > 0) & ours)),
        )
        letters = self._letters
        anywhere = self._sum(letters * ours), self._sum(letters * theirs)
        square, pairs = self._sum(letters * letters * wanted), self._sum(self._values * wanted)
        return _Asks(
            in_asks=np.maximum(*self._in_asks(self._sum(letters * (ours & theirs)))),
            anywhere=np.maximum(*self._beyond_chance(_ASKED_LETTERS, anywhere, _UNTOLD)),
            letters=np.minimum(*self._of(_WANTED_LETTERS, (square, square))),
            pairs=np.minimum(*self._of(_WANTED_PAIRS, (pairs, pairs))),
            title=np.maximum(*self._of(TITLE, titles)),
        )

    def _in_asks(self, both: Floats) -> tuple[Floats, Floats]:
        """Return shares of the asks of each, less what asks as long as the other's have in common anyhow."""
        part = [
            asked / np.maximum(whole, 1)
            for asked, whole in zip(self._sizes[_ASKED_COUNT], self._sizes[_COUNT], strict=True)
        ]
        return self._beyond_chance(_ASKED_LETTERS, (both, both), _UNTOLD, (part[1], part[0]))

    def _of(self, mark: int, found: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
        """Return sums as shares of what each draft has of that."""
        size = self._sizes[mark]
        return _share(found[0], size[0], _UNTOLD), _share(found[1], size[1], _UNTOLD)

    def _beyond_chance(
        self,
        mark: int,
        found: tuple[Floats, Floats],
        untold: float,
        looked_in: tuple[Floats | float, Floats | float] = (1.0, 1.0),
    ) -> tuple[Floats, Floats]:
        """Return shares of what there is, less what texts of these lengths have in common anyhow.

        Args:
            mark: of what was looked for.
            found: of that of each, the weights of what stands in the other.
            untold: the share where there is nothing beyond chance.
            looked_in: the part of the other that was looked in.
        """
        size = self._sizes[mark]
        less = [chance * part for chance, part in zip(self._chance[mark], looked_in, strict=True)]
        return (
            _share(found[0] - less[0], size[0] - less[0], untold),
            _share(found[1] - less[1], size[1] - less[1], untold),
        )

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
