"""How long the labelled drafts are says nothing of whether they are on the same matter."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict
from sklearn.neighbors import KNeighborsClassifier

from model.similar.likeness import Floats
from training.measures import Bools
from training.similar.evaluate import best_threshold
from training.similar.pairs import LabelledPair, read_pairs, reporting, tuning

PAIRS = read_pairs()
LOTS = {
    **{f"pairs-{n}": [pair for pair in PAIRS if pair.id.startswith(f"p{n}-")] for n in range(1, 15)},
    "tuning": tuning(PAIRS),
    "reporting": reporting(PAIRS),
}


def _lengths(pairs: list[LabelledPair]) -> dict[str, Floats]:
    own = np.array([len(pair.own.body) for pair in pairs], np.float64)
    other = np.array([len(pair.other.body) for pair in pairs], np.float64)
    shorter, longer = np.minimum(own, other), np.maximum(own, other)
    return {
        "first": own,
        "second": other,
        "together": own + other,
        "shorter": shorter,
        "longer": longer,
        "difference": longer - shorter,
        "ratio": shorter / longer,
    }


def _same(pairs: list[LabelledPair]) -> Bools:
    return np.array([pair.kind == "same" for pair in pairs], np.bool_)


def _f1(truth: Bools, found: Bools) -> float:
    return float(2 * (truth & found).sum() / (truth.sum() + found.sum()))


@pytest.mark.parametrize("lot", LOTS)
def test_no_threshold_of_a_length_does_better_than_calling_all_the_same(lot: str) -> None:
    pairs = list(LOTS[lot])
    truth = _same(pairs)
    everything = _f1(truth, np.ones_like(truth))
    for name, values in _lengths(pairs).items():
        for scores in (values, -values):
            found = scores >= best_threshold(truth, scores)
            assert _f1(truth, found) < everything + 0.04, name


def test_lengths_together_teach_nothing() -> None:
    pairs = list(PAIRS)
    lengths = np.stack(list(_lengths(pairs).values()), axis=1)
    parted = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    chance = cross_val_predict(
        KNeighborsClassifier(15),
        lengths,
        _same(pairs),
        groups=[pair.topic for pair in pairs],
        cv=parted,
        method="predict_proba",
    )
    assert roc_auc_score(_same(pairs), chance[:, 1]) < 0.6
