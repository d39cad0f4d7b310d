"""How good judgements are, in the measures of the field."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

_BINS = 10


@dataclass(frozen=True, slots=True)
class Detection:
    """How well something is found.

    Attributes:
        count: how often it is there.
        precision: share of the found that are there; 0 where nothing was found.
        recall: share of those there that were found.
        f1: harmonic mean of both.
        average_precision: area under the precision-recall curve, which no threshold enters.
        calibration_error: expected calibration error of the probabilities.
    """

    count: int
    precision: float
    recall: float
    f1: float
    average_precision: float
    calibration_error: float


def detection(
    truth: NDArray[np.bool_], found: NDArray[np.bool_], probability: NDArray[np.float64]
) -> Detection:
    """Measure how well something is found; all arguments have shape (texts,)."""
    hits, claims, there = int((truth & found).sum()), int(found.sum()), int(truth.sum())
    precision, recall = hits / max(claims, 1), hits / max(there, 1)
    return Detection(
        count=there,
        precision=precision,
        recall=recall,
        f1=2 * hits / max(claims + there, 1),
        average_precision=float(average_precision_score(truth, probability)) if there else 0.0,
        calibration_error=calibration_error(truth, probability),
    )


def calibration_error(truth: NDArray[np.bool_], probability: NDArray[np.float64]) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((probability * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(truth[bins == at].mean()) - float(probability[bins == at].mean())) * int((bins == at).sum())
        for at in range(_BINS)
        if (bins == at).any()
    ]
    return sum(gaps) / max(len(truth), 1)
