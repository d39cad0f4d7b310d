"""How good judgements are, in the measures of the field, for many weightings of the judged at once.

``weights`` has shape (resamples, rows): how often each row counts in each resample. What is measured has
shape (rows,) or (rows, columns), the answer shape (resamples,) or (resamples, columns); it is NaN where there
is nothing to measure, as the recall of what is never there.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

BINS = 10


def ratio(part: Floats, whole: Floats) -> Floats:
    """Divide, NaN where ``whole`` is 0."""
    quotient: Floats = np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
    return quotient


def share(weights: Floats, hits: Bools, base: Bools | None = None) -> Floats:
    """Return the share of hits among the rows of ``base``, among all rows where none is given."""
    if base is None:
        base = np.ones_like(hits)
    return ratio(weights @ (hits & base), weights @ base.astype(np.float64))


def precision(weights: Floats, truth: Bools, found: Bools) -> Floats:
    """Return the share of the found that are there."""
    return share(weights, truth, found)


def recall(weights: Floats, truth: Bools, found: Bools) -> Floats:
    """Return the share of those there that were found."""
    return share(weights, found, truth)


def f1(weights: Floats, truth: Bools, found: Bools) -> Floats:
    """Return the harmonic mean of precision and recall; 0 where something is there or found, but no hit."""
    claims, there = weights @ found.astype(np.float64), weights @ truth.astype(np.float64)
    return ratio(2 * (weights @ (truth & found)), claims + there)


def average_precision(weights: Floats, truth: Bools, probability: Floats) -> Floats:
    """Return the area under the precision-recall curve, as steps: Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds n."""
    hits, claims = _at_thresholds(weights, truth, probability)
    rise = np.diff(hits, axis=1, prepend=0.0)
    steps = rise * np.nan_to_num(ratio(hits, claims))
    return ratio(steps.sum(axis=1), weights @ truth)


def area_under_curve(weights: Floats, truth: Bools, probability: Floats) -> Floats:
    """Return the area under the ROC curve, as trapezia: the chance that one there ranks above one not."""
    hits, claims = _at_thresholds(weights, truth, probability)
    false = np.diff(claims - hits, axis=1, prepend=0.0)
    heights = hits - np.diff(hits, axis=1, prepend=0.0) / 2
    return ratio((false * heights).sum(axis=1), (weights @ truth) * (weights @ ~truth))


def calibration_gap(weights: Floats, truth: Bools, probability: Floats) -> Floats:
    """Return the expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    member = bins(probability)[:, None] == np.arange(BINS)
    gaps = np.abs(weights @ (member * (truth - probability)[:, None]))
    return ratio(gaps.sum(axis=1), weights.sum(axis=1))


def calibration_error(truth: Bools, probability: Floats) -> float:
    """Return the expected calibration error of one sample; 0 where it is empty."""
    if not len(truth):
        return 0.0
    return float(calibration_gap(np.ones((1, len(truth))), truth, probability)[0])


def bins(probability: Floats) -> NDArray[np.intp]:
    """Return which of the ten bins of equal width each probability lies in."""
    return np.minimum((probability * BINS).astype(np.intp), BINS - 1)


def _at_thresholds(weights: Floats, truth: Bools, probability: Floats) -> tuple[Floats, Floats]:
    """Return hits and claims with every distinct probability as the threshold, the highest first."""
    order = np.argsort(-probability, kind="stable")
    ranked = probability[order]
    last = np.append(ranked[1:] != ranked[:-1], True) if len(ranked) else np.zeros(0, np.bool_)
    claims = np.cumsum(weights[:, order], axis=1)[:, last]
    hits = np.cumsum(weights[:, order] * truth[order], axis=1)[:, last]
    return hits, claims
