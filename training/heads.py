"""Fit the heads of a draft: those that judge it, and those that name its unit."""

import numpy as np
from numpy.typing import NDArray

from training.examples import UNTOLD
from training.layout import Texts
from training.linear import Weights, logistic, margins

_JUDGING_STRENGTH, _UNIT_STRENGTH = 10.0, 0.3


def fit_judging(texts: Texts, train: NDArray[np.intp], seed: int) -> Weights:
    """Fit one head for each column of ``JUDGED`` on the drafts among the texts numbered in ``train``."""
    drafts = train[train < texts.judged.shape[0]]
    return logistic(texts.rows[drafts], texts.judged[drafts], _JUDGING_STRENGTH, seed)


def fit_units(texts: Texts, train: NDArray[np.intp], seed: int) -> Weights:
    """Fit one head for each unit on those of the texts numbered in ``train`` whose unit is told."""
    train = train[texts.units[train] != UNTOLD]
    answers = texts.units[train][:, None] == np.arange(texts.involved.shape[1])
    return margins(texts.rows[train], answers, _UNIT_STRENGTH, seed)
