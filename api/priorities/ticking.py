"""The list of due dates that is ticked off."""

from collections.abc import Iterable, Iterator
from datetime import date

from api.priorities.due import Due

HEAD = ("最近到期", "以后各次", "节奏", "分流", "序号", "标题", "主办单位", "办结")
"""Columns of the list."""
BOX, TICKED = "☐", "☑"
"""Of a matter that is not finished, and of one that is."""


def ticking_rows(dues: Iterable[Due]) -> Iterator[tuple[date, str, str, str, int, str, str, str]]:
    """Yield one row a matter, in the order given, for the columns of :data:`HEAD`."""
    for due in dues:
        first, *rest = dict.fromkeys(due.dates)
        later = "、".join(f"{day.month}月{day.day}日" for day in rest)
        yield first, later, due.rhythm, due.triage, due.number, due.title, due.unit, BOX
