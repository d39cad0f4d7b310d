"""Due dates follow from the day of acceptance; each is ticked off once, by whoever is first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest

from api.batch.rows import Scored
from api.desk.deciding import act, undo
from api.desk.due import Matter, done_items, dues, matters, open_items, tick, ticks, untick
from api.priorities.calendar_file import calendar_parts
from api.priorities.summary import key_of
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from model.review import Triage, TriageValue
from tests.api.desk.office import Office, office

MONDAY = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 3, 2)


def of_class(scored: Scored, value: TriageValue) -> Scored:
    return replace(scored, review=replace(scored.review, triage=Triage(value, 0.9, "一周一办结")))


@pytest.fixture
def desk(database: Database, scored_session: tuple[Scored, ...]) -> Office:
    """Four drafts: a small one, a pressing one, a large one, another small one."""
    classes: tuple[TriageValue, ...] = ("小微事", "急难事", "大要事", "小微事")
    return office(
        database, [of_class(each, value) for each, value in zip(scored_session, classes, strict=False)]
    )


def test_only_what_was_accepted_is_due_from_the_day_of_acceptance(desk: Office) -> None:
    small, pressing, large, other = desk.pieces
    desk.decide("accepted", small, pressing, large, at=MONDAY)
    desk.decide("returned", other)
    found = {matter.piece_id: matter for matter in matters(desk.database)}
    assert set(found) == {small, pressing, large}
    assert found[small].dates == (date(2026, 3, 9),)
    assert found[pressing].dates[:3] == (date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23))
    assert len(found[pressing].dates) == 13
    assert found[large].dates[:2] == (date(2026, 4, 2), date(2026, 5, 6))


def test_a_correction_after_it_moves_no_date_but_a_reopening_ends_it(desk: Office) -> None:
    small = desk.pieces[0]
    desk.decide("accepted", small, at=MONDAY)
    desk.group(*desk.pieces[:2])
    assert matters(desk.database)[0].start == FIRST_DAY
    desk.decide("open", small)
    assert matters(desk.database) == ()


def test_taking_back_a_reopening_restores_the_day(desk: Office) -> None:
    small = desk.pieces[0]
    desk.decide("accepted", small, at=MONDAY)
    with desk.database.session() as session:
        version = session.get_one(PieceRow, small).version
    reopened = act(
        desk.database,
        desk.other,
        "reopen",
        "重新处理",
        {small: version},
        lambda was: replace(was, state="open"),
    )
    assert reopened.action is not None
    undo(desk.database, desk.other, reopened.action)
    (matter,) = matters(desk.database)
    assert matter.start == FIRST_DAY
    with desk.database.session() as session:
        assert session.get_one(PieceRow, small).decided_by == desk.reviewer


def test_merged_drafts_are_one_matter_from_the_first_acceptance(desk: Office) -> None:
    one, two, three, four = desk.pieces
    desk.decide("accepted", one, at=MONDAY + timedelta(days=3))
    desk.decide("accepted", two, at=MONDAY)
    desk.decide("accepted", three, four, at=MONDAY)
    desk.group(one, two, merged=True)
    desk.group(three, four)
    found = matters(desk.database)
    assert [(each.piece_id, each.members, each.start) for each in found] == [
        (one, (one, two), FIRST_DAY),
        (three, (three,), FIRST_DAY),
        (four, (four,), FIRST_DAY),
    ]


def test_all_that_is_overdue_is_named_and_one_date_more(desk: Office) -> None:
    pressing = desk.pieces[1]
    desk.decide("accepted", pressing, at=MONDAY)
    today = date(2026, 3, 17)
    items = open_items(matters(desk.database), ticks(desk.database), today)
    assert [(item.day, item.turn, item.turns) for item in items] == [
        (date(2026, 3, 9), 1, 13),
        (date(2026, 3, 16), 2, 13),
        (date(2026, 3, 23), 3, 13),
    ]


def test_a_tick_names_who_and_when_and_can_be_taken_back(desk: Office) -> None:
    small = desk.pieces[0]
    desk.decide("accepted", small, at=MONDAY)
    due = (small, date(2026, 3, 9))
    before = datetime.now(UTC)
    assert tick(desk.database, desk.reviewer, [due]) == 1
    assert tick(desk.database, desk.other, [due]) == 1
    (item,) = done_items(matters(desk.database), ticks(desk.database))
    assert item.tick is not None
    assert item.tick.by == "李审核"
    assert before <= item.tick.when <= datetime.now(UTC)
    assert open_items(matters(desk.database), ticks(desk.database), FIRST_DAY) == []
    assert untick(desk.database, [due]) == 1
    assert untick(desk.database, [due]) == 0
    assert [each.day for each in open_items(matters(desk.database), ticks(desk.database), FIRST_DAY)] == [
        due[1]
    ]


def test_what_is_not_due_is_not_ticked(desk: Office) -> None:
    small, pressing, *_ = desk.pieces
    desk.decide("accepted", small, at=MONDAY)
    wanted = [(small, date(2026, 3, 10)), (pressing, date(2026, 3, 9)), (9_999, date(2026, 3, 9))]
    assert tick(desk.database, desk.reviewer, wanted) == 0
    assert ticks(desk.database) == {}


def test_many_at_once_harm_nothing(desk: Office) -> None:
    pressing = desk.pieces[1]
    desk.decide("accepted", pressing, at=MONDAY)
    wanted = [(pressing, day) for day in matters(desk.database)[0].dates]
    with ThreadPoolExecutor(6) as people:
        counts = list(
            people.map(lambda who: tick(desk.database, who, wanted), [desk.reviewer, desk.other] * 3)
        )
    assert counts == [13] * 6
    assert set(ticks(desk.database)[pressing]) == {day for _, day in wanted}


def test_a_tick_stays_with_the_matter_when_another_draft_stands_for_it(desk: Office) -> None:
    one, two, *_ = desk.pieces
    desk.decide("accepted", one, two, at=MONDAY)
    desk.group(one, two, merged=True)
    day = matters(desk.database)[0].dates[0]
    tick(desk.database, desk.reviewer, [(one, day)])
    desk.group(two, one, merged=True)
    (matter,) = matters(desk.database)
    assert matter.piece_id == two
    assert [item.day for item in done_items([matter], ticks(desk.database))] == [day]
    assert untick(desk.database, [(two, day)]) == 1
    assert ticks(desk.database) == {}


def test_the_calendar_has_the_matters_under_the_keys_of_other_exports(
    desk: Office, scored_session: tuple[Scored, ...]
) -> None:
    small, pressing, *_ = desk.pieces
    desk.decide("accepted", small, pressing, at=MONDAY)
    found = matters(desk.database)
    content = b"".join(calendar_parts("办理", dues(desk.database, found), datetime.now(UTC)))
    events = [
        each for each in icalendar.Calendar.from_ical(content).walk("VEVENT") if "RECURRENCE-ID" not in each
    ]
    assert [str(event["UID"]) for event in events] == [
        f"{key_of(each.entry)}@lianshen" for each in scored_session[:2]
    ]
    assert [event.decoded("DTSTART").date() for event in events] == [date(2026, 3, 9)] * 2
    assert events[1].decoded("RRULE")["COUNT"] == [13]


def test_a_matter_knows_its_dates_once() -> None:
    matter = Matter(1, "水利局", "大要事", date(2026, 8, 31), (1,))
    assert len(set(matter.dates)) == len(matter.dates) == 6
