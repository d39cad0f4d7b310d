"""The drafts on the desk by the week, in Shanghai's days, and what people overturned, on both databases."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.batch.rows import Scored
from api.desk.deciding import act_one
from api.storage.database import Database
from api.watching.weeks import new_labels, weeks
from model.review import Review
from tests.api.desk.desks import put_on_desk
from tests.api.desk.pieces import put_some, say, somebody
from tests.api.reviews import FLAWED, UNSURE
from training.local.said import Said

TODAY = date(2026, 10, 14)


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_drafts_count_for_the_week_they_came_in(
    database: Database, scored_session: tuple[Scored, ...]
) -> None:
    sunday_night = datetime(2026, 10, 11, 15, 50, tzinfo=UTC)  # ten minutes before Monday in Shanghai
    put_on_desk(database, scored_session[:30], received=sunday_night)
    old, new = weeks(database, TODAY)
    assert (old.monday, new.monday) == (date(2026, 10, 5), date(2026, 10, 12))
    assert (old.drafts, new.drafts) == (10, 20)
    for week in (old, new):
        assert sum(week.lengths) == sum(week.units.values()) == week.drafts
        assert all(sum(counts) == week.drafts for counts in week.flags.values())
    assert weeks(database, date(2027, 3, 1)) == ()


@pytest.mark.parametrize(
    ("said", "review", "overturned"),
    [
        (Said(), FLAWED, 0),
        (Said({"vague": False}), FLAWED, 1),
        (Said({"vague": True}), FLAWED, 0),
        (Said(codes=()), FLAWED, 1),
        (Said(main="财政局"), FLAWED, 1),
        (Said(main="交通运输局"), FLAWED, 0),
        (Said(triage="小微事"), FLAWED, 1),
        (Said({"vague": False}, main="财政局"), UNSURE, 0),
    ],
)
def test_overturned_is_what_the_model_had_been_sure_of(
    database: Database, said: Said, review: Review, overturned: int
) -> None:
    account = somebody(database)
    one, other = put_some(database, 2, review)
    if said:
        say(database, account, one, said)
    version = 2 if said else 1
    act_one(database, account, "accept", "接收", one, version, lambda old: replace(old, state="accepted"))
    (week,) = weeks(database, TODAY)
    assert (week.decided, week.overturned, week.drafts) == (1, overturned, 2)
    assert week.unsure == (2 if review is UNSURE else 0)
    assert other


def test_labels_since_the_last_training_are_new(database: Database) -> None:
    account = somebody(database)
    assert new_labels(database) == 0
    for number in put_some(database, 3):
        say(database, account, number, Said(main="财政局"))
    assert new_labels(database) == 3
