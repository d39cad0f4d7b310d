"""Working days in China: holidays and the weekend days worked in exchange."""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


def is_working_day(day: date) -> bool:
    """Tell whether offices work on a day, as far as it is known.

    Source: the State Council's yearly arrangement, as the library ``holidays`` keeps it. It is published in
    the autumn before; of a later year only the holidays the law fixes are known (全国年节及纪念日放假办法),
    and no weekend worked in exchange.
    """
    return _china().is_working_day(day)


def on_or_after(day: date) -> date:
    """Return the day itself, or the first working day after it, as 民法典 article 203 moves a term."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def later(day: date, working_days: int) -> date:
    """Return the day that is so many working days later; the day itself does not count."""
    for _ in range(working_days):
        day = on_or_after(day + timedelta(days=1))
    return day


@cache
def arranged(year: int) -> bool:
    """Tell whether the arrangement for a year is known here: every one has weekends worked in exchange."""
    china = _china()
    date(year, 1, 1) in china  # noqa: B015 - the library fills in a year when it is asked for it
    return any(day.year == year for day in china.weekend_workdays)


@cache
def _china() -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415 - help pages must not wait for it

    return country_holidays("CN")
