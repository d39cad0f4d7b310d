from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.calibration import Choice, Platt, softmax, stated

scores = st.floats(-1e6, 1e6)


@given(st.floats(0, 100), st.floats(-100, 100), scores, scores)
def test_a_higher_score_is_never_less_likely(
    slope: float, intercept: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    curve = Platt(slope, intercept)
    assert 0 <= curve.probability(low) <= curve.probability(high) <= 1


def test_the_curve_is_logistic() -> None:
    curve = Platt(2.0, -1.0)
    assert curve.probability(0.5) == 0.5
    assert curve.probability(1.5) == pytest.approx(1 / (1 + np.exp(-2)))


@given(st.floats(0, 1))
def test_nothing_is_stated_as_certain(probability: float) -> None:
    said = stated(probability)
    assert 0.01 <= said <= 0.99
    assert said == round(said, 4)
    if 0.01 <= probability <= 0.99:
        assert abs(said - probability) <= 0.00005 + 1e-12


@pytest.mark.parametrize(("probability", "said"), [(0.0, 0.01), (0.00999, 0.01), (0.5, 0.5), (1.0, 0.99)])
def test_stated_bounds(probability: float, said: float) -> None:
    assert stated(probability) == said


@given(st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=6), st.floats(0.05, 100))
def test_softmax_is_a_distribution_in_the_order_of_the_scores(values: list[float], sharpness: float) -> None:
    row = np.array(values, np.float32)
    chances = softmax(row, sharpness)
    assert chances.sum() == pytest.approx(1)
    assert (chances >= 0).all()
    order = np.argsort(row, kind="stable")
    assert (np.diff(chances[order]) >= 0).all()


def test_softmax_by_hand_and_over_the_last_axis() -> None:
    row = np.log(np.array([1, 3], np.float32))
    np.testing.assert_allclose(
        softmax(np.stack([row, row[::-1]]), 1.0), [[0.25, 0.75], [0.75, 0.25]], rtol=1e-6
    )
    np.testing.assert_allclose(softmax(row, 2.0), [0.1, 0.9], rtol=1e-6)


rows = st.lists(st.floats(-30, 30, width=32), min_size=2, max_size=6)
choices = st.builds(Choice, st.floats(0.1, 5), st.builds(Platt, st.floats(0, 3), st.floats(-3, 3)))


@given(rows, choices)
def test_a_choice_is_a_distribution_in_the_order_of_the_scores(values: list[float], choice: Choice) -> None:
    row = np.array(values, np.float32)
    chances = choice.probabilities(row)
    assert chances.sum() == pytest.approx(1)
    assert (chances >= 0).all()
    assert all(
        chances[low] <= chances[high] + 1e-9
        for low, high in permutations(range(len(row)), 2)
        if row[low] < row[high]
    )


def test_the_likeliest_class_is_as_likely_as_its_curve_says() -> None:
    scores = np.log(np.array([[0.2, 0.6, 0.2], [0.8, 0.1, 0.1]], np.float32))
    chances = Choice(1.0, Platt(0.5, 0.0)).probabilities(scores)
    tops = [1 / (1 + np.exp(-0.5 * np.log(0.6 / 0.4))), 1 / (1 + np.exp(-0.5 * np.log(0.8 / 0.2)))]
    np.testing.assert_allclose(chances.max(axis=1), tops, rtol=1e-5)
    np.testing.assert_allclose(chances[0, [0, 2]], (1 - tops[0]) / 2, rtol=1e-5)


def test_a_curve_in_step_with_the_softmax_changes_nothing() -> None:
    scores = np.array([[1.0, 0.5, -2.0], [0.0, 3.0, 1.0]], np.float32)
    same = Choice(1.5, Platt(1.0, 0.0)).probabilities(scores)
    np.testing.assert_allclose(same, softmax(scores, 1.5), rtol=1e-5)
