"""Where the marks of the pictures stand, in units of their drawings; the templates draw them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from training.yardstick.drafts import States
from training.yardstick.hits import Hits
from training.yardstick.reliability import Bin
from training.yardstick.units import Confusion

SIDE = 200.0
"""Length of both axes of a reliability diagram."""
_LARGEST, _SMALLEST = 9.0, 2.5
_UNITS = 12
_RIGHT = 0.15
"""Shade of what was right in a matrix: the mistakes are to be seen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One bin of a reliability diagram, from its lower left corner.

    Attributes:
        x: stated probability.
        y: share that turned out so.
        low: lower end of its interval.
        high: upper end.
        radius: grows with the number of texts; its area is in proportion.
        bin: what it stands for.
    """

    x: float
    y: float
    low: float
    high: float
    radius: float
    bin: Bin


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table of counts.

    Attributes:
        count: how often.
        shade: 0 to 1, how dark.
        right: whether what is counted was right.
    """

    count: int
    shade: float
    right: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Units most often confused: what is labelled downwards, what was named across.

    Attributes:
        units: names, of rows and columns alike.
        rows: cells, row by row.
    """

    units: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def marks(bins: Sequence[Bin]) -> list[Mark]:
    """Place the bins of a reliability diagram."""
    most = max((each.count for each in bins), default=1)
    return [
        Mark(
            each.stated * SIDE,
            (each.share.value or 0.0) * SIDE,
            (each.share.low or 0.0) * SIDE,
            (each.share.high or 0.0) * SIDE,
            max(_LARGEST * sqrt(each.count / most), _SMALLEST),
            each,
        )
        for each in bins
    ]


def state_cells(states: States) -> list[list[Cell]]:
    """Return the cells of one flag: labelled and not labelled downwards; 成立, 拿不准, 不成立 across."""
    return [
        [Cell(count, count / max(sum(counts), 1), column == right) for column, count in enumerate(counts)]
        for counts, right in ((states.there, 0), (states.absent, 2))
    ]


def matrix(confusions: Sequence[Confusion], by_unit: Mapping[str, Hits]) -> Matrix:
    """Return the units that are most often confused, with how often which was taken for which."""
    wrong: Counter[str] = Counter()
    for confusion in confusions:
        wrong[confusion.labelled] += confusion.count
        wrong[confusion.named] += confusion.count
    units = tuple(unit for unit, _ in wrong.most_common(_UNITS))
    counts = {(each.labelled, each.named): each.count for each in confusions}
    most = max((counts.get((row, column), 0) for row in units for column in units), default=1)

    def cell(row: str, column: str) -> Cell:
        if row == column:
            hits = by_unit[row]
            return Cell(round(hits.count * (hits.recall.value or 0.0)), _RIGHT, right=True)
        count = counts.get((row, column), 0)
        return Cell(count, count / max(most, 1), right=False)

    return Matrix(units, tuple(tuple(cell(row, column) for column in units) for row in units))
