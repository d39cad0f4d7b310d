import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.metrics import log_loss

from model.calibration import Platt, softmax
from training.calibrate import choice_loss, fit_choice, fit_platt, fit_sharpness, platt_loss
from training.measures import calibration_error

Scores = NDArray[np.float32]


def simulated(
    slope: float, intercept: float, seed: int, count: int = 4000
) -> tuple[Scores, NDArray[np.bool_]]:
    """Draw scores whose log-odds are a known line."""
    random = np.random.default_rng(seed)
    scores = random.normal(scale=2, size=count).astype(np.float32)
    chance = 1 / (1 + np.exp(-(slope * scores + intercept)))
    return scores, random.random(count) < chance


@pytest.mark.parametrize(("slope", "intercept"), [(1.0, 0.0), (2.5, -1.0), (0.3, 2.0), (0.0, -1.0)])
def test_a_curve_is_found_again_and_is_calibrated_on_other_scores(slope: float, intercept: float) -> None:
    fitted = fit_platt(*simulated(slope, intercept, seed=0))
    assert fitted.slope == pytest.approx(slope, abs=0.15)
    assert fitted.intercept == pytest.approx(intercept, abs=0.15)
    scores, holds = simulated(slope, intercept, seed=1)
    probability = np.array([fitted.probability(float(score)) for score in scores])
    assert calibration_error(holds, probability) < 0.03


def test_scores_that_point_the_wrong_way_tell_nothing() -> None:
    scores, holds = simulated(1.0, 0.0, seed=2)
    fitted = fit_platt(-scores + 5, holds)
    assert fitted.slope == 0
    assert fitted.probability(5.0) == pytest.approx(float(holds.mean()), abs=0.02)


def test_a_few_drafts_do_not_make_the_curve_certain() -> None:
    fitted = fit_platt(np.array([-1, 1], np.float32), np.array([False, True]))
    assert 0.5 < fitted.probability(1.0) < 0.7


def test_what_was_never_seen_is_unlikely_but_not_impossible() -> None:
    fitted = fit_platt(np.linspace(-2, 2, 50, dtype=np.float32), np.zeros(50, np.bool_))
    assert 0 < fitted.probability(0.0) < 0.05


def test_a_text_that_counts_more_counts_as_several() -> None:
    scores, holds = simulated(1.0, 0.5, seed=3, count=300)
    weights = np.where(np.arange(300) < 50, 3.0, 1.0)
    repeated = np.repeat(np.arange(300), weights.astype(int))
    fitted, expected = fit_platt(scores, holds, weights), fit_platt(scores[repeated], holds[repeated])
    assert fitted.slope == pytest.approx(expected.slope, abs=0.02)
    assert fitted.intercept == pytest.approx(expected.intercept, abs=0.02)


def test_equal_weights_change_nothing() -> None:
    scores, holds = simulated(1.0, 0.5, seed=4, count=300)
    fitted, expected = fit_platt(scores, holds, np.full(300, 7.0)), fit_platt(scores, holds)
    assert fitted.slope == pytest.approx(expected.slope, abs=1e-4)


def choices(sharpness: float, seed: int) -> tuple[Scores, NDArray[np.intp]]:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(3000, 5)).astype(np.float32)
    chances = softmax(scores, sharpness).cumsum(axis=1)
    return scores, (random.random((3000, 1)) < chances).argmax(axis=1)


@pytest.mark.parametrize("sharpness", [0.4, 1.0, 3.0])
def test_a_sharpness_is_found_again(sharpness: float) -> None:
    assert fit_sharpness(*choices(sharpness, seed=0)) == pytest.approx(sharpness, rel=0.1)


def test_a_choice_is_calibrated_on_other_scores() -> None:
    scores, answers = choices(2.0, seed=1)
    choice = fit_choice(scores**3, answers)  # no softmax gives these chances
    scores, answers = choices(2.0, seed=2)
    chances = choice.probabilities(scores**3)
    right = chances.argmax(axis=1) == answers
    error = calibration_error(right, chances.max(axis=1))
    assert error < 0.05
    assert error < calibration_error(right, softmax(scores**3, choice.sharpness).max(axis=1))


def test_losses_are_measured_as_scikit_learn_measures_them() -> None:
    scores, holds = simulated(1.0, 0.5, seed=5, count=300)
    curve = Platt(0.8, -0.3)
    chances = [curve.probability(float(score)) for score in scores]
    assert platt_loss(curve, scores, holds) == pytest.approx(log_loss(holds, chances))
    many, answers = choices(1.5, seed=3)
    assert choice_loss(many, 1.5, answers) == pytest.approx(log_loss(answers, softmax(many, 1.5)))


def test_a_class_that_was_ruled_out_costs_much_but_not_everything() -> None:
    assert np.isfinite(choice_loss(np.array([[1e4, 0]], np.float32), 1.0, np.array([1])))


def test_the_fitted_curve_is_the_likeliest() -> None:
    scores, holds = simulated(1.0, 0.5, seed=6)
    fitted = fit_platt(scores, holds)
    for slope, intercept in ((0.8, 0.5), (1.2, 0.5), (1.0, 0.3), (1.0, 0.7), (0.0, 0.5)):
        assert platt_loss(fitted, scores, holds) < platt_loss(Platt(slope, intercept), scores, holds)
