"""The due dates as a calendar file (.ics, RFC 5545) that phones and office calendars take in.

Folding, escaping and the time zone are the library's (``icalendar``); what is decided here is which events
there are. A matter is one event, repeated where it is looked at again and again, under one UID: a second
export replaces the first in the calendar instead of doubling it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vRecur

from api.batch.outputs.whole import refused, whole
from api.brief import UNTITLED
from api.priorities.due import Due
from api.safe import safe

ENDING = ".ics"

_ZONE = "Asia/Shanghai"
_SHANGHAI = ZoneInfo(_ZONE)
_AT, _FOR = time(9), timedelta(minutes=30)
"""When on a due day, and for how long, the event stands."""
_REMIND = timedelta(days=-1)
"""When the alarm goes off: the day before at the same hour."""
_NO_SUMMER_TIME = date(1992, 1, 1)
"""Since when China has had one offset the year round."""
_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_END = b"END:VCALENDAR\r\n"
_IN_EVERY_MONTH = 28
"""The last day that every month has."""


def write_calendar(target: Path, dues: Iterable[Due], made: datetime) -> tuple[Path, ...]:
    """Write the due dates as one calendar, or as one for each unit.

    Args:
        target: a file if it ends in ``.ics``; otherwise a folder, which gets one file for each unit.
        dues: matters and their dates.
        made: when the export is made, with its zone; a later export replaces the events of an earlier one.

    Returns:
        The files written.

    Raises:
        OutputRefused: one cannot be written; those before it are there.
    """
    if target.suffix.lower() == ENDING:
        return (_write(target, "代表建议三分办理", dues, made),)
    of_unit: dict[str, list[Due]] = defaultdict(list)
    for due in dues:
        of_unit[due.unit].append(due)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(target, error) from error
    return tuple(
        _write(target / f"{unit}{ENDING}", f"代表建议三分办理（{unit}）", own, made)
        for unit, own in of_unit.items()
    )


def calendar_of(name: str, dues: Iterable[Due], made: datetime) -> bytes:
    """Return a calendar.

    Args:
        name: shown for it.
        dues: matters and their dates.
        made: as above.
    """
    return b"".join(calendar_parts(name, dues, made))


def calendar_parts(name: str, dues: Iterable[Due], made: datetime) -> Iterator[bytes]:
    """Yield a calendar piece by piece, so that it may be longer than memory; arguments as above."""
    calendar = Calendar()
    calendar.add("prodid", "-//lianshen//三分办理//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", safe(name))
    calendar.add("x-wr-timezone", _ZONE)
    calendar.add_component(_zone())
    frame: bytes = calendar.to_ical()
    yield frame.removesuffix(_END)
    for due in dues:
        for event in _events(due, made.astimezone(UTC)):
            yield event.to_ical()
    yield _END


def _write(target: Path, name: str, dues: Iterable[Due], made: datetime) -> Path:
    with whole(target) as part:
        part.write_bytes(calendar_of(name, dues, made))
    return target


@cache
def _zone() -> Timezone:
    return Timezone.from_tzid(_ZONE, first_date=_NO_SUMMER_TIME)


def _events(due: Due, made: datetime) -> Iterator[Event]:
    """Yield the event of a matter, and for each of its dates that moved off a holiday the exception."""
    event = _event(due, due.planned[0], made)
    if len(due.planned) > 1:
        event.add("rrule", _rule(due))
    taken = {day for planned, day in zip(due.planned, due.dates, strict=True) if planned == day}
    moved: list[Event] = []
    for planned, day in zip(due.planned, due.dates, strict=True):
        if planned == day:
            continue
        if day in taken:
            event.add("exdate", _begin(planned))
            continue
        taken.add(day)
        exception = _event(due, day, made)
        exception.add("recurrence-id", _begin(planned))
        moved.append(exception)
    yield event
    yield from moved


def _event(due: Due, day: date, made: datetime) -> Event:
    what = f"{due.rhythm}：{safe(due.title) or UNTITLED}（{due.unit}）"
    event = Event()
    event.add("uid", f"{due.key}@lianshen")
    event.add("dtstamp", made)
    event.add("last-modified", made)
    event.add("sequence", max(0, int((made - _COUNTED_FROM).total_seconds())))
    event.add("dtstart", _begin(day))
    event.add("dtend", _begin(day) + _FOR)
    event.add("summary", what)
    event.add("description", "\n".join(_described(due)))
    event.add("categories", [due.triage, due.unit])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _REMIND)
    alarm.add("description", what)
    event.add_component(alarm)
    return event


def _described(due: Due) -> Iterator[str]:
    yield f"第 {due.number} 件，主办：{due.unit}"
    yield f"{due.triage}，{due.rhythm}"
    if len(due.members) > 1:
        yield f"字句大体相同的共 {len(due.members)} 件：第 {'、'.join(map(str, due.members))} 件"
    if len(due.planned) > 1:
        yield f"最后一次是 {due.dates[-1].isoformat()}，之前应答复代表"
    else:
        yield "这一天之前应办结"


def _rule(due: Due) -> vRecur:
    rule: dict[str, Any] = {
        "freq": "WEEKLY" if due.triage == "急难事" else "MONTHLY",
        "count": len(due.planned),
    }
    latest = max(day.day for day in due.planned)
    if due.triage == "大要事" and latest > _IN_EVERY_MONTH:
        # The 31st, or the last day of a month that has none.
        rule |= {"bymonthday": list(range(_IN_EVERY_MONTH, latest + 1)), "bysetpos": -1}
    return vRecur(rule)


def _begin(day: date) -> datetime:
    return datetime.combine(day, _AT, _SHANGHAI)
