import numpy as np
import pytest

from training.measures import Floats, share
from training.yardstick.resamples import RESAMPLES, Estimate, Resamples


def test_the_interval_is_that_of_the_normal_approximation() -> None:
    """A share of 0.3 among 900: ± 1.96 · √(0.3 · 0.7 / 900) = ± 0.030."""
    hits = np.arange(900) < 270
    estimate = Resamples([str(row) for row in range(900)]).estimate(lambda weights: share(weights, hits))
    assert estimate.value == pytest.approx(0.3)
    assert estimate.low == pytest.approx(0.27, abs=0.004)
    assert estimate.high == pytest.approx(0.33, abs=0.004)


def test_whole_groups_are_redrawn() -> None:
    """Nine rows of one group say no more than one: 100 such groups are as wide as 100 rows."""
    hits = np.repeat(np.arange(100) < 30, 9)
    groups = Resamples([str(row // 9) for row in range(900)])
    estimate = groups.estimate(lambda weights: share(weights, hits))
    assert estimate.low == pytest.approx(0.21, abs=0.015)
    assert estimate.high == pytest.approx(0.39, abs=0.015)


def test_equal_groups_give_equal_intervals() -> None:
    hits = np.arange(50) % 3 == 0

    def made() -> Estimate:
        return Resamples([str(row) for row in range(50)]).estimate(lambda weights: share(weights, hits))

    assert made() == made()


def test_every_resample_holds_as_many_groups_as_there_are() -> None:
    totals: list[float] = []

    def noted(weights: Floats) -> Floats:
        totals.extend(weights.sum(axis=1).tolist())
        return np.zeros((len(weights), 1))

    Resamples(["a", "a", "b", "c"][1:]).estimates(noted)
    assert totals == [3.0] * (RESAMPLES + 1)


def test_nothing_to_measure_is_no_number() -> None:
    nothing = np.zeros(3, np.bool_)
    resamples = Resamples(["a", "b", "c"])
    estimate = resamples.estimate(lambda weights: share(weights, nothing, nothing))
    assert estimate == Estimate(None, None, None)


def test_a_resample_with_nothing_to_measure_is_left_out() -> None:
    base = np.array([True, False, False])
    resamples = Resamples(["a", "b", "c"])
    assert resamples.estimate(lambda weights: share(weights, base, base)) == Estimate(1.0, 1.0, 1.0)


def test_among_some_rows_only_they_are_measured() -> None:
    hits = np.array([True, True])
    among = Resamples(["a", "b", "c"]).among([0, 2])
    assert among.estimate(lambda weights: share(weights, hits)) == Estimate(1.0, 1.0, 1.0)


def test_a_large_sample_is_measured_block_by_block() -> None:
    sizes: list[int] = []

    def noted(weights: Floats) -> Floats:
        sizes.append(weights.size)
        return np.zeros((len(weights), 1))

    Resamples([str(row) for row in range(30_000)]).estimates(noted)
    assert max(sizes) <= 2**21
    assert sum(sizes) == 30_000 * (RESAMPLES + 1)
