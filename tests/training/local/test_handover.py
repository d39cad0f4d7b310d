"""The table by which a place divides its work otherwise."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from training.local.handover import learn_handover

UNITS = 4


def sure_of(*units: int, by: float = 0.94) -> NDArray[np.float64]:
    """Return chances by which each assignment is all but certainly one unit's by the heads."""
    rows = np.full((len(units), UNITS), (1 - by) / (UNITS - 1))
    rows[np.arange(len(units)), units] = by
    return rows


def learnt(chances: NDArray[np.float64], *answers: int, weight: float = 1.0) -> NDArray[np.float32]:
    """Return the table of the town, of which all are."""
    town = np.zeros(len(answers), np.bool_)
    both = learn_handover(chances, np.array(answers, np.intp), town, np.full(len(answers), weight))
    return np.asarray(both[0])


def test_a_unit_of_which_nobody_spoke_keeps_its_work() -> None:
    table = learnt(sure_of(0, 0, 0, by=1.0), 1, 1, 1)
    np.testing.assert_array_equal(table[1:], np.eye(UNITS, dtype=np.float32)[1:])
    assert table[0, 1] > 0.5


def test_the_little_chance_that_every_unit_has_moves_no_other_unit() -> None:
    table = learnt(sure_of(*[0] * 20), *[1] * 20)
    assert (table.diagonal()[1:] > 0.98).all()


def test_a_unit_that_is_done_away_with_hands_all_its_work_over() -> None:
    table = learnt(sure_of(*[0] * 20), *[1] * 20)
    assert table[0, 1] > 0.9
    assert table[0, 2] < 0.01


def test_work_that_is_divided_is_handed_over_in_part() -> None:
    table = learnt(sure_of(*[0] * 40), *[0, 1] * 20)
    np.testing.assert_allclose(table[0, :2], [0.5, 0.5], atol=0.06)


def test_one_odd_label_does_not_move_a_unit_with_nine_others() -> None:
    table = learnt(sure_of(*[0] * 10), *[0] * 9, 1)
    assert table[0, 0] > 0.85
    assert table[0, 1] < 0.15


def test_one_label_alone_moves_less_than_half() -> None:
    assert learnt(sure_of(0), 1)[0, 1] <= 0.5


def test_one_that_counts_less_moves_less_and_one_that_counts_nothing_moves_nothing() -> None:
    chances = sure_of(0, 0, 0, 0, by=1.0)
    moved = [learnt(chances, 1, 1, 1, 1, weight=weight)[0, 1] for weight in (0.0, 0.25, 1.0)]
    assert moved == sorted(moved)
    assert moved[0] == 0
    assert moved[1] < 0.55
    assert moved[2] > 0.75
    pair = learnt(np.vstack([chances, chances]), *[1] * 8, weight=0.5)
    np.testing.assert_allclose(pair, learnt(chances, 1, 1, 1, 1), atol=1e-6)


def test_labels_that_say_what_the_heads_say_change_nothing_to_speak_of() -> None:
    table = learnt(sure_of(0, 1, 2, 3, 0, 1, 2, 3), 0, 1, 2, 3, 0, 1, 2, 3)
    np.testing.assert_allclose(table, np.eye(UNITS), atol=0.02)


def test_of_two_units_that_the_heads_take_for_one_another_the_one_that_moved_is_found() -> None:
    """What is 0's goes to 2, what is 1's stays; half of the texts could be either's."""
    unclear = np.tile([0.5, 0.5, 0.0, 0.0], (20, 1))
    chances = np.vstack([sure_of(*[0] * 10, *[1] * 10), unclear])
    table = learnt(chances, *[2] * 10, *[1] * 10, *[2] * 10, *[1] * 10)
    assert table[0, 2] > 0.8
    assert table[1, 1] > 0.9


def test_what_moves_in_the_countryside_alone_stays_in_the_town() -> None:
    rural = np.array([True, False] * 10)
    town, country = learn_handover(sure_of(*[0] * 20), np.where(rural, 1, 0), rural)
    assert country[0, 1] > 0.75
    assert town[0, 0] > 0.8
    np.testing.assert_allclose(town[1:], country[1:], atol=0.02)


def test_where_nobody_spoke_of_the_countryside_it_follows_the_town() -> None:
    town, country = learn_handover(sure_of(*[0] * 20), np.ones(20, np.intp), np.zeros(20, np.bool_))
    assert country[0, 1] > 0.7
    assert town[0, 1] >= country[0, 1]


@given(st.data())
def test_every_row_sums_to_one_and_nothing_is_below_zero(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    raw = data.draw(arrays.arrays(np.float64, (count, UNITS), elements=st.floats(0, 1)))
    raw[:, 0] += (raw.sum(axis=1) == 0) * 1.0
    chances = raw / raw.sum(axis=1, keepdims=True)
    answers = data.draw(arrays.arrays(np.intp, count, elements=st.integers(0, UNITS - 1)))
    weights = data.draw(arrays.arrays(np.float64, count, elements=st.floats(0, 5)))
    rural = data.draw(arrays.arrays(np.bool_, count))
    table = learn_handover(chances, answers, rural, weights)
    assert table.shape == (2, UNITS, UNITS)
    assert table.dtype == np.float32
    assert (table >= 0).all()
    np.testing.assert_allclose(table.sum(axis=2), 1, atol=1e-5)
