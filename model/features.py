"""What the linear heads see of a draft, of one sentence, and of one ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft
from model.ngrams import Hashes, ngrams

Blocks = list[Hashes]
"""The n-grams of one text, in lots that are weighted apart."""

_TITLE, _ASK, _BODY, _SENTENCE = 1, 2, 3, 4
_ZONES = {
    zone: np.array([number], np.uint64)
    for number, zone in enumerate(("title", "situation", "ask", "heading"))
}


def draft_blocks(draft: Draft) -> Blocks:
    """Return the n-grams of the title, of the asks, and of the whole body, each its own block."""
    asked = "".join(sentence.text for sentence in draft.sentences if sentence.zone == "ask")
    return text_blocks(draft.canonical_title, asked, draft.canonical_body)


def text_blocks(title: str, asked: str, body: str) -> Blocks:
    """Return the blocks of a draft from its canonical parts."""
    return [ngrams(title, (1, 2), _TITLE), ngrams(asked, (1, 2), _ASK), ngrams(body, (1, 2), _BODY)]


def sentence_blocks(text: str, zone: str) -> Blocks:
    """Return the n-grams of a sentence or clause, and its zone as a feature of its own."""
    return [ngrams(text, (2,), _SENTENCE), _ZONES[zone]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The n-grams that training saw often enough, and how telling each is.

    Attributes:
        hashes: sorted, shape (features,).
        weights: inverse document frequency of each, same shape.
    """

    hashes: Hashes
    weights: NDArray[np.float32]

    def encode(self, texts: Sequence[Blocks]) -> "Encoded":
        """Look up the n-grams of several texts at once."""
        sizes = np.array([[len(block) for block in blocks] for blocks in texts])
        found = np.concatenate([block for blocks in texts for block in blocks])
        block_of = np.repeat(np.arange(sizes.size), sizes.ravel())
        at = np.minimum(np.searchsorted(self.hashes, found), len(self.hashes) - 1)
        known = self.hashes[at] == found
        keys, counts = np.unique(block_of[known] * len(self.hashes) + at[known], return_counts=True)
        block_of, rows = np.divmod(keys, len(self.hashes))
        values = (1 + np.log(counts)) * self.weights[rows]
        lengths = np.sqrt(np.bincount(block_of, values * values, minlength=sizes.size))
        values = (values / lengths[block_of]).astype(np.float32)
        per_text = np.bincount(block_of // sizes.shape[1], minlength=len(texts))
        return Encoded(rows, values, np.concatenate(([0], np.cumsum(per_text))))


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

    def score(self, texts: Encoded) -> NDArray[np.float32]:
        """Return the score of each head for each text, shape (texts, heads)."""
        weighted = self.weights[texts.rows].astype(np.float32) * texts.values[:, None]
        return (
            np.stack([weighted[start:end].sum(axis=0) for start, end in pairwise(texts.ends.tolist())])
            + self.bias
        )
