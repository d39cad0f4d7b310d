"""Where the marks of a learning curve stand, in units of its drawing; the template draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

from training.published.outcome import figure

WIDTH, HEIGHT = 220.0, 150.0
_SHARES = ("25", "50", "75", "100")
_OLDER = "older"
_STEP = 0.1
_APART = 4.0
"""How far the lines of one picture stand apart sideways, so that their intervals do not hide each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One point, from the lower left corner.

    Attributes:
        x: share of the groups that were learnt from.
        y: what was measured.
        low: lower end of its interval.
        high: upper end.
        older: whether the newer batches were left out.
        text: what it says.
    """

    x: float
    y: float
    low: float
    high: float
    older: bool
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured on one kind of text.

    Attributes:
        name: of the texts.
        dots: from the smallest share on; last the one without the newer batches.
    """

    name: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """One picture.

    Attributes:
        name: of the measure.
        lines: two at most can be told apart.
        steps: values of the marks on the upright axis, the lowest first, with their places.
    """

    name: str
    lines: tuple[Line, ...]
    steps: tuple[tuple[str, float], ...]


def curve(name: str, points: Mapping[str, Any], paths: Mapping[str, str]) -> Curve | None:
    """Place one measure; ``None`` where it was not measured.

    Args:
        name: of the measure.
        points: of the learning curve.
        paths: of the measure in a point, by the names of the texts it was measured on.
    """
    found = {
        text: {point: figure(points, f"{point}.{path}") for point in (*_SHARES, _OLDER)}
        for text, path in paths.items()
    }
    values = [value for own in found.values() for value, _, _ in own.values() if value is not None]
    if not values:
        return None
    lowest = min(floor(min(values) / _STEP) * _STEP, 1 - _STEP)
    lines = tuple(
        Line(text, tuple(_dots(own, lowest, number * _APART)))
        for number, (text, own) in enumerate(found.items())
    )
    count = round((1 - lowest) / _STEP)
    steps = [lowest + number * _STEP for number in range(count + 1)]
    return Curve(
        name,
        tuple(line for line in lines if line.dots),
        tuple((f"{step:.1f}", _height(step, lowest)) for step in steps),
    )


def _dots(
    own: Mapping[str, tuple[float | None, float | None, float | None]], lowest: float, aside: float
) -> Sequence[Dot]:
    dots = []
    for point, (value, low, high) in own.items():
        if value is None:
            continue
        older = point == _OLDER
        share = 100 if older else int(point)
        learnt = "不学新近几批" if older else f"学 {share}%"
        dots.append(
            Dot(
                x=share / 100 * WIDTH + aside + (2 * _APART if older else 0.0),
                y=_height(value, lowest),
                low=_height(value if low is None else low, lowest),
                high=_height(value if high is None else high, lowest),
                older=older,
                text=f"{learnt}：{value:.3f}",
            )
        )
    return dots


def _height(value: float, lowest: float) -> float:
    return max(value - lowest, 0.0) / (1 - lowest) * HEIGHT
