import pytest

from api.report.charts import SIDE, Cell, marks, matrix, state_cells
from training.yardstick.drafts import States
from training.yardstick.hits import Hits
from training.yardstick.reliability import Bin
from training.yardstick.resamples import Estimate
from training.yardstick.units import Confusion

HALF = Estimate(0.5, 0.25, 0.75)
NONE = Estimate(None, None, None)


def test_a_mark_stands_where_its_probability_and_share_are() -> None:
    large, small = marks((Bin(16, 0.1, HALF), Bin(4, 0.9, HALF)))
    assert (large.x, large.y, large.low, large.high) == pytest.approx(
        (0.1 * SIDE, 0.5 * SIDE, 0.25 * SIDE, 0.75 * SIDE)
    )
    assert small.radius == pytest.approx(large.radius / 2)
    assert marks(()) == []


def test_cells_are_as_dark_as_their_share_of_the_row() -> None:
    there, absent = state_cells(States((3, 0, 1), (0, 0, 0)))
    assert there == [Cell(3, 0.75, right=True), Cell(0, 0.0, right=False), Cell(1, 0.25, right=False)]
    assert [cell.right for cell in absent] == [False, False, True]
    assert {cell.shade for cell in absent} == {0}


def test_the_units_most_often_confused() -> None:
    confusions = [Confusion("甲", "乙", 4), Confusion("丙", "甲", 2)]
    by_unit = {
        "甲": Hits(8, 6, HALF, HALF, HALF),
        "乙": Hits(0, 4, HALF, NONE, HALF),
        "丙": Hits(2, 0, NONE, HALF, HALF),
    }
    shown = matrix(confusions, by_unit)
    assert shown.units == ("甲", "乙", "丙")
    assert [[cell.count for cell in row] for row in shown.rows] == [[4, 4, 0], [0, 0, 0], [2, 0, 1]]
    assert [shown.rows[0][1].shade, shown.rows[2][0].shade] == [1.0, 0.5]
    assert [shown.rows[at][at].right for at in range(3)] == [True, True, True]


def test_no_unit_was_confused() -> None:
    assert matrix([], {}).units == ()


def test_no_more_units_than_can_be_read() -> None:
    confusions = [Confusion(f"甲{number}", f"乙{number}", 1) for number in range(20)]
    by_unit = {
        unit: Hits(1, 1, HALF, HALF, HALF) for each in confusions for unit in (each.labelled, each.named)
    }
    assert len(matrix(confusions, by_unit).units) == 12
