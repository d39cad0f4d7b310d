"""How the pages of models put a comparison into words and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.screen.models import STANDINGS
from api.storage.learning_schema import TrainingState
from training.local.comparison import Compared, Comparison

TRAINED: dict[TrainingState, str] = {
    "waiting": "排队",
    "running": "正在训练",
    "done": "完成",
    "cancelled": "已停下",
    "failed": "没有做成",
}
WIDTH = 100.0
"""Of a picture, in its own units; the values from 0 to 1 fill it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One measure of a comparison: a hollow mark for the old model, a full one for the new.

    Attributes:
        name: in Chinese.
        count: drafts it is measured on, in words.
        old: value, in words.
        new: likewise.
        interval: of the difference, in words; empty where it is not known.
        standing: in words, with a sign of its own.
        style: its class of style.
        floor: in words; empty where there is none.
        old_at: where the mark of the old one stands, 0 to :data:`WIDTH`; ``None`` for none.
        new_at: likewise of the new one.
        low: where the interval of the new one begins; ``None`` for none.
        wide: how wide it is.
        floor_at: where the line of the floor stands; ``None`` for none.
    """

    name: str
    count: str
    old: str
    new: str
    interval: str
    standing: str
    style: str
    floor: str
    old_at: float | None
    new_at: float | None
    low: float | None
    wide: float
    floor_at: float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Measures under one heading.

    Attributes:
        id: on the page.
        heading: in Chinese.
        rows: in order.
        same: how many more there are that do not differ, and are left out.
        empty: how many more there are for which no draft is there to measure them on.
    """

    id: str
    heading: str
    rows: tuple[Drawn, ...]
    same: int
    empty: int


def tables(comparison: Comparison) -> tuple[Table, ...]:
    """Return the measures of a comparison as the page shows them; of units and codes those that differ."""
    parts = (
        ("measures", "总的", comparison.measures, True),
        ("units", "各单位", comparison.units, False),
        ("codes", "各原因代码", comparison.codes, False),
    )
    return tuple(_table(name, heading, rows, whole) for name, heading, rows, whole in parts if rows)


def _table(name: str, heading: str, rows: Iterable[Compared], whole: bool) -> Table:
    every = tuple(rows)
    measured = [row for row in every if row.old is not None or row.new is not None]
    kept = [row for row in measured if whole or row.old != row.new or row.standing in {"better", "worse"}]
    drawn = tuple(map(_drawn, kept))
    return Table(name, heading, drawn, len(measured) - len(kept), len(every) - len(measured))


def _drawn(row: Compared) -> Drawn:
    known = row.old is not None and row.low is not None and row.high is not None
    low = _at((row.old or 0.0) + (row.low or 0.0)) if known else None
    high = _at((row.old or 0.0) + (row.high or 0.0)) if known else None
    return Drawn(
        row.name + ("（越小越好）" if row.smaller_is_better else ""),
        f"{row.count:,} 件",
        _number(row.old),
        _number(row.new),
        f"{row.low:+.3f} 到 {row.high:+.3f}" if row.low is not None and row.high is not None else "",
        STANDINGS[row.standing],
        row.standing,
        "" if row.floor is None else f"不得低于 {row.floor:.2f}",
        None if row.old is None else _at(row.old),
        None if row.new is None else _at(row.new),
        low,
        0.0 if low is None or high is None else round(high - low, 2),
        None if row.floor is None else _at(row.floor),
    )


def _at(value: float) -> float:
    return round(WIDTH * min(max(value, 0.0), 1.0), 2)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
