"""From scores to probabilities that mean what they say."""

import math
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
        return 1 / (1 + math.exp(-odds))

    def probabilities(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probabilities of many scores, of the same shape."""
        odds = np.clip(self.slope * scores + self.intercept, -30.0, 30.0)
        return np.asarray(1 / (1 + np.exp(-odds)))


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


@dataclass(frozen=True, slots=True)
class Choice:
    """How the scores of classes of which one is right become probabilities.

    A softmax over scores of linear heads is too sure at the top and not sure enough at the bottom. So the
    likeliest class is stated by a curve of its own, and the others share what is left.

    Attributes:
        sharpness: of the softmax.
        certainty: the curve from the softmax's log-odds of the likeliest class to its probability.
    """

    sharpness: float
    certainty: Platt

    def probabilities(self, scores: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return probabilities that sum to 1 over the last axis of ``scores``, in the order of the scores."""
        chances = softmax(scores, self.sharpness)
        first = scores.argmax(axis=-1)[..., None]
        top = np.take_along_axis(chances, first, axis=-1)
        others = chances.copy()
        np.put_along_axis(others, first, 0.0, axis=-1)
        shares = others / np.maximum(others.sum(axis=-1, keepdims=True), 1e-300)
        odds = np.log(top) - np.log(np.maximum(1 - top, 1e-9))
        said = 1 / (1 + np.exp(-(self.certainty.slope * odds + self.certainty.intercept)))
        second = shares.max(axis=-1, keepdims=True)
        said = np.maximum(said, second / (1 + second))  # what is left must not make the second likelier
        probabilities: NDArray[np.float64] = shares * (1 - said)
        np.put_along_axis(probabilities, first, said, axis=-1)
        return probabilities
