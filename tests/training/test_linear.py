from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, random_array
from sklearn.linear_model import LogisticRegression

from training.linear import Weights, logistic, margins

Fit = Callable[[csr_matrix, NDArray[np.bool_], float, int], Weights]

ROWS = csr_matrix(random_array((80, 40), density=0.3, rng=np.random.default_rng(0), format="csr"))
TRUTH = np.random.default_rng(1).normal(size=(40, 5))
LABELS: NDArray[np.bool_] = np.asarray(ROWS @ TRUTH > 0)

both = pytest.mark.parametrize("fit", [logistic, margins])


@both
def test_every_head_learns_its_own_column(fit: Fit) -> None:
    scores = fit(ROWS, LABELS, 100.0, 0).score(ROWS)
    assert scores.shape == LABELS.shape
    assert ((scores > 0) == LABELS).mean() > 0.95


@both
def test_equal_seeds_give_equal_bits(fit: Fit) -> None:
    one, other = fit(ROWS, LABELS, 1.0, 3), fit(ROWS, LABELS, 1.0, 3)
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.bias.tobytes() == other.bias.tobytes()


@both
def test_a_head_does_not_depend_on_those_beside_it(fit: Fit) -> None:
    together = fit(ROWS, LABELS, 1.0, 0)
    for head in range(LABELS.shape[1]):
        alone = fit(ROWS, LABELS[:, [head]], 1.0, 0)
        np.testing.assert_array_equal(alone.weights[:, 0], together.weights[:, head])
        assert alone.bias[0] == together.bias[head]


@both
def test_what_is_always_or_never_so_in_the_data_is_scored_so(fit: Fit) -> None:
    labels = LABELS.copy()
    labels[:, 1], labels[:, 3] = True, False
    fitted = fit(ROWS, labels, 1.0, 0)
    scores = fitted.score(ROWS)
    assert (scores[:, 1] >= 5).all()
    assert (scores[:, 3] <= -5).all()
    assert not fitted.weights[:, [1, 3]].any()


def test_a_logistic_head_is_that_of_scikit_learn_solved_finely() -> None:
    fitted = logistic(ROWS, LABELS, 1.0, 0)
    reference = LogisticRegression(C=1.0, solver="liblinear", tol=1e-8, max_iter=10_000).fit(
        ROWS, LABELS[:, 0]
    )
    np.testing.assert_allclose(fitted.score(ROWS)[:, 0], reference.decision_function(ROWS), atol=0.05)
