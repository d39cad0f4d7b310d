"""How well one of the three flags is found."""

from dataclasses import dataclass

import numpy as np

from training.measures import (
    Bools,
    Floats,
    area_under_curve,
    average_precision,
    calibration_gap,
    f1,
    precision,
    recall,
    share,
)
from training.yardstick.resamples import Estimate, Resamples


@dataclass(frozen=True, slots=True)
class Detection:
    """How well something is found.

    Attributes:
        count: how often it is there.
        scored: over how many texts; those on which people differ are left out.
        precision: share of the found that are there.
        recall: share of those there that were found.
        f1: harmonic mean of both.
        average_precision: area under the precision-recall curve, which no threshold enters.
        auc: area under the ROC curve, which no threshold enters.
        false_alarms: share of the texts without it on which it was found.
        calibration_error: expected calibration error of the probabilities.
    """

    count: int
    scored: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    average_precision: Estimate
    auc: Estimate
    false_alarms: Estimate
    calibration_error: Estimate


def detection(resamples: Resamples, truth: Bools, found: Bools, probability: Floats) -> Detection:
    """Measure how well something is found; all arrays have shape (texts,)."""

    def measure(weights: Floats) -> Floats:
        columns = (
            precision(weights, truth, found),
            recall(weights, truth, found),
            f1(weights, truth, found),
            average_precision(weights, truth, probability),
            area_under_curve(weights, truth, probability),
            share(weights, found, ~truth),
            calibration_gap(weights, truth, probability),
        )
        return np.stack(columns, axis=1)

    return Detection(int(truth.sum()), len(truth), *resamples.estimates(measure))
