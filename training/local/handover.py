"""How a place divides its work otherwise: what the heads give to one unit, and the place to another.

A table of chances, learnt from assignments by expectation and maximisation (Dempster, Laird & Rubin 1977):
which unit of the heads stands behind an assignment is told from their chances, and the table from that, in
turns. Corrections of the unit heads by the words of the texts, beside it or instead, were tried on a part of
the corpus that is for choosing: with 50, 200 and 500 assignments none named more units right than the table.
"""

import numpy as np
from numpy.typing import NDArray

_AS_BEFORE = 1.0
"""Texts of each unit that are taken to say that nothing has moved: with more of them few labels move too
little, with fewer a single odd label moves all. Chosen on the same part."""
_AT_FIRST = 0.1
_ROUNDS = 50


def learn_handover(
    chances: NDArray[np.float64], answers: NDArray[np.intp], weights: NDArray[np.float64] | None = None
) -> NDArray[np.float32]:
    """Learn how likely what the heads give to a unit falls to each of the units.

    Args:
        chances: by the heads for each assignment, shape (assignments, units), rows summing to 1.
        answers: the number of the unit that it went to.
        weights: how many assignments each counts for; 1 if not given.

    Returns:
        Shape (units, units): a row for each unit of the heads, summing to 1.
    """
    units = chances.shape[1]
    table = np.eye(units) * (1 - _AT_FIRST) + _AT_FIRST / units
    for _ in range(_ROUNDS):
        behind = chances * table[:, answers].T
        behind /= np.maximum(behind.sum(axis=1, keepdims=True), 1e-12)
        counts = np.eye(units) * _AS_BEFORE
        np.add.at(counts.T, answers, behind if weights is None else behind * weights[:, None])
        table = counts / counts.sum(axis=1, keepdims=True)
    return np.asarray(table, np.float32)
