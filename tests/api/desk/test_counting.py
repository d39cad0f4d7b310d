"""What the charts count is what the lists they lead to show."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.batch.rows import Scored
from api.desk.counting import Day, batches, count, summed
from api.desk.deciding import act
from api.desk.listing import listed
from api.desk.wanted import HANDED_IN, Wanted
from api.storage.database import Database
from model.rubric import FLAGS
from tests.api.desk.desks import add_batch, put_on_desk
from tests.api.desk.office import Office, office
from training.local.said import Said


@pytest.fixture
def desk(database: Database, scored_session: tuple[Scored, ...]) -> Office:
    made = office(database, scored_session[:60])
    made.decide("accepted", *made.pieces[:10], at=datetime(2026, 10, 6, 2, tzinfo=UTC))
    made.decide("returned", *made.pieces[10:15], at=datetime(2026, 10, 7, 2, tzinfo=UTC))
    return made


def test_each_number_is_that_of_its_list(desk: Office) -> None:
    counted = count(desk.database, Wanted())

    def total(**wanted: object) -> int:
        return listed(desk.database, Wanted(**wanted)).total  # type: ignore[arg-type]

    assert counted.drafts == total() == 60
    assert counted.states == {"open": 45, "returned": 5, "accepted": 10}
    for verdict, number in counted.verdicts.items():
        assert number == total(verdict=verdict), verdict
    for flag in FLAGS:
        assert counted.flags[flag]["成立"] == total(flag=flag), flag
        assert sum(counted.flags[flag].values()) == 60
    assert counted.codes
    for code, number in counted.codes.items():
        assert number == total(code=code), code
    for triage, number in counted.triage.items():
        assert number == total(triage=triage), triage
    for unit, states in counted.units.items():
        assert sum(states.values()) == total(unit=unit), unit
        for state, number in states.items():
            assert number == total(unit=unit, state=state)
    for delegation, states in counted.delegations.items():
        assert delegation
        assert sum(states.values()) == total(delegation=delegation), delegation


def test_a_correction_counts_as_corrected(desk: Office) -> None:
    piece = desk.pieces[20]
    before = count(desk.database, Wanted())
    act(
        desk.database,
        desk.reviewer,
        "correct",
        "更正",
        {piece: 1},
        lambda was: replace(was, said=Said(codes=("F1", "V1"), main="水利局", triage="小微事")),
    )
    after = count(desk.database, Wanted())
    assert after.triage["小微事"] - before.triage.get("小微事", 0) in {0, 1}
    assert sum(after.units["水利局"].values()) >= 1
    assert after.codes["F1"] == before.codes.get("F1", 0) + 1
    assert piece in {row.id for row in listed(desk.database, Wanted(code="F1")).rows}


def test_days_tell_what_came_what_was_done_and_what_is_left(desk: Office) -> None:
    assert count(desk.database, Wanted()).days == (
        Day(date(2026, 10, 5), 60, 0, 0, 60),
        Day(date(2026, 10, 6), 0, 0, 10, 50),
        Day(date(2026, 10, 7), 0, 5, 0, 45),
    )


def test_batches_are_counted_apart(desk: Office, scored_session: tuple[Scored, ...]) -> None:
    other = add_batch(desk.database, desk.reviewer, "第四次会议")
    empty = add_batch(desk.database, desk.reviewer, "空的")
    put_on_desk(desk.database, scored_session[:20], other)
    put_on_desk(
        desk.database, [replace(each, entry=replace(each.entry, number=0)) for each in scored_session[:3]]
    )
    assert [each.name for each in batches(desk.database)] == ["第四次会议", "第三次会议"]
    assert count(desk.database, Wanted(batch=other)).drafts == 20
    assert count(desk.database, Wanted(batch=HANDED_IN)).drafts == 3
    assert count(desk.database, Wanted(batch=empty)).drafts == 0
    desk.group(*desk.pieces[30:33])
    own = summed(desk.database, desk.batch)
    assert (own.drafts, own.grouped) == (60, 3)
    assert own.verdicts == Counter(each.review.verdict for each in scored_session[:60])
    assert summed(desk.database, empty).drafts == 0
