"""From scores to probabilities that mean what they say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_SUREST = 0.99
"""No probability is stated above this, nor below its complement: a few thousand drafts cannot show more."""


def stated(probability: float) -> float:
    """Return a probability as a review states it: bounded, and rounded to four digits."""
    return round(float(min(max(probability, 1 - _SUREST), _SUREST)), 4)


@dataclass(frozen=True, slots=True)
class Platt:
    """A logistic curve fitted on scores of drafts the heads had not seen (Platt 1999).

    Attributes:
        slope: how fast the probability rises with the score.
        intercept: log-odds at score 0.
    """

    slope: float
    intercept: float

    def probability(self, score: float) -> float:
        """Return the probability, 0 to 1, of a score."""
        odds = min(max(self.slope * score + self.intercept, -30.0), 30.0)
        return float(1 / (1 + np.exp(-odds)))


def softmax(scores: NDArray[np.float32], sharpness: float) -> NDArray[np.float64]:
    """Return probabilities that sum to 1 over the last axis.

    Args:
        scores: shape (…, classes).
        sharpness: inverse temperature, fitted on held-out scores (Guo et al. 2017).
    """
    scaled = scores.astype(np.float64) * sharpness
    weights = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    probabilities: NDArray[np.float64] = weights / weights.sum(axis=-1, keepdims=True)
    return probabilities
