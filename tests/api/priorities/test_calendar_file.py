"""The calendar: RFC 5545, one UID a matter, exceptions for holidays."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from api.errors import OutputRefused
from api.priorities.calendar_file import calendar_of, write_calendar
from api.priorities.due import Due, schedule
from model.review import TriageValue
from tests.api.priorities.test_due import of

_MADE = datetime(2026, 9, 1, 8, tzinfo=UTC)
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_TITLE = "关于修复跃进渠梅子垭至石板溪段、解决白岭、麻田两镇十一个村灌溉问题的建议；,\\\n第二行\x1b[31m"


def dues_of(triage: TriageValue, start: date) -> tuple[Due, ...]:
    return tuple(replace(due, title=_TITLE) for due in schedule([of(triage)], start).dues)


def events(content: bytes) -> list[Any]:  # the library types a property as any of thirty
    return list(Calendar.from_ical(content).walk("VEVENT"))


def days(found: list[Any]) -> list[date]:
    """Return the days on which a calendar program shows the matter, by the rules of RFC 5545."""
    master, *moved = found
    begin = master["DTSTART"].dt
    shown = {begin}
    if "RRULE" in master:
        rule = master["RRULE"].to_ical().decode()
        shown = {
            each.replace(tzinfo=_SHANGHAI) for each in rrulestr(rule, dtstart=begin.replace(tzinfo=None))
        }
    excluded = master.get("EXDATE", [])
    for dates in excluded if isinstance(excluded, list) else [excluded]:
        shown -= {each.dt for each in dates.dts}
    for event in moved:
        assert event["RECURRENCE-ID"].dt in shown
        shown.remove(event["RECURRENCE-ID"].dt)
        shown.add(event["DTSTART"].dt)
    return sorted(each.date() for each in shown)


@settings(max_examples=60)
@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.sampled_from(["小微事", "急难事", "大要事"]))
def test_a_calendar_program_shows_the_very_dates_of_the_schedule(start: date, triage: TriageValue) -> None:
    (due,) = dues_of(triage, start)
    found = events(calendar_of("日历", [due], _MADE))
    assert {str(event["UID"]) for event in found} == {f"{due.key}@lianshen"}
    assert days(found) == sorted(set(due.dates))


def test_lines_are_folded_at_75_octets_within_no_character() -> None:
    content = calendar_of("日历", dues_of("急难事", date(2026, 8, 31)), _MADE)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_titles_come_back_whole_and_without_control_characters() -> None:
    (event, *_) = events(calendar_of("日历", dues_of("小微事", date(2026, 3, 2)), _MADE))
    assert str(event["SUMMARY"]) == (
        "一周一办结：关于修复跃进渠梅子垭至石板溪段、解决白岭、麻田两镇十一个村灌溉问题的建议；,\\ "
        "第二行\ufffd[31m（水利局）"
    )


def test_times_are_those_of_shanghai_and_the_zone_is_told() -> None:
    content = calendar_of("日历", dues_of("小微事", date(2026, 3, 2)), _MADE)
    (event,) = events(content)
    assert event["DTSTART"].dt == datetime.combine(date(2026, 3, 9), time(9), _SHANGHAI)
    zone: Any = Calendar.from_ical(content).walk("VTIMEZONE")[0]
    assert zone["TZID"] == "Asia/Shanghai"
    (standard,) = zone.subcomponents
    assert standard["TZOFFSETTO"].td == timedelta(hours=8)


def test_every_event_reminds_the_day_before() -> None:
    for event in events(calendar_of("日历", dues_of("急难事", date(2026, 8, 31)), _MADE)):
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(days=-1)


def test_a_later_export_replaces_the_first() -> None:
    dues = dues_of("急难事", date(2026, 8, 31))
    first, second = (
        events(calendar_of("日历", dues, made))[0] for made in (_MADE, _MADE + timedelta(hours=1))
    )
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < 2**31
    assert first["DTSTAMP"].to_ical() < second["DTSTAMP"].to_ical()


def test_the_same_export_twice_is_the_same_file() -> None:
    dues = dues_of("大要事", date(2026, 8, 31))
    assert calendar_of("日历", dues, _MADE) == calendar_of("日历", dues, _MADE)


def test_one_file_or_one_for_each_unit_is_written(tmp_path: Path) -> None:
    dues = dues_of("小微事", date(2026, 3, 2))
    assert write_calendar(tmp_path / "三分.ics", dues, _MADE) == (tmp_path / "三分.ics",)
    assert write_calendar(tmp_path / "各单位", dues, _MADE) == (tmp_path / "各单位" / "水利局.ics",)
    for file in tmp_path.rglob("*.ics"):
        assert len(events(file.read_bytes())) == 1


def test_no_matters_make_an_empty_calendar(tmp_path: Path) -> None:
    (file,) = write_calendar(tmp_path / "三分.ics", [], _MADE)
    assert events(file.read_bytes()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "占用").write_text("")
    with pytest.raises(OutputRefused):
        write_calendar(tmp_path / "占用", dues_of("小微事", date(2026, 3, 2)), _MADE)
    with pytest.raises(OutputRefused):
        write_calendar(tmp_path / "没有" / "三分.ics", [], _MADE)
