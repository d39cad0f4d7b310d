import numpy as np
import pytest

from training.yardstick.reliability import reliability
from training.yardstick.resamples import Resamples


def test_bins_say_what_was_stated_and_what_turned_out() -> None:
    truth = np.array([False, True, True, True])
    probability = np.array([0.12, 0.18, 0.95, 1.0])
    low, high = reliability(Resamples(list("abcd")), truth, probability)
    assert (low.count, low.share.value) == (2, 0.5)
    assert low.stated == pytest.approx(0.15)
    assert (low.share.low, low.share.high) == (0.0, 1.0)
    assert (high.count, high.share.value) == (2, 1.0)
    assert high.stated == pytest.approx(0.975)
