"""Probabilities of labels by models that have not learnt them, see :mod:`training.local.mistaken`."""

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from model.bundle import Bundle
from model.features import draft_blocks
from training.local.label import Label
from training.matrix import matrix

Chances = NDArray[np.float64]

_FOLDS = 5
_STRENGTH = 10.0
_TOPICS = 100
"""Directions that the n-grams are reduced to: 100 times faster to fit over, and no worse a judge."""
_LEAST = 1e-4


def out_of_sample(
    labels: Sequence[Label],
    said: NDArray[np.intp],
    views: Sequence[tuple[float, ...] | None],
    answers: int,
    bundle: Bundle,
) -> Chances:
    """Return a probability for each answer to each label, shape (labels, answers); zeros where there is none.

    Args:
        labels: that all speak of the same thing.
        said: the number of the answer that each gives.
        views: probabilities by a model that has not learnt the label; ``None`` to ask by cross-validation.
        answers: how many there are.
        bundle: whose n-grams are used.
    """
    chances = np.zeros((len(labels), answers))
    for row, view in enumerate(views):
        if view is not None:
            chances[row] = view
    unseen = np.array([view is None for view in views], np.bool_)
    if unseen.any():
        chances[unseen] = _cross_validated(labels, said, answers, bundle)[unseen]
    known = chances.sum(axis=1) > 0
    chances[known] = np.maximum(chances[known], _LEAST)
    chances[known] /= chances[known].sum(axis=1, keepdims=True)
    return chances


def _cross_validated(
    labels: Sequence[Label], said: NDArray[np.intp], answers: int, bundle: Bundle
) -> Chances:
    """Ask about each text a regression that was fitted on others; answers that are too rare are left out."""
    found = np.zeros((len(labels), answers))
    often = np.flatnonzero(np.bincount(said, minlength=answers)[said] >= _FOLDS)
    known, groups = np.unique(said[often]), np.array([labels[at].digest for at in often.tolist()])
    if len(known) < 2 or len(np.unique(groups)) < _FOLDS:
        return found
    rows = matrix(bundle.vocabularies["drafts"], [draft_blocks(labels[at].draft) for at in often.tolist()])
    rows = rows[:, np.bincount(rows.indices, minlength=rows.shape[1]) > 1]
    with (
        warnings.catch_warnings(),
        threadpool_limits(1),
    ):  # more threads than free cores take ten times as long
        warnings.simplefilter("ignore")  # a fold may lack an answer; its probability is 0 then
        topics = TruncatedSVD(min(_TOPICS, *(side - 1 for side in rows.shape)), n_iter=3, random_state=0)
        found[np.ix_(often, known)] = cross_val_predict(
            LogisticRegression(C=_STRENGTH, max_iter=300),
            topics.fit_transform(rows),  # knows no labels, so it may see all texts
            said[often],
            groups=groups,
            cv=GroupKFold(_FOLDS),
            method="predict_proba",
        )
    return found
