"""How well each of many things is found, as the eleven codes or the units: one row of a table for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from training.measures import Bools, Floats, f1, precision, ratio, recall
from training.yardstick.resamples import Estimate, Resamples


@dataclass(frozen=True, slots=True)
class Hits:
    """How well one code or one unit is found.

    Attributes:
        count: how often it is labelled.
        found: how often it was said.
        precision: share of those said that are labelled.
        recall: share of those labelled that were said.
        f1: harmonic mean of both.
    """

    count: int
    found: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


def membership(sets: Sequence[Collection[str]], names: Sequence[str]) -> Bools:
    """Return which name is in which set, shape (sets, names)."""
    rows = [[name in each for name in names] for each in sets]
    return np.array(rows, np.bool_).reshape(len(sets), len(names))


def table(resamples: Resamples, names: Sequence[str], truth: Bools, found: Bools) -> dict[str, Hits]:
    """Measure every name that is labelled or was said.

    Args:
        resamples: of the rows.
        names: of the columns.
        truth: which are labelled, shape (rows, names).
        found: which were said, shape (rows, names).
    """
    kept = np.flatnonzero((truth | found).any(axis=0)).tolist()
    truth, found = truth[:, kept], found[:, kept]

    def measure(weights: Floats) -> Floats:
        return np.hstack([each(weights, truth, found) for each in (precision, recall, f1)])

    estimates = resamples.estimates(measure)
    return {
        names[column]: Hits(int(truth[:, at].sum()), int(found[:, at].sum()), *estimates[at :: len(kept)])
        for at, column in enumerate(kept)
    }


def micro_f1(resamples: Resamples, truth: Bools, found: Bools) -> Estimate:
    """Measure F1 over all names together; both arrays have shape (rows, names)."""
    hits, said, there = (each.sum(axis=1, dtype=np.float64) for each in (truth & found, found, truth))

    def measure(weights: Floats) -> Floats:
        return ratio(2 * (weights @ hits), weights @ (said + there))

    return resamples.estimate(measure)
