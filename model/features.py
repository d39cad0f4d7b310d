"""What the linear heads see of a draft, of one sentence, and of one ask."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft
from model.ngrams import Hashes, Numbers, ngrams, ngrams_of
from model.words import Words, cut, join

Blocks = list[Hashes]
"""The n-grams of one text, in lots that are weighted apart."""

_TITLE, _ASK, _BODY, _SENTENCE = 1, 2, 3, 4
_PART_SIZES, _SENTENCE_SIZES = (1, 2), (2,)
_WIDE = 32
"""Heads beside each other from which on it takes less to score one text after the other."""
_ZONES = {
    zone: np.array([number], np.uint64)
    for number, zone in enumerate(("title", "situation", "ask", "heading"))
}


class Parts(NamedTuple):
    """A draft, a title with its gist, or one ask: canonical, cut into words."""

    title: Words
    asked: Words
    body: Words


@dataclass(frozen=True, slots=True)
class Lot:
    """The n-grams of several texts, each in the same number of blocks.

    Attributes:
        hashes: shape (n-grams,).
        block_of: the number of the block each stands in, same shape; the blocks of a text follow each other.
        texts: how many.
        blocks: how many each text has.
    """

    hashes: Hashes
    block_of: Numbers
    texts: int
    blocks: int


def draft_parts(draft: Draft) -> Parts:
    """Return the title, the asks together, and the whole body."""
    asked = [draft.words.stretch(s.text_start, s.end) for s in draft.sentences if s.zone == "ask"]
    return Parts(cut(draft.canonical_title), join(asked), draft.words)


def draft_blocks(draft: Draft) -> Blocks:
    """Return the n-grams of the title, of the asks, and of the whole body, each its own block."""
    return text_blocks(*(part.text for part in draft_parts(draft)))


def text_blocks(title: str, asked: str, body: str) -> Blocks:
    """Return the blocks of a draft from its canonical parts."""
    return [
        ngrams(title, _PART_SIZES, _TITLE),
        ngrams(asked, _PART_SIZES, _ASK),
        ngrams(body, _PART_SIZES, _BODY),
    ]


def sentence_blocks(text: str, zone: str) -> Blocks:
    """Return the n-grams of a sentence or clause, and its zone as a feature of its own."""
    return [ngrams(text, _SENTENCE_SIZES, _SENTENCE), _ZONES[zone]]


def lot_of(texts: Sequence[Blocks]) -> Lot:
    """Put the blocks of several texts together."""
    sizes = np.array([[len(block) for block in blocks] for blocks in texts])
    return Lot(
        np.concatenate([block for blocks in texts for block in blocks]),
        np.repeat(np.arange(sizes.size), sizes.ravel()),
        *sizes.shape,
    )


def parts_lot(texts: Sequence[Parts]) -> Lot:
    """Hash several texts at once, as :func:`text_blocks` does one by one."""
    found = ngrams_of(
        [part for parts in texts for part in parts], _PART_SIZES, (_TITLE, _ASK, _BODY) * len(texts)
    )
    return Lot(found.hashes, found.text_of, len(texts), len(Parts._fields))


def sentence_lot(texts: Sequence[tuple[Words, str]]) -> Lot:
    """Hash several sentences or clauses with their zones, as :func:`sentence_blocks` does one by one."""
    found = ngrams_of([words for words, _ in texts], _SENTENCE_SIZES, (_SENTENCE,) * len(texts))
    zones = np.concatenate([_ZONES[zone] for _, zone in texts])
    return Lot(
        np.concatenate((found.hashes, zones)),
        np.concatenate((found.text_of * 2, np.arange(len(texts)) * 2 + 1)),
        len(texts),
        2,
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The n-grams that training saw often enough, and how telling each is.

    Attributes:
        hashes: sorted, shape (features,).
        weights: inverse document frequency of each, same shape.
    """

    hashes: Hashes
    weights: NDArray[np.float32]
    _shift: np.uint64 = field(init=False, repr=False, compare=False)
    _first: NDArray[np.int32] = field(init=False, repr=False, compare=False)
    _steps: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bits = len(self.hashes).bit_length() + 1
        shift = np.uint64(64 - bits)
        sizes = np.bincount((self.hashes >> shift).astype(np.intp), minlength=1 << bits)
        object.__setattr__(self, "_shift", shift)
        object.__setattr__(self, "_first", (np.cumsum(sizes) - sizes).astype(np.int32))
        object.__setattr__(self, "_steps", int(sizes.max()) - 1)

    def encode(self, texts: Sequence[Blocks]) -> "Encoded":
        """Look up the n-grams of several texts at once."""
        return self.look_up(lot_of(texts))

    def look_up(self, lot: Lot) -> "Encoded":
        """Look up the n-grams of a lot."""
        rows, known = self._find(lot.hashes)
        bits = len(self.hashes).bit_length()
        small = lot.texts * lot.blocks << bits < 1 << 31  # half as wide, sorted in half the time
        kind: type[np.int32 | np.int64] = np.int32 if small else np.int64
        keys = np.sort(((lot.block_of << bits) + rows)[known].astype(kind))
        first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))[: len(keys)])
        counts = np.diff(first, append=len(keys))
        keys = keys[first]
        rows, block_of = keys & ((1 << bits) - 1), keys >> bits
        values = (1 + np.log(counts)) * self.weights[rows]
        lengths = np.sqrt(np.bincount(block_of, values * values, minlength=lot.texts * lot.blocks))
        values = (values / lengths[block_of]).astype(np.float32)
        return Encoded(rows, values, np.searchsorted(block_of, np.arange(lot.texts + 1) * lot.blocks))

    def _find(self, hashes: Hashes) -> tuple[Numbers, NDArray[np.bool_]]:
        """Return the row of each hash, and whether there is such a row.

        The first bits of a hash say where the few rows begin that share them; hashes are spread evenly.
        """
        rows = self._first[(hashes >> self._shift).view(np.intp)].astype(np.intp)
        for _ in range(self._steps):
            rows += self.hashes.take(rows, mode="clip") < hashes
        return rows, self.hashes.take(rows, mode="clip") == hashes


@dataclass(frozen=True, slots=True)
class Encoded:
    """Several texts as rows of a sparse matrix.

    Attributes:
        rows: feature numbers, one text behind the other.
        values: their TF-IDF values, sublinear in the count and of unit length in each block of a text.
        ends: where each text begins, and where the last one ends, shape (texts + 1,).
    """

    rows: NDArray[np.int64]
    values: NDArray[np.float32]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Heads:
    """Linear heads over one vocabulary.

    Attributes:
        names: of the heads.
        weights: shape (features, heads).
        bias: shape (heads,).
    """

    names: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]
    _wide: NDArray[np.float32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_wide", self.weights.astype(np.float32))

    def score(self, texts: Encoded) -> NDArray[np.float32]:
        """Return the score of each head for each text, shape (texts, heads)."""
        scores = np.zeros((len(texts.ends) - 1, len(self.names)), np.float32)
        if len(self.names) < _WIDE:
            known = np.flatnonzero(texts.ends[1:] > texts.ends[:-1])
            weighted = self._wide.take(texts.rows, axis=0, mode="clip") * texts.values[:, None]
            scores[known] = np.add.reduceat(weighted, texts.ends[known], axis=0)
            return scores + self.bias
        for text, (start, end) in enumerate(pairwise(texts.ends.tolist())):
            weights = self._wide.take(texts.rows[start:end], axis=0, mode="clip")
            # Not by BLAS, whose sums depend on the number of cores.
            np.einsum("i,ij->j", texts.values[start:end], weights, out=scores[text])
        return scores + self.bias
