"""The first and the last day of a name, as people write them: 2019-03-01, 2019年3月, 2019."""

import re
from calendar import monthrange
from datetime import date

from model.canonical import canonical

_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)|年?)")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def day_of(written: str | date, *, last: bool) -> date | None:
    """Return a day; ``None`` where nothing is written.

    Args:
        written: a day, a month or a year.
        last: whether the last day of a month or year is meant, and not the first.

    Raises:
        ValueError: there is no such day.
    """
    if not isinstance(written, str):
        return written
    text = "".join(canonical(written).split())
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else 0 for part in found.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(text)
    if not month:
        month = 12 if last else 1
    if not day:
        day = monthrange(year, month)[1] if last else 1  # a month beyond 12 is a ValueError, too
    return date(year, month, day)
