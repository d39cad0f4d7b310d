import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.batches import table
from api.batches.leftovers import clear_away
from api.batches.places import folder_of, inputs_of, new_arrival, work_of
from api.batches.table import PAGE
from api.errors import StorageError
from api.storage.database import Database
from tests.api.batches.uploaded import add_batch, batch_in

pytestmark = pytest.mark.usefixtures("own_home")


def test_one_that_nobody_has_begun_is_stopped_at_once_and_one_under_way_is_asked_to(
    database: Database, reviewer_id: int
) -> None:
    first, second = (add_batch(database, reviewer_id, {"甲.txt": b"x"}) for _ in range(2))
    table.change(database, first, state="running", began=batch_in(database, first).created)
    assert table.ask_to_stop(database, first)
    assert table.ask_to_stop(database, second)
    assert [
        (batch_in(database, number).state, batch_in(database, number).stop) for number in (first, second)
    ] == [
        ("running", True),
        ("cancelled", True),
    ]
    assert table.unfinished(database) == (first,)
    assert not table.ask_to_stop(database, second)
    assert not table.ask_again(database, second)


def test_the_oldest_is_scored_first(database: Database, reviewer_id: int) -> None:
    numbers = [add_batch(database, reviewer_id, {}) for _ in range(3)]
    assert table.unfinished(database) == tuple(numbers)
    assert [table.ahead_of(database, number) for number in numbers] == [0, 1, 2]


def test_the_list_has_pages_and_no_number_leads_astray(database: Database, reviewer_id: int) -> None:
    numbers = [add_batch(database, reviewer_id, {}) for _ in range(PAGE + 2)]
    newest = table.newest(database)
    assert [batch.id for batch in newest] == numbers[:1:-1]
    assert [batch.id for batch in table.newest(database, newest[-1].id)] == numbers[1::-1]
    assert table.newest(database, 0) == ()
    assert table.find(database, 10**12) is None


def test_files_of_another_database_in_the_way_are_put_aside(database: Database, reviewer_id: int) -> None:
    foreign = folder_of(1)
    foreign.mkdir(parents=True)
    (foreign / "甲.txt").write_bytes(b"theirs")
    number = add_batch(database, reviewer_id, {"甲.txt": b"ours"})
    assert number == 1
    assert (folder_of(1) / "inputs" / "甲.txt").read_bytes() == b"ours"
    (aside,) = foreign.parent.glob("1-*/甲.txt")
    assert aside.read_bytes() == b"theirs"


def test_what_killed_processes_leave_is_cleared_away_and_nothing_else(
    database: Database, reviewer_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, failed = (add_batch(database, reviewer_id, {}) for _ in range(2))
    table.change(database, done, state="done")
    table.change(database, failed, state="failed")
    for number in (done, failed, 77):
        work_of(number).parent.mkdir(exist_ok=True)
        work_of(number).touch()
    arriving: Path = new_arrival()
    clear_away(database)
    assert [work_of(number).exists() for number in (done, failed, 77)] == [False, True, True]
    assert arriving.exists()
    monkeypatch.setattr("api.batches.leftovers._A_DAY", -1.0)
    clear_away(database)
    assert not arriving.exists()


def test_what_finds_no_room_in_the_database_leaves_no_files(database: Database, reviewer_id: int) -> None:
    def full(_: Session) -> None:
        raise OperationalError("COMMIT", None, sqlite3.OperationalError("database or disk is full"))

    arrival = new_arrival()
    (arrival / "inputs" / "a.txt").write_text("关于路灯的建议", "utf-8")
    event.listen(Session, "before_commit", full)
    try:
        with pytest.raises(StorageError):
            table.add(database, reviewer_id, table.Asked("试验", "fast", None), arrival)
    finally:
        event.remove(Session, "before_commit", full)
    assert not inputs_of(1).exists()
    assert (arrival / "inputs" / "a.txt").exists()  # for whoever received it, who takes it away
