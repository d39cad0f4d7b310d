"""What the page on the model at work shows: one small chart for each thing that is watched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from model.content import rubric
from model.rubric import FLAGS
from training.local.watching import DECIDED, LEAST, OVERTURNED, SHIFTED, Watched, Watching

_WIDTH, _HEIGHT, _EDGE = 100.0, 40.0, 4.0
_LEAST_TOP: Final = 0.4
"""The top of the scale is never lower, so that small unrest does not look like a storm."""


@dataclass(frozen=True, slots=True)
class Point:
    """One week on a chart.

    Attributes:
        x: 0 to 100.
        y: 0 to 40, downwards.
        over: whether it is beyond the limit, and counts.
        told: name of the week and its figure.
    """

    x: float
    y: float
    over: bool
    told: str


@dataclass(frozen=True, slots=True)
class Small:
    """One small chart.

    Attributes:
        id: on the page.
        name: what is watched.
        finding: the newest figure, in words.
        points: from the oldest to the newest.
        limit: height of the limit; ``None`` for none, or where it is above the chart.
        first: name of the oldest week.
        last: name of the newest week.
    """

    id: str
    name: str
    finding: str
    points: tuple[Point, ...]
    limit: float | None
    first: str
    last: str

    @property
    def course(self) -> str:
        """The points as SVG takes them."""
        return " ".join(f"{point.x:g},{point.y:g}" for point in self.points)


def small_charts(seen: Watching) -> Iterator[Small]:
    """Yield the charts; none where there are no weeks."""
    if not seen.weeks:
        return
    names = {"length": "篇幅", **{str(flag): rubric().flags[flag].name for flag in FLAGS}, "main": "主办单位"}
    for key, name in names.items():
        values = [(week, week.shifts.get(key)) for week in seen.weeks]
        limit = None if key == "length" else SHIFTED
        yield _small(f"shift-{key}", f"{name}：和训练时差多少", values, limit, LEAST, share=False)
    yield _small("unsure", "拿不准的占比", [(week, week.unsure) for week in seen.weeks], None, 0, share=True)
    values = [(week, week.overturned) for week in seen.weeks]
    yield _small("overturned", "处理过的里被人改判的占比", values, OVERTURNED, DECIDED, share=True)


def _small(  # noqa: PLR0913 - what a chart is made of
    id_: str,
    name: str,
    values: Sequence[tuple[Watched, float | None]],
    limit: float | None,
    least: int,
    *,
    share: bool,
) -> Small:
    known = [(week, value) for week, value in values if value is not None]
    top = max([_LEAST_TOP, *(value for _, value in known)])
    points = tuple(
        Point(
            round(_EDGE + at / max(len(known) - 1, 1) * (_WIDTH - 2 * _EDGE), 1),
            _height(value, top),
            limit is not None and value > limit and _counted(week, least, share=share),
            f"{week.name}：{_told(value, share=share)}",
        )
        for at, (week, value) in enumerate(known)
    )
    finding = "还没有" if not known else _told(known[-1][1], share=share)
    first, last = (known[0][0].name, known[-1][0].name) if known else ("", "")
    return Small(id_, name, finding, points, _height(limit, top) if limit is not None else None, first, last)


def _counted(week: Watched, least: int, *, share: bool) -> bool:
    return (week.decided if share else week.drafts) >= least


def _height(value: float, top: float) -> float:
    return round(_HEIGHT - _EDGE - value / top * (_HEIGHT - 2 * _EDGE), 1)


def _told(value: float, *, share: bool) -> str:
    return f"{value:.0%}" if share else f"{value:.2f}"
