"""What a place's labels add to linear heads that are there already.

The heads of the bundled corpus stay as they are. A small correction is learnt beside them: with the known
score of each text as its offset, it explains what the place's people said otherwise, and no more, for it is
kept small. A head that nobody spoke of gets none, to the last bit. (McCullagh & Nelder, Generalized Linear
Models, 1989, section 3.2, on offsets; ridge penalty after le Cessie & van Houwelingen 1992.)
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from training.measures import Floats

_ENOUGH = {"maxiter": 60, "ftol": 1e-5}
"""When L-BFGS stops: what it would still gain moves no probability by a hundredth."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is added to heads: ``weights`` of shape (features, heads), ``bias`` of shape (heads,)."""

    weights: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Restraint:
    """What keeps a correction small.

    Attributes:
        size: ridge penalty on its weights.
        elsewhere: penalty on what it does to texts that it is not about, squared and added up.
        others: such texts, shape (texts, features).
    """

    size: float
    elsewhere: float
    others: csr_matrix


def correct_choice(
    rows: csr_matrix, offsets: Floats, answers: NDArray[np.intp], restraint: Restraint
) -> Correction:
    """Learn what to add to heads of which exactly one is right.

    Args:
        rows: the labelled texts, shape (texts, features).
        offsets: log-chances of each head so far, up to a number for each text, shape (texts, heads).
        answers: the head that is right for each.
        restraint: what keeps it small.
    """
    texts, heads = offsets.shape
    right = np.zeros((texts, heads))
    right[np.arange(texts), answers] = 1

    def slope(scores: Floats) -> tuple[float, Floats]:
        shifted = scores - scores.max(axis=1, keepdims=True)
        chances = np.exp(shifted)
        sums = chances.sum(axis=1, keepdims=True)
        loss = float(np.log(sums).sum() - shifted[np.arange(texts), answers].sum())
        return loss, chances / sums - right

    return _fit(rows, offsets, slope, restraint)


def correct_two_way(
    rows: csr_matrix, offsets: Floats, holds: NDArray[np.bool_], restraint: Restraint
) -> Correction:
    """Learn what to add to one head that says yes or no.

    Args:
        rows: the labelled texts, shape (texts, features).
        offsets: its log-odds so far, shape (texts,).
        holds: whether it is yes.
        restraint: what keeps it small.
    """
    truth = holds.astype(np.float64)[:, None]

    def slope(scores: Floats) -> tuple[float, Floats]:
        loss = float(np.logaddexp(0, scores).sum() - (truth * scores).sum())
        return loss, 1 / (1 + np.exp(-np.clip(scores, -30, 30))) - truth

    return _fit(rows, offsets[:, None], slope, restraint)


def _fit(
    rows: csr_matrix,
    offsets: Floats,
    slope: Callable[[Floats], tuple[float, Floats]],
    restraint: Restraint,
) -> Correction:
    """Minimise loss and restraint by L-BFGS, over the features that the labelled texts have."""
    used = np.flatnonzero(np.bincount(rows.indices, minlength=rows.shape[1]))
    own, others = rows[:, used], restraint.others[:, used]
    own_back, others_back = own.T.tocsr(), others.T.tocsr()
    shape = (len(used) + 1, offsets.shape[1])

    def objective(flat: Floats) -> tuple[float, Floats]:
        both = flat.reshape(shape)
        weights, bias = both[:-1], both[-1]
        loss, error = slope(offsets + own @ weights + bias)
        moved = others @ weights + bias
        loss += 0.5 * restraint.size * float((weights * weights).sum() + (bias * bias).sum())
        loss += 0.5 * restraint.elsewhere * float((moved * moved).sum())
        gradient = np.empty(shape)
        gradient[:-1] = own_back @ error + restraint.size * weights
        gradient[:-1] += restraint.elsewhere * (others_back @ moved)
        gradient[-1] = error.sum(axis=0) + restraint.size * bias + restraint.elsewhere * moved.sum(axis=0)
        return loss, gradient.ravel()

    start = np.zeros(shape[0] * shape[1])
    found = minimize(objective, start, jac=True, method="L-BFGS-B", options=_ENOUGH)
    both = found.x.reshape(shape)
    weights = np.zeros((rows.shape[1], shape[1]))
    weights[used] = both[:-1]
    return Correction(weights, both[-1])
