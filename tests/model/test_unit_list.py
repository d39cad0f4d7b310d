"""A place's own list of units: looked up by its own names, and heir to what is known of the bundled ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.content import units
from model.origins import handed_over
from model.unit import Unit
from model.unit_list import UnitList, bundled_units

SPLIT = UnitList(
    (
        Unit("数据局", ("大数据管理局",), "政务数据共享，数据要素和公共数据授权运营", ()),
        Unit("农业农村和水务局", ("农水局",), "农田水利，病险水库", ("水利局", "农业农村局")),
        Unit("教育局", (), "中小学，幼儿园", ("教育局",)),
    )
)
COUNT = len(units())


def test_the_bundled_list_is_that_of_the_data_and_each_unit_its_own_origin() -> None:
    bundled = bundled_units()
    assert bundled.units == tuple(units().values())
    assert bundled.names == tuple(units())
    assert all(unit.origins == (unit.name,) for unit in bundled.units)
    assert [bundled.number_of(name) for name in units()] == list(range(COUNT))


@pytest.mark.parametrize(
    ("name", "number"),
    [("数据局", 0), ("水利局", 1), ("农业农村局", 1), ("教育局", 2), ("林业局", None), ("", None)],
)
def test_a_unit_is_found_by_its_own_name_or_that_of_one_it_took_over(name: str, number: int | None) -> None:
    assert SPLIT.number_of(name) == number


def test_its_own_names_are_found_in_texts_and_no_others() -> None:
    found = SPLIT.named(["请县农水局和大数据管理局牵头", "请林业局种树", "请数据局、教育局"])
    assert found.tolist() == [[1, 1, 0], [0, 0, 0], [1, 0, 1]]


def test_an_ask_is_known_to_be_addressed_to_it() -> None:
    assert SPLIT.addressed.sub("", "请县数据局牵头打通数据") == "打通数据"
    assert bundled_units().addressed.sub("", "请县数据要素局打通数据") == "请县数据要素局打通数据"


def test_duties_are_its_own_and_a_unit_of_former_days_has_none() -> None:
    assert SPLIT.matching_duty("数据局", "推进公共数据开放") == "数据要素和公共数据授权运营"
    assert SPLIT.matching_duty("林业局", "森林防火") == ""
    assert SPLIT.origins_of("农业农村和水务局") == {"水利局", "农业农村局"}
    assert SPLIT.origins_of("林业局") == frozenset()


scores = arrays(np.float32, st.tuples(st.integers(0, 3), st.just(COUNT)), elements=st.floats(-9, 9, width=32))


@given(scores)
def test_scores_of_the_bundled_units_are_left_as_they_are(drawn: np.ndarray) -> None:
    assert handed_over(drawn, bundled_units()) is drawn
    renamed = UnitList(tuple(Unit(f"县{unit.name}", (), "", (unit.name,)) for unit in units().values()))
    assert handed_over(drawn, renamed) is drawn


@given(scores)
def test_an_heir_has_the_highest_score_of_its_own_and_a_new_unit_that_of_all(drawn: np.ndarray) -> None:
    numbers = bundled_units().numbers
    own = handed_over(drawn, SPLIT)
    assert own.shape == (len(drawn), 3)
    assert own.dtype == np.float32
    np.testing.assert_array_equal(own[:, 0], drawn.max(axis=1))
    np.testing.assert_array_equal(
        own[:, 1], np.maximum(drawn[:, numbers["水利局"]], drawn[:, numbers["农业农村局"]])
    )
    np.testing.assert_array_equal(own[:, 2], drawn[:, numbers["教育局"]])
    for row, alone in zip(own, drawn, strict=True):
        np.testing.assert_array_equal(handed_over(alone, SPLIT), row)


def test_nothing_is_told_apart_where_nothing_was_taken_over() -> None:
    strangers = UnitList((Unit("甲", (), "修路", ()), Unit("乙", (), "办学", ())))
    own = handed_over(np.arange(COUNT, dtype=np.float32), strangers)
    np.testing.assert_array_equal(own, COUNT - 1)
    assert strangers.named(["甲乙"]).tolist() == [[0, 0]]  # names this short stand for other things
