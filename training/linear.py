"""Fit many two-class linear heads over one matrix, side by side.

liblinear keeps its random numbers in one place of the process, so two threads would disturb each other;
two processes do not. Each fit is sequential and seeded: the numbers do not depend on how many there are.
Where joblib is to use one processor (``LOKY_MAX_CPU_COUNT``), this process fits them all.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from joblib import Parallel, cpu_count, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

_PROCESSES = 2
_CERTAIN = 10.0
_TOLERANCE = 1e-2
"""Ten times finer costs twice the time and moves no measure in its second digit."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear heads as fitted: ``weights`` of shape (features, heads), ``bias`` of shape (heads,)."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def score(self, rows: csr_matrix) -> NDArray[np.float32]:
        """Return the scores, shape (texts, heads)."""
        return np.asarray(rows @ self.weights + self.bias, np.float32)


def logistic(rows: csr_matrix, labels: NDArray[np.bool_], strength: float, seed: int) -> Weights:
    """Fit one logistic regression for each column of ``labels``, shape (texts, heads).

    Args:
        rows: shape (texts, features).
        labels: which texts each head is to find.
        strength: inverse of the L2 penalty.
        seed: of the order in which liblinear visits the texts.
    """
    model = LogisticRegression(
        C=strength, solver="liblinear", dual=True, max_iter=200, tol=_TOLERANCE, random_state=seed
    )
    return _fit(model, rows, labels)


def margins(rows: csr_matrix, labels: NDArray[np.bool_], strength: float, seed: int) -> Weights:
    """Fit one linear support-vector machine for each column; arguments as for :func:`logistic`."""
    return _fit(LinearSVC(C=strength, max_iter=2000, tol=_TOLERANCE, random_state=seed), rows, labels)


def _fit(model: Any, rows: csr_matrix, labels: NDArray[np.bool_]) -> Weights:
    lots = np.array_split(np.arange(labels.shape[1]), _PROCESSES)
    at_once = Parallel(n_jobs=min(_PROCESSES, cpu_count()))
    fitted = at_once(delayed(_fit_lot)(model, rows, labels[:, lot]) for lot in lots)
    return Weights(
        np.hstack([weights for weights, _ in fitted]), np.concatenate([bias for _, bias in fitted])
    )


def _fit_lot(
    model: Any, rows: csr_matrix, labels: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    weights = np.zeros((rows.shape[1], labels.shape[1]), np.float32)
    bias = np.zeros(labels.shape[1], np.float32)
    for head in range(labels.shape[1]):
        holds = labels[:, head]
        if holds.all() or not holds.any():  # a class that the data lacks: always or never
            bias[head] = _CERTAIN if holds.all() else -_CERTAIN
        else:
            model.fit(rows, holds)
            weights[:, head], bias[head] = model.coef_[0], model.intercept_[0]
    return weights, bias
