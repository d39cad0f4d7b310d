"""Rows of a flat table: the columns of the workbook's 明细, and why a row could not be read."""

from collections.abc import Iterable, Iterator, Mapping

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


def headings(*, decided: bool = False) -> tuple[str, ...]:
    """Return the names of the columns; ``decided`` as in :func:`api.workbook.details.columns`."""
    return (*(column.heading for column in columns(decided=decided)), MODEL, ERROR, REMEDY)


def rows(results: Results) -> Iterator[tuple[Plain, ...]]:
    """Yield one row a draft, and one for everything that could not be read, in the order of the input."""
    return rows_of(results.in_order(), results.group_of, too_many=results.contents.too_many)


def rows_of(
    found: Iterable[Scored | Unread],
    group_of: Mapping[int, tuple[int, bool]],
    *,
    decided: bool = False,
    too_many: bool = False,
) -> Iterator[tuple[Plain, ...]]:
    """Yield one row for each of what was found.

    Args:
        found: drafts, and what could not be read.
        group_of: for the number of a draft, which group it is in, from 1, and whether it stands for it.
        decided: as above.
        too_many: whether there were too many drafts to look for groups.
    """
    names = headings(decided=decided)
    for each in found:
        if isinstance(each, Unread):
            known: dict[str, Plain] = {
                NUMBER: each.number or None,
                PLACE: str(each.origin),
                ERROR: each.problem,
                REMEDY: each.remedy,
            }
            yield tuple(known.get(name) for name in names)
        else:
            yield row(each, group_of.get(each.entry.number), too_many=too_many)


def row(
    scored: Scored, group: tuple[int, bool] | None = None, *, too_many: bool = False
) -> tuple[Plain, ...]:
    """Return the row of a draft; the arguments are as of :func:`api.workbook.details.values`."""
    return (*map(_plain, values(scored, group, too_many=too_many)), scored.review.model, None, None)


def _plain(value: Value) -> Plain:
    return value.value if isinstance(value, Marked) else value
