import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, f1_score, precision_score, recall_score, roc_auc_score

from training import measures
from training.measures import Bools, Floats, calibration_error

judged = st.lists(
    st.tuples(
        st.booleans(), st.booleans(), st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.77, 1.0]), st.integers(0, 3)
    ),
    min_size=1,
    max_size=40,
)


def arrays(
    rows: list[tuple[bool, bool, float, int]],
) -> tuple[Bools, Bools, Floats, NDArray[np.int64]]:
    truth, found, probability, times = zip(*rows, strict=True)
    return np.array(truth), np.array(found), np.array(probability), np.array(times)


@given(judged)
def test_a_weighted_sample_is_measured_as_scikit_learn_measures_a_repeated_one(
    rows: list[tuple[bool, bool, float, int]],
) -> None:
    truth, found, probability, times = arrays(rows)
    weights = np.stack([np.ones(len(truth)), times.astype(np.float64)])
    for row, repeats in enumerate((np.ones(len(truth), np.int64), times)):
        there, claimed = np.repeat(truth, repeats), np.repeat(found, repeats)
        stated = np.repeat(probability, repeats)
        expected = {
            "precision": precision_score(there, claimed) if claimed.any() else np.nan,
            "recall": recall_score(there, claimed) if there.any() else np.nan,
            "f1": f1_score(there, claimed) if there.any() or claimed.any() else np.nan,
        }
        for name, value in expected.items():
            measured = getattr(measures, name)(weights, truth, found)[row]
            assert measured == pytest.approx(value, nan_ok=True)
        precise = average_precision_score(there, stated) if there.any() else np.nan
        assert measures.average_precision(weights, truth, probability)[row] == pytest.approx(
            precise, nan_ok=True
        )
        both = there.any() and not there.all()
        area = roc_auc_score(there, stated) if both else np.nan
        assert measures.area_under_curve(weights, truth, probability)[row] == pytest.approx(area, nan_ok=True)
        gap = calibration_error(there, stated) if len(there) else np.nan
        assert measures.calibration_gap(weights, truth, probability)[row] == pytest.approx(gap, nan_ok=True)


def test_columns_are_measured_side_by_side() -> None:
    weights = np.array([[1.0, 1.0, 2.0]])
    truth = np.array([[True, False], [False, True], [True, True]])
    found = np.array([[True, False], [True, False], [True, True]])
    assert measures.precision(weights, truth, found).tolist() == [[0.75, 1.0]]
    assert measures.recall(weights, truth, found)[0].tolist() == pytest.approx([1.0, 2 / 3])


def test_a_share_of_all_and_of_some() -> None:
    weights, hits = np.ones((1, 4)), np.array([True, True, False, False])
    assert measures.share(weights, hits).tolist() == [0.5]
    assert measures.share(weights, hits, np.array([True, False, False, True])).tolist() == [0.5]
    assert np.isnan(measures.share(weights, hits, np.zeros(4, np.bool_))).all()


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
