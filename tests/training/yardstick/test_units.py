import pytest

from tests.judged import title_answer
from training.yardstick.resamples import Resamples
from training.yardstick.units import Confusion, Ranking, confusions, unit_hits, unit_table

ANSWERS = [
    title_answer(main=("交通运输局",), co=("财政局",)),
    title_answer(main=("公安局", "教育局")),
    title_answer(main=("水利局",), co=()),
    title_answer(main=("水利局",), co=("民政局",)),
]
SAID = [
    Ranking(("交通运输局", "财政局", "公安局"), 0.9),
    Ranking(("教育局", "财政局", "公安局"), 0.8),
    Ranking(("应急管理局", "财政局", "水利局"), 0.7),
    Ranking(("民政局", "财政局", "公安局", "水利局"), 0.6),
]
RESAMPLES = Resamples(["a", "b", "c", "d"])


def test_how_often_the_right_unit_is_named() -> None:
    hits = unit_hits(RESAMPLES, ANSWERS, SAID)
    assert hits.count == 4
    assert (hits.top_1.value, hits.top_3.value, hits.main_or_co.value) == (0.5, 0.75, 0.75)
    assert hits.calibration_error.value == pytest.approx((0.1 + 0.2 + 0.7 + 0.6) / 4)


def test_the_table_does_not_miss_a_unit_where_another_right_one_is_named() -> None:
    rows = unit_table(RESAMPLES, ANSWERS, SAID)
    assert "公安局" not in rows
    assert (rows["教育局"].count, rows["教育局"].precision.value, rows["教育局"].recall.value) == (1, 1, 1)
    assert (rows["水利局"].count, rows["水利局"].found, rows["水利局"].recall.value) == (2, 0, 0)
    assert (rows["应急管理局"].count, rows["应急管理局"].precision.value) == (0, 0)


def test_which_units_are_taken_for_which() -> None:
    twice = confusions([*ANSWERS, ANSWERS[2]], [*SAID, SAID[2]])
    assert twice == (Confusion("水利局", "应急管理局", 2), Confusion("水利局", "民政局", 1))
