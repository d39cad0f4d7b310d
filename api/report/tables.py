"""Sections of a report of figures: paragraphs, tables, pictures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.report.curve import Curve
from api.screen.benchmark import TIERS
from api.screen.figures import between, written
from training.published.outcome import figure

Parts = Mapping[str, Any]
"""What was measured, or a part of it."""
Measure = tuple[str, str, str]
"""Its name, the kind of figure, and its path."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and, smaller, its interval."""

    text: str
    small: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells.

    Attributes:
        caption: what it shows.
        heads: of the columns, the first of the rows' names.
        rows: name and cells.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page.

    Attributes:
        key: by which the page refers to it.
        title: above it.
        said: paragraphs.
        tables: below them.
        curves: pictures below these.
    """

    key: str
    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...]
    curves: tuple[Curve, ...] = field(default=())


def by_tier_table(caption: str, measures: Iterable[Measure], by_tier: Parts) -> Table:
    """Return a table with a row for each measure and a column for each tier."""
    return Table(
        caption,
        ("", *(f"{TIERS[tier]}档" for tier in by_tier)),
        tuple(
            (name, tuple(cell(by_tier, f"{tier}.{path}", kind) for tier in by_tier))
            for name, kind, path in measures
        ),
    )


def cell(found: Parts, path: str, kind: str) -> Cell:
    """Return the figure at a path, written."""
    value, low, high = figure(found, path)
    return Cell(written(value, kind), between(low, high, kind))
