"""The queue as a process keeps it: on to the next, back to the last, and around again to what was skipped."""

import pytest

from api.batch.rows import Scored
from api.labels import line as lines
from api.labels.line import Line
from api.labels.store import add_page_label
from api.storage.database import Database
from tests.api.desk.desks import put_on_desk
from tests.api.desk.pieces import somebody
from training.local.said import Said


@pytest.fixture
def account(database: Database, scored_session: tuple[Scored, ...]) -> int:
    put_on_desk(database, scored_session[:12])
    return somebody(database)


def next_of(line: Line, database: Database, after: int | None = None) -> int:
    wanted = line.next(database, after).wanted
    assert wanted is not None
    return wanted.piece_id


def test_each_that_is_labelled_gives_way_to_the_next(database: Database, account: int) -> None:
    line = Line()
    queue = [each.piece_id for each in line.all_left(database)]
    for at, number in enumerate(queue):
        place = line.next(database, queue[at - 1] if at else None)
        assert (place.wanted and place.wanted.piece_id, place.left) == (number, len(queue) - at)
        assert line.reasons(number)
        assert line.before(number) == (queue[at - 1] if at else None)
        add_page_label(database, account, number, Said({"vague": False}))
    assert line.next(database, queue[-1]).wanted is None


def test_what_was_skipped_comes_again_behind_the_others(
    database: Database, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_PAUSE", 0.0)
    line = Line()
    first, second, *others = [each.piece_id for each in line.all_left(database)]
    assert next_of(line, database, first) == second
    for number in (second, *others):
        add_page_label(database, account, number, Said({"vague": False}))
    assert next_of(line, database, second) == first
    place = line.next(database, first)
    assert (place.wanted, place.left) == (None, 1)


def test_a_number_that_is_not_in_the_queue_begins_at_the_first(database: Database, account: int) -> None:
    line = Line()
    assert next_of(line, database, 999_999) == next_of(line, database)
    assert line.reasons(999_999) == ()
    assert line.before(999_999) is None
    assert account


def test_the_queue_is_chosen_once_not_for_each_page(
    database: Database, account: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line()
    before = line.all_left(database)
    monkeypatch.setattr(lines, "to_label", lambda _: pytest.fail("chosen anew"))
    assert line.all_left(database) == before
    assert account
