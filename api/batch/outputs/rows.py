"""Rows of a flat table: the columns of the workbook's 明细, and why a row could not be read."""

from collections.abc import Iterator

from api.batch.outputs.results import Results
from api.batch.rows import Scored, Unread
from api.workbook.book import Marked, Value
from api.workbook.details import columns, values

Plain = str | float | None

MODEL, ERROR, REMEDY = "模型", "读不了的原因", "怎么办"
NUMBER, PLACE = "序号", "来源"


def shares() -> frozenset[str]:
    """Return the names of the columns that hold probabilities."""
    return frozenset(column.heading for column in columns() if column.look in {"share", "chance"})


def headings() -> tuple[str, ...]:
    """Return the names of the columns."""
    return (*(column.heading for column in columns()), MODEL, ERROR, REMEDY)


def rows(results: Results) -> Iterator[tuple[Plain, ...]]:
    """Yield one row a draft, and one for everything that could not be read, in the order of the input."""
    group_of = results.group_of
    names = headings()
    for each in results.in_order():
        if isinstance(each, Unread):
            known: dict[str, Plain] = {
                NUMBER: each.number,
                PLACE: str(each.origin),
                ERROR: each.problem,
                REMEDY: each.remedy,
            }
            yield tuple(known.get(name) for name in names)
        else:
            yield row(each, group_of.get(each.entry.number))


def row(scored: Scored, group: tuple[int, bool] | None = None) -> tuple[Plain, ...]:
    """Return the row of a draft; ``group`` as in :func:`api.workbook.details.values`."""
    return (*map(_plain, values(scored, group)), scored.review.model, None, None)


def _plain(value: Value) -> Plain:
    return value.value if isinstance(value, Marked) else value
