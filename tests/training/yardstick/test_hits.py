import numpy as np
import pytest

from training.yardstick.hits import membership, micro_f1, table
from training.yardstick.resamples import Resamples

NAMES = ("甲", "乙", "丙")
TRUTH = membership([{"甲"}, {"甲", "乙"}, set()], NAMES)
FOUND = membership([{"甲"}, {"乙"}, {"乙"}], NAMES)
RESAMPLES = Resamples(["a", "b", "c"])


def test_a_row_for_each_that_is_labelled_or_said() -> None:
    rows = table(RESAMPLES, NAMES, TRUTH, FOUND)
    assert list(rows) == ["甲", "乙"]
    assert (rows["甲"].count, rows["甲"].found) == (2, 1)
    assert (rows["甲"].precision.value, rows["甲"].recall.value) == (1.0, 0.5)
    assert rows["甲"].f1.value == pytest.approx(2 / 3)
    assert (rows["乙"].precision.value, rows["乙"].recall.value) == (0.5, 1.0)


def test_what_was_never_said_has_no_precision() -> None:
    rows = table(RESAMPLES, NAMES, TRUTH, np.zeros_like(FOUND))
    assert rows["甲"].precision.value is None
    assert rows["甲"].recall.value == 0


def test_nothing_labelled_and_nothing_said_makes_no_row() -> None:
    nothing = membership([set(), set(), set()], NAMES)
    assert table(RESAMPLES, NAMES, nothing, nothing) == {}
    assert micro_f1(RESAMPLES, nothing, nothing).value is None


def test_micro_f1_counts_over_all() -> None:
    assert micro_f1(RESAMPLES, TRUTH, FOUND).value == pytest.approx(2 * 2 / (3 + 3))
