"""Fit the curves that turn held-out scores into probabilities."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar
from scipy.special import logit

from model.calibration import Choice, Platt, softmax


def fit_platt(
    scores: NDArray[np.float32], holds: NDArray[np.bool_], weights: NDArray[np.float64] | None = None
) -> Platt:
    """Fit a logistic curve by maximum likelihood, with Platt's smoothed targets against overconfidence.

    Args:
        scores: of texts the head did not see, shape (texts,).
        holds: what is true of them.
        weights: how much each text counts; equally if not given.

    Source: Platt, Probabilistic outputs for support vector machines (1999), section 2.2.
    """
    positives, negatives = int(holds.sum()), int((~holds).sum())
    target = np.where(holds, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    x = scores.astype(np.float64)
    share = np.full(len(x), 1 / len(x)) if weights is None else weights / weights.sum()

    def loss(curve: NDArray[np.float64]) -> float:
        odds = curve[0] * x + curve[1]
        return float(share @ (np.logaddexp(0, odds) - target * odds))

    fitted = minimize(
        loss, np.array([1.0, 0.0]), method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-10}
    )
    slope, intercept = map(float, fitted.x)
    if slope <= 0:  # the scores tell nothing; what is left is how often it holds
        slope, intercept = 0.0, float(logit(share @ target))
    return Platt(round(slope, 6), round(intercept, 6))


def fit_sharpness(scores: NDArray[np.float32], answers: NDArray[np.intp]) -> float:
    """Fit the inverse temperature of a softmax by maximum likelihood on held-out scores.

    Args:
        scores: shape (texts, classes).
        answers: the true class of each text.
    """

    def loss(log_sharpness: float) -> float:
        return choice_loss(scores, float(np.exp(log_sharpness)), answers)

    return round(float(np.exp(minimize_scalar(loss, bounds=(-3.0, 5.0), method="bounded").x)), 6)


def choice_loss(scores: NDArray[np.float32], sharpness: float, answers: NDArray[np.intp]) -> float:
    """Return the mean negative log-likelihood of the answers under a softmax of this sharpness."""
    chosen = softmax(scores, sharpness)[np.arange(len(answers)), answers]
    return float(-np.mean(np.log(np.maximum(chosen, 1e-12))))


def platt_loss(curve: Platt, scores: NDArray[np.float32], holds: NDArray[np.bool_]) -> float:
    """Return the mean negative log-likelihood of what is true under a curve."""
    odds = curve.slope * scores.astype(np.float64) + curve.intercept
    return float(np.mean(np.logaddexp(0, odds) - holds * odds))


def fit_choice(scores: NDArray[np.float32], answers: NDArray[np.intp]) -> Choice:
    """Fit sharpness and certainty on held-out scores; arguments as for :func:`fit_sharpness`.

    Without any scores nothing is moved, which says little of any class.
    """
    if not len(answers):
        return Choice(1.0, Platt(1.0, 0.0))
    sharpness = fit_sharpness(scores, answers)
    chances = softmax(scores, sharpness)
    top = chances.max(axis=1)
    odds = np.log(top) - np.log(np.maximum(1 - top, 1e-9))
    return Choice(sharpness, fit_platt(odds.astype(np.float32), chances.argmax(axis=1) == answers))
