"""Where the points of a learning curve stand."""

import pytest

from api.report.curve import HEIGHT, WIDTH, curve

POINTS = {
    "25": {"a": {"value": 0.62, "low": 0.5, "high": 0.7}, "b": 0.8},
    "100": {"a": {"value": 0.9, "low": 0.85, "high": 0.95}},
    "older": {"a": {"value": 0.8, "low": None, "high": None}},
}


def test_the_upright_axis_begins_below_the_lowest_point() -> None:
    drawn = curve("F1", POINTS, {"甲": "a"})
    assert drawn
    assert [text for text, _ in drawn.steps] == ["0.6", "0.7", "0.8", "0.9", "1.0"]
    assert [at for _, at in drawn.steps] == pytest.approx([step / 4 * HEIGHT for step in range(5)])


def test_points_stand_where_their_share_and_value_are() -> None:
    drawn = curve("F1", POINTS, {"甲": "a"})
    assert drawn
    (line,) = drawn.lines
    first, last, older = line.dots
    assert (first.x, first.y) == pytest.approx((WIDTH / 4, 0.02 / 0.4 * HEIGHT))
    assert (last.x, last.low, last.high) == pytest.approx((WIDTH, 0.25 / 0.4 * HEIGHT, 0.35 / 0.4 * HEIGHT))
    assert first.low == 0  # an interval that goes on below the picture
    assert [dot.older for dot in line.dots] == [False, False, True]
    assert older.x > last.x
    assert older.low == older.high == older.y
    assert older.text == "不学新近几批：0.800"


def test_a_second_line_stands_aside_and_one_without_points_is_left_out() -> None:
    drawn = curve("F1", POINTS, {"甲": "a", "乙": "b", "丙": "c"})
    assert drawn
    first, second = drawn.lines
    assert (first.name, second.name) == ("甲", "乙")
    assert second.dots[0].x > first.dots[0].x
    assert len(second.dots) == 1


def test_what_was_not_measured_is_not_drawn() -> None:
    assert curve("F1", POINTS, {"丙": "c"}) is None
