"""How a place divides its work otherwise: what the heads give to one unit, and the place to another.

A table of chances, learnt from assignments by expectation and maximisation (Dempster, Laird & Rubin 1977):
which unit of the heads stands behind an assignment is told from their chances, and the table from that, in
turns. One for the town and one for the countryside, both held to the one that all assignments give together:
on a part of the corpus that is for choosing, 200 assignments of three places so name 1.5 points more units
right. Corrections of the unit heads by the words of the texts, beside it or instead, were tried there, too:
with 50, 200 and 500 assignments none did better than the table.
"""

import numpy as np
from numpy.typing import NDArray

_AS_BEFORE = 1.0
"""Texts of each unit that are taken to say that nothing has moved: with more of them few labels move too
little, with fewer a single odd label moves all. Chosen on the same part."""
_AS_EVERYWHERE = 4.0
"""Texts of each unit that are taken to say that town and countryside are as all together; chosen likewise."""
_AT_FIRST = 0.1
_ROUNDS = 50


def learn_handover(
    chances: NDArray[np.float64],
    answers: NDArray[np.intp],
    rural: NDArray[np.bool_],
    weights: NDArray[np.float64] | None = None,
) -> NDArray[np.float32]:
    """Learn how likely what the heads give to a unit falls to each of the units.

    Args:
        chances: by the heads for each assignment, shape (assignments, units), rows summing to 1.
        answers: the number of the unit that it went to.
        rural: whether it is about the countryside.
        weights: how many assignments each counts for; 1 if not given.

    Returns:
        Shape (2, units, units): for the town and for the countryside, a row for each unit of the heads that
        sums to 1.
    """
    units = chances.shape[1]
    each = np.ones(len(answers)) if weights is None else weights
    before = np.eye(units) * _AS_BEFORE
    start = np.eye(units) * (1 - _AT_FIRST) + _AT_FIRST / units
    together = _table(chances, answers, each, before, start)
    known = before + together * _AS_EVERYWHERE
    return np.asarray(
        [_table(chances[lot], answers[lot], each[lot], known, together) for lot in (~rural, rural)],
        np.float32,
    )


def _table(
    chances: NDArray[np.float64],
    answers: NDArray[np.intp],
    weights: NDArray[np.float64],
    before: NDArray[np.float64],
    start: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return a table: from counts known before, by turns from a first one."""
    table = start
    given = np.eye(len(before))[answers] * weights[:, None]
    for _ in range(_ROUNDS):
        behind = chances * table[:, answers].T
        behind /= np.maximum(behind.sum(axis=1, keepdims=True), 1e-12)
        counts = before + behind.T @ given
        table = counts / counts.sum(axis=1, keepdims=True)
    return table
