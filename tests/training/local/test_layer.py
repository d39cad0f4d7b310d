"""A small correction beside known scores: the gradient is right, and it is no larger than it need be."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import OptimizeResult, check_grad
from scipy.sparse import csr_matrix, random_array

from training.local import layer
from training.local.layer import Correction, Restraint, correct_choice, correct_two_way
from training.measures import Floats

TEXTS, FEATURES, HEADS = 12, 20, 4
NOTHING = csr_matrix((0, FEATURES))
Learnt = Callable[[Restraint], Correction]


def rows(seed: int, texts: int = TEXTS) -> csr_matrix:
    return csr_matrix(random_array((texts, FEATURES), density=0.3, rng=np.random.default_rng(seed)))


def two_way(restraint: Restraint) -> Correction:
    random = np.random.default_rng(1)
    return correct_two_way(rows(1), 3 * random.normal(size=TEXTS), random.random(TEXTS) < 0.5, restraint)


def choice(restraint: Restraint) -> Correction:
    random = np.random.default_rng(2)
    offsets = 3 * random.normal(size=(TEXTS, HEADS))
    return correct_choice(rows(2), offsets, random.integers(HEADS, size=TEXTS), restraint)


def size(correction: Correction) -> float:
    return float(np.abs(correction.weights).max() + np.abs(correction.bias).max())


@pytest.mark.parametrize("learn", [two_way, choice])
@pytest.mark.parametrize(("own", "elsewhere"), [(0.0, 0.0), (0.7, 0.0), (0.0, 0.3), (0.5, 0.2)])
def test_the_gradient_is_the_slope_of_what_is_minimised(
    learn: Learnt, own: float, elsewhere: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def checking(objective: Callable[[Floats], tuple[float, Floats]], start: Floats, **_: Any) -> Any:
        for seed in range(3):
            at = np.random.default_rng(seed).normal(size=start.shape)
            off = check_grad(lambda flat: objective(flat)[0], lambda flat: objective(flat)[1], at)
            checked.append(off / np.linalg.norm(objective(at)[1]))
        return OptimizeResult(x=start)

    monkeypatch.setattr(layer, "minimize", checking)
    learn(Restraint(own, elsewhere, rows(3)))
    assert len(checked) == 3
    assert max(checked) < 1e-5


@pytest.mark.parametrize("learn", [two_way, choice])
def test_the_harder_it_is_restrained_the_smaller_it_is_and_at_last_it_is_nothing(learn: Learnt) -> None:
    sizes = [size(learn(Restraint(own, 0.0, NOTHING))) for own in (0.01, 1.0, 100.0, 1e12)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1
    assert sizes[-1] < 1e-9


@pytest.mark.parametrize("learn", [two_way, choice])
def test_what_other_texts_are_told_is_hardly_moved_if_they_are_to_be_left_alone(learn: Learnt) -> None:
    others = rows(3, texts=3)

    def moved(elsewhere: float) -> float:
        correction = learn(Restraint(0.01, elsewhere, others))
        return float(np.abs(others @ correction.weights + correction.bias).max())

    free, held = moved(0.0), moved(1e4)
    assert free > 0.3
    assert held < 0.01
    assert size(learn(Restraint(0.01, 1e4, others))) > 0.5


def test_the_telling_feature_is_learnt_and_the_one_that_tells_nothing_is_not() -> None:
    """Feature 0 stands in all that people say no to, feature 1 in every other text, feature 2 in none."""
    laid_out = csr_matrix(np.array([[1, n % 2, 0] for n in range(6)] + [[0, n % 2, 0] for n in range(6)]))
    holds = np.array([False] * 6 + [True] * 6)
    offsets = np.full(12, 2.0)
    learnt = correct_two_way(laid_out, offsets, holds, Restraint(0.1, 0.0, csr_matrix((0, 3))))
    scores = offsets + (laid_out @ learnt.weights + learnt.bias)[:, 0]
    assert ((scores > 0) == holds).all()
    assert learnt.weights[0, 0] < -3
    assert abs(learnt.weights[1, 0]) < 0.1
    assert learnt.weights[2, 0] == 0


def test_of_several_heads_the_right_one_gains_what_the_others_lose() -> None:
    laid_out = csr_matrix(np.array([[1, 0]] * 5 + [[0, 1]] * 5))
    offsets = np.tile([3.0, 0.0, 0.0], (10, 1))
    answers = np.array([1] * 5 + [0] * 5)
    learnt = correct_choice(laid_out, offsets, answers, Restraint(0.1, 0.0, csr_matrix((0, 2))))
    scores = offsets + laid_out @ learnt.weights + learnt.bias
    assert (scores.argmax(axis=1) == answers).all()
    assert learnt.weights[0, 1] > 1 > -1 > learnt.weights[0, 0]
    np.testing.assert_allclose(learnt.weights.sum(axis=1), 0, atol=1e-4)


def test_where_the_known_scores_are_right_already_next_to_nothing_is_learnt() -> None:
    holds = np.arange(TEXTS) % 2 == 0
    sure = correct_two_way(rows(1), np.where(holds, 12.0, -12.0), holds, Restraint(0.5, 0.0, NOTHING))
    assert size(sure) < 1e-3
    unsure = correct_two_way(rows(1), np.zeros(TEXTS), holds, Restraint(0.5, 0.0, NOTHING))
    assert size(unsure) > 0.1


@pytest.mark.parametrize("learn", [two_way, choice])
def test_it_is_learnt_to_the_same_bits_again(learn: Learnt) -> None:
    one, other = learn(Restraint(0.5, 0.2, rows(3))), learn(Restraint(0.5, 0.2, rows(3)))
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.bias.tobytes() == other.bias.tobytes()
