"""For each draft the few others it could be like, found without comparing every draft with every other.

Each draft is reduced to its most telling pairs of characters; sparse-dot-topn multiplies these rows and keeps
the best of each product, on all cores.
"""

import os
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.similar.background import ITEMS
from model.similar.rarity import Rarity, standing
from model.similar.sketch import AGAIN, NAME, NO_PAIR, TITLE, Sketches

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_TELLING = 48
"""Pairs of characters kept of a draft: enough that two drafts with one village and one ask in common meet."""
_LEAST = 0.04
"""Cosine below which two drafts are not compared further."""
_MOST_DRAFTS = 2_000
"""Drafts a pair of characters may stand in: in more it tells little and costs the square of their number."""


class Candidates(NamedTuple):
    """Pairs of drafts, by their numbers in the sketches. Both of shape (pairs,)."""

    own: NDArray[np.intp]
    other: NDArray[np.intp]


def nearest_within(sketches: Sketches, weights: Rarity, most: int) -> Candidates:
    """Return the pairs of drafts that are among the nearest of one another, each pair once.

    Args:
        sketches: of the drafts.
        weights: how telling each pair of characters is, shape (ITEMS,).
        most: how many for each draft.
    """
    rows = _telling(sketches, weights, standing(sketches))
    own, other = _best(rows, rows, most + 1)
    apart = own != other
    low, high = np.minimum(own, other)[apart], np.maximum(own, other)[apart]
    both = np.unique(low * len(sketches) + high)
    return Candidates(both // len(sketches), both % len(sketches))


def nearest_among(sketches: Sketches, others: Sketches, weights: Rarity, most: int) -> Candidates:
    """Return for each draft the others that are nearest; ``other`` counts in ``others``.

    Args:
        sketches: of the drafts.
        others: of those looked through.
        weights: how telling each pair of characters is, shape (ITEMS,).
        most: how many for each draft.
    """
    counts = standing(sketches) + standing(others)
    return Candidates(*_best(_telling(sketches, weights, counts), _telling(others, weights, counts), most))


def _telling(sketches: Sketches, weights: Rarity, counts: NDArray[np.int64]) -> "csr_matrix":
    """Return the most telling pairs of each draft as rows of length 1."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a check of one draft must not wait for it

    marks = sketches.marks
    stressed = 1 + ((marks & TITLE) > 0) + ((marks & NAME) > 0) + ((marks & AGAIN) > 0)
    values = weights[sketches.items] * stressed.astype(np.float32)
    found = counts[sketches.items]
    values[(found < 2) | (found > max(_MOST_DRAFTS, len(sketches) // 50)) | ((marks & NO_PAIR) > 0)] = 0
    draft = np.repeat(np.arange(len(sketches)), sketches.counts)
    order = np.lexsort((-values, draft))
    rank = np.arange(len(order)) - np.repeat(sketches.ends - sketches.counts, sketches.counts)
    kept = np.sort(order[(rank < _TELLING) & (values[order] > 0)])
    length = np.sqrt(np.bincount(draft[kept], np.square(values[kept]), len(sketches)))
    data = values[kept] / length[draft[kept]].astype(np.float32)
    ends = np.cumsum(np.bincount(draft[kept], minlength=len(sketches)))
    return csr_matrix(
        (data, sketches.items[kept], np.concatenate(([0], ends)).astype(np.int32)), (len(sketches), ITEMS)
    )


def _best(own: "csr_matrix", other: "csr_matrix", most: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 - brings scipy along

    product = sp_matmul_topn(own, other.T.tocsr(), most, threshold=_LEAST, n_threads=os.cpu_count() or 1)
    rows = np.repeat(np.arange(own.shape[0], dtype=np.intp), np.diff(product.indptr))
    return rows, product.indices.astype(np.intp)
