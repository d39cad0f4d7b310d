"""For each draft the few others it could be like, found without comparing every draft with every other.

Each draft is reduced to its most telling pairs of characters; sparse-dot-topn multiplies these rows and keeps
the best of each product, on all cores.
"""

import os
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.similar.background import ITEMS
from model.similar.rarity import Rarity, standing
from model.similar.sketch import AGAIN, NAME, NO_PAIR, TITLE, Sketches

SparseRows = Any
"""A csr_matrix of scipy."""

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
        weights: how telling each pair of characters is.
        most: how many for each draft.
    """
    counts = standing(sketches)
    rows = _telling(sketches, weights, (counts > 1) & (counts <= _most_drafts(sketches)))
    own, other = _best(rows, rows.T.tocsr(), most + 1)
    apart = own != other
    low, high = np.minimum(own, other)[apart], np.maximum(own, other)[apart]
    both = np.unique(low * len(sketches) + high)
    return Candidates(both // len(sketches), both % len(sketches))


class Shelf:
    """Drafts that are looked through again and again."""

    def __init__(self, sketches: Sketches, weights: Rarity) -> None:
        counts = standing(sketches)
        self._weights = weights
        self._telling = (counts > 0) & (counts <= _most_drafts(sketches))
        self._columns = _telling(sketches, weights, self._telling).T.tocsr()

    def nearest(self, sketches: Sketches, most: int) -> Candidates:
        """Return for each draft those on the shelf that are nearest, which ``other`` counts.

        Args:
            sketches: of the drafts.
            most: how many for each.
        """
        return Candidates(*_best(_telling(sketches, self._weights, self._telling), self._columns, most))


def _most_drafts(sketches: Sketches) -> int:
    return max(_MOST_DRAFTS, len(sketches) // 50)


def _telling(sketches: Sketches, weights: Rarity, of_use: NDArray[np.bool_]) -> SparseRows:
    """Return the most telling pairs of each draft as rows of length 1.

    Args:
        sketches: of the drafts.
        weights: how telling each pair of characters is.
        of_use: which pairs may be kept, shape (ITEMS,).
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - a check of one draft must not wait for it

    lots = [_most_telling(lot, weights, of_use) for lot in sketches.lots()]
    bounds = np.concatenate((np.zeros(1, np.int64), *(counts for counts, _, _ in lots)))
    values = np.concatenate((np.zeros(0, np.float32), *(data for _, _, data in lots)))
    items = np.concatenate((np.zeros(0, np.int32), *(kept for _, kept, _ in lots)))
    return csr_matrix((values, items, np.cumsum(bounds)), (len(sketches), ITEMS))


def _most_telling(
    sketches: Sketches, weights: Rarity, of_use: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Return how many items are kept of each draft, which, and their values."""
    count, marks = len(sketches), sketches.marks
    stressed = 1 + ((marks & TITLE) > 0) + ((marks & NAME) > 0) + ((marks & AGAIN) > 0)
    values = weights[sketches.items] * stressed.astype(np.float32)
    values[~of_use[sketches.items] | ((marks & NO_PAIR) > 0)] = 0
    draft = np.repeat(np.arange(count, dtype=np.int32), sketches.counts)
    order = np.lexsort((-values, draft))
    rank = np.arange(len(order)) - np.repeat(sketches.ends - sketches.counts, sketches.counts)
    kept = np.sort(order[(rank < _TELLING) & (values[order] > 0)])
    length = np.sqrt(np.bincount(draft[kept], np.square(values[kept]), count)).astype(np.float32)
    data: NDArray[np.float32] = values[kept] / length[draft[kept]]
    return np.bincount(draft[kept], minlength=count), sketches.items[kept], data


def _best(own: SparseRows, other: SparseRows, most: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Multiply rows by columns and return where the best of each row stand."""
    from sparse_dot_topn import sp_matmul_topn  # noqa: PLC0415 - brings scipy along

    product = sp_matmul_topn(own, other, most, threshold=_LEAST, n_threads=os.cpu_count() or 1)
    rows = np.repeat(np.arange(own.shape[0], dtype=np.intp), np.diff(product.indptr))
    return rows, product.indices.astype(np.intp)
