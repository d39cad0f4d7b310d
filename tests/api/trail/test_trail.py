"""The audit trail: what is written stays, and whatever is done to it afterwards is found."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update

from api.storage.database import Database
from api.storage.learning_schema import TrailEndRow, TrailRow
from api.trail.listing import steps
from api.trail.recording import record
from api.trail.verifying import verify
from tests.api.accounts.people import made

Tampering = Callable[[Database], None]


def recorded(database: Database, count: int) -> None:
    for number in range(1, count + 1):
        with database.writing() as session:
            record(session, "王主任", "promote", f"启用第 {number} 个", {"version": f"full-{number:012x}"})


def changed(number: int, **values: object) -> Tampering:
    def tamper(database: Database) -> None:
        with database.writing() as session:
            session.execute(update(TrailRow).where(TrailRow.id == number).values(**values))

    return tamper


def removed(*numbers: int) -> Tampering:
    def tamper(database: Database) -> None:
        with database.writing() as session:
            session.execute(delete(TrailRow).where(TrailRow.id.in_(numbers)))

    return tamper


def renumbered(**places: int) -> Tampering:
    def tamper(database: Database) -> None:
        with database.writing() as session:
            for old, new in places.items():
                number = int(old.removeprefix("no"))
                session.execute(text(f"UPDATE trail SET id = {-new} WHERE id = {number}"))  # noqa: S608 - numbers
            session.execute(text("UPDATE trail SET id = -id WHERE id < 0"))

    return tamper


def test_steps_are_numbered_without_gaps_and_listed_newest_first(database: Database) -> None:
    account = made(database)
    recorded(database, 3)
    with database.writing() as session:
        assert record(session, account.display, "rollback", "退回\x1b[2J", {"to": "旧"}, account.id) == 4
    newest, *older = steps(database)
    assert (newest.id, newest.account_id, newest.told, newest.details) == (
        4,
        account.id,
        "退回\ufffd[2J",
        '{"to":"旧"}'.encode(),
    )
    assert [step.id for step in older] == [3, 2, 1]
    assert [step.id for step in steps(database, before=3, most=1)] == [2]
    assert [step.id for step in steps(database, kinds=["rollback"])] == [4]
    found = verify(database)
    assert (found.sound, found.count, found.last) == (True, 4, newest.digest)


def test_a_step_whose_deed_failed_leaves_no_gap(database: Database) -> None:
    recorded(database, 1)
    with suppress(ZeroDivisionError), database.writing() as session:
        record(session, "王主任", "promote", "没有做成", {})
        raise ZeroDivisionError
    recorded(database, 1)
    assert [step.id for step in steps(database)] == [2, 1]
    assert verify(database).sound


def test_many_writers_do_not_fork_the_chain(database: Database) -> None:
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda _: recorded(database, 3), range(8)))
    assert [step.id for step in steps(database)] == list(range(24, 0, -1))
    assert verify(database).sound


@pytest.mark.parametrize(
    ("tamper", "where"),
    [
        (changed(3, told="启用第 9 个"), [3]),
        (changed(3, actor="别人"), [3]),
        (changed(3, kind="rollback"), [3]),
        (changed(3, details=b"{}"), [3]),
        (changed(5, told="最后一步也一样"), [5]),
        (changed(3, digest="0" * 64), [3, 4]),
        (changed(3, before=""), [3, 3]),
        (removed(1), [2, 2]),
        (removed(3), [4, 4]),
        (removed(2, 3, 4), [5, 5]),
        (renumbered(no2=3, no3=2), [2, 2, 3, 3, 4]),
        (renumbered(no4=5, no5=4), [4, 4, 5, 5, 5]),
        (renumbered(no5=6), [6, 6, 6]),
    ],
)
def test_what_was_done_to_it_is_found(database: Database, tamper: Tampering, where: list[int]) -> None:
    recorded(database, 5)
    tamper(database)
    assert [fault.step for fault in verify(database).faults] == where


def test_another_time_or_account_is_found(database: Database) -> None:
    account = made(database)
    recorded(database, 2)
    with database.session() as session:
        when = session.scalars(select(TrailRow.made).where(TrailRow.id == 1)).one()
    changed(1, made=when + timedelta(microseconds=1))(database)
    changed(2, account_id=account.id)(database)
    assert [fault.step for fault in verify(database).faults] == [1, 2]


@pytest.mark.parametrize(
    ("numbers", "problem"),
    [
        ((5,), "末尾少了第 5 步，从末尾删去了"),
        ((4, 5), "末尾少了第 4 到第 5 步，从末尾删去了"),
        ((1, 2, 3, 4, 5), "末尾少了第 1 到第 5 步，从末尾删去了"),
    ],
)
def test_that_the_end_was_cut_off_is_found(
    database: Database, numbers: tuple[int, ...], problem: str
) -> None:
    recorded(database, 5)
    removed(*numbers)(database)
    found = verify(database)
    assert [(fault.step, fault.problem) for fault in found.faults] == [(5, problem)]
    recorded(database, 1)  # the gap stays
    assert [fault.step for fault in verify(database).faults] == [6, 6]


@pytest.mark.parametrize(
    ("step", "digest", "problem"),
    [
        (4, "", "和另记的最后一步对不上，被改动过"),
        (5, "0" * 64, "和另记的最后一步对不上，被改动过"),
        (9, "0" * 64, "末尾少了第 6 到第 9 步，从末尾删去了"),
    ],
)
def test_what_was_done_to_the_noted_end_is_found(
    database: Database, step: int, digest: str, problem: str
) -> None:
    recorded(database, 5)
    with database.writing() as session:
        session.execute(update(TrailEndRow).values(step=step, digest=digest))
    assert [fault.problem for fault in verify(database).faults] == [problem]
    with database.writing() as session:
        session.execute(delete(TrailEndRow))
    assert [fault.problem for fault in verify(database).faults] == ["和另记的最后一步对不上，被改动过"]


def test_a_shorter_chain_with_its_end_noted_anew_shows_by_a_digest_noted_elsewhere(
    database: Database,
) -> None:
    recorded(database, 2)
    shorter = verify(database).last
    recorded(database, 1)
    noted = verify(database).last
    recorded(database, 1)
    assert verify(database, noted[:12].upper()).sound
    removed(3, 4)(database)
    with database.writing() as session:
        session.execute(update(TrailEndRow).values(step=2, digest=shorter))
    assert verify(database).sound  # as the page says: alone, the database cannot show it
    found = verify(database, noted)
    assert (found.sound, found.faults, found.noted) == (False, (), False)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, sqlite_tables: bytes) -> Iterator[Database]:
    """A trail of six steps in a file of SQLite, which takes values of any type in any column."""
    file = tmp_path_factory.mktemp("chain") / "lianshen.sqlite3"
    file.write_bytes(sqlite_tables)
    database = Database.open(f"sqlite:///{file}")
    recorded(database, 6)
    yield database
    database.close()


@settings(max_examples=60)
@given(
    number=st.integers(1, 6),
    column=st.sampled_from(["made", "actor", "kind", "told", "details", "before", "digest"]),
    value=st.one_of(st.text(max_size=5), st.binary(max_size=5), st.integers(0, 9)),
)
def test_any_value_put_in_any_place_is_found(
    chain: Database, number: int, column: str, value: str | bytes | int
) -> None:
    statement = f"UPDATE trail SET {column} = ? WHERE id = ?"  # noqa: S608 - a column of ours
    with closing(sqlite3.connect(chain.where, isolation_level=None)) as raw:
        look = f"SELECT {column} FROM trail WHERE id = ?"  # noqa: S608 - as above
        (old,) = raw.execute(look, (number,)).fetchone()
        raw.execute(statement, (value, number))
        (kept,) = raw.execute(look, (number,)).fetchone()
        found = verify(chain)
        raw.execute(statement, (old, number))
    assert kept == old or number in {fault.step for fault in found.faults}
    assert verify(chain).sound
