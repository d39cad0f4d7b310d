import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score, precision_score, recall_score

from training.measures import calibration_error, detection

judged = st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0, 1)), min_size=1, max_size=40)


def arrays(
    rows: list[tuple[bool, bool, float]],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.float64]]:
    truth, found, probability = zip(*rows, strict=True)
    return np.array(truth), np.array(found), np.array(probability)


@given(judged)
def test_detection_is_measured_as_scikit_learn_measures_it(rows: list[tuple[bool, bool, float]]) -> None:
    truth, found, probability = arrays(rows)
    measured = detection(truth, found, probability)
    assert measured.count == truth.sum()
    assert measured.precision == pytest.approx(precision_score(truth, found, zero_division=0))
    assert measured.recall == pytest.approx(recall_score(truth, found, zero_division=0))
    assert measured.f1 == pytest.approx(f1_score(truth, found, zero_division=0))
    if truth.any():
        assert measured.average_precision == pytest.approx(average_precision_score(truth, probability))
    assert 0 <= measured.calibration_error <= 1


def test_where_nothing_is_there_and_nothing_found() -> None:
    nothing = np.zeros(3, np.bool_)
    measured = detection(nothing, nothing, np.full(3, 0.1))
    assert (measured.precision, measured.recall, measured.f1, measured.average_precision) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("truth", "probability", "error"),
    [
        ([True, False], [1.0, 0.0], 0.0),
        ([False, True], [1.0, 0.0], 1.0),
        ([True, True, True, False], [0.75, 0.75, 0.75, 0.75], 0.0),
        # bins 0.8–0.9: 2 of 2 true at 0.85; 0.2–0.3: 1 of 2 true at 0.2; (2·0.15 + 2·0.3) / 4
        ([True, True, True, False], [0.81, 0.89, 0.2, 0.2], 0.225),
        # 0.05 and 0.15 lie in two bins
        ([True, False], [0.05, 0.15], (0.95 + 0.15) / 2),
    ],
)
def test_calibration_error_by_hand(truth: list[bool], probability: list[float], error: float) -> None:
    assert calibration_error(np.array(truth), np.array(probability)) == pytest.approx(error)


def test_calibration_error_of_nothing() -> None:
    assert calibration_error(np.zeros(0, np.bool_), np.zeros(0)) == 0
