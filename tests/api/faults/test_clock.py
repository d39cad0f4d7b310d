"""Clocks that were set wrong and are set right, and a session on 29 February."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from api.accounts import accounts, invitations, sessions
from api.accounts.log_in import log_in
from api.desk.due import Matter, open_items
from api.errors import LogInDelayed, LogInRefused
from api.faults.clock import leap_days
from api.priorities.due import dates_of
from api.storage.database import Database
from api.trail.listing import steps
from api.trail.recording import record
from api.trail.verifying import verify
from model.review import TriageValue

NOON = datetime(2026, 3, 5, 4, tzinfo=UTC)
PASSWORD, HERE = "correct horse battery staple", "192.0.2.1"
LEAP_DAY = date(2028, 2, 29)


@pytest.fixture
def deputy(database: Database) -> Database:
    accounts.add(database, "zhang.san", "张三", "deputy", PASSWORD)
    return database


def fails(database: Database, times: int) -> None:
    for _ in range(times):
        with pytest.raises(LogInRefused):
            log_in(database, "zhang.san", "wrong", HERE)


def test_failures_of_a_year_ahead_lock_nobody_out_for_a_year(deputy: Database) -> None:
    with time_machine.travel(NOON + timedelta(days=365), tick=False):
        fails(deputy, 5)
        with pytest.raises(LogInDelayed):
            log_in(deputy, "zhang.san", PASSWORD, HERE)
    with time_machine.travel(NOON, tick=False):  # the clock was set right
        fails(deputy, 1)
        with pytest.raises(LogInDelayed) as caught:  # and from here on it counts as ever
            log_in(deputy, "zhang.san", PASSWORD, HERE)
        assert caught.value.seconds == 2
    with time_machine.travel(NOON + timedelta(seconds=2), tick=False):
        assert log_in(deputy, "zhang.san", PASSWORD, HERE).name == "zhang.san"


def test_a_clock_set_back_a_little_gives_no_guess_for_nothing(deputy: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        fails(deputy, 5)
    with time_machine.travel(NOON - timedelta(minutes=10), tick=False), pytest.raises(LogInDelayed) as caught:
        log_in(deputy, "zhang.san", PASSWORD, HERE)
    assert caught.value.seconds == 601


def test_the_trail_is_in_its_order_whatever_the_clock_says(database: Database) -> None:
    for hours in (0, -1, 24 * 365, 0):
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False), database.writing() as session:
            record(session, "王主任", "units", f"{hours}", {})
    assert [step.told for step in steps(database)] == ["0", "8760", "-1", "0"]
    assert verify(database).sound


def test_sessions_and_links_of_before_are_over_a_year_on_and_none_is_an_error(deputy: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        key, link = sessions.start(deputy, 1, 12), invitations.invite_first(deputy, 24)
        assert link
    for hours, valid in ((-1, True), (0, True), (24 * 365, False), (0, True)):
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
            assert (sessions.account_of(deputy, key) is not None, invitations.is_valid(deputy, link)) == (
                valid,
                valid,
            )


def test_what_is_accepted_on_a_leap_day_has_its_dates() -> None:
    assert list(leap_days()) == []
    (finished,) = dates_of("小微事", LEAP_DAY)[0]
    assert finished == date(2028, 3, 7)
    assert [day.day for day in dates_of("大要事", LEAP_DAY)[0]] == [29] * 6
    last_of_january = dates_of("大要事", date(2028, 1, 31))[0]
    assert last_of_january[:3] == (LEAP_DAY, date(2028, 3, 31), date(2028, 4, 30))


@pytest.mark.parametrize(("triage", "turns"), [("小微事", 1), ("急难事", 12), ("大要事", 6)])
def test_it_is_due_when_the_days_have_passed(triage: TriageValue, turns: int) -> None:
    matter = Matter(1, "教育局", triage, LEAP_DAY, (1,))
    assert len(open_items([matter], {}, date(2029, 2, 28))) == turns
    assert [item.turn for item in open_items([matter], {}, LEAP_DAY)] == [1]
