"""Logging in, and being slowed down after failures."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import process_time

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select, update

from api.accounts.accounts import disable
from api.accounts.log_in import log_in
from api.errors import LogInDelayed, LogInRefused
from api.storage.database import Database
from api.storage.schema import AccountRow, AttemptRow
from tests.api.accounts.people import PASSWORD, made

HERE = "192.0.2.1"
WRONG = "西门中学 斑马线"


def fail(database: Database, times: int, name: str = "zhang.san", address: str = HERE) -> None:
    for _ in range(times):
        with pytest.raises(LogInRefused):
            log_in(database, name, WRONG, address)


def seconds_to_wait(database: Database, name: str = "zhang.san", address: str = HERE) -> int:
    with pytest.raises(LogInDelayed) as caught:
        log_in(database, name, PASSWORD, address)
    return caught.value.seconds


def pass_time(database: Database, time: timedelta) -> None:
    """Make all failures older, as if they had been counted earlier."""
    with database.writing() as session:
        for row in session.scalars(select(AttemptRow)):
            row.last -= time


def test_name_and_password_let_in_however_the_name_is_spelt(database: Database) -> None:
    account = made(database)
    for name in ("zhang.san", " Zhang.San ", "ＺＨＡＮＧ.san"):
        assert log_in(database, name, PASSWORD, HERE) == account


def test_which_of_the_two_was_wrong_is_not_said(database: Database) -> None:
    made(database)
    said = set()
    for name, password in [
        ("zhang.san", WRONG),
        ("li.si", PASSWORD),
        ("", ""),
        ("\0\0", "\0"),
        ("\ud800\ud800", "\ud800"),
    ]:
        with pytest.raises(LogInRefused) as caught:
            log_in(database, name, password, HERE)
        said.add(str(caught.value))
    assert said == {"登录名或密码不对。请核对以后再试；忘了密码请与管理员联系。"}


@pytest.mark.usefixtures("dear_passwords")
def test_an_unknown_name_takes_as_much_work(database: Database) -> None:
    made(database)

    def work(name: str) -> float:
        before = process_time()
        fail(database, 1, name)
        return process_time() - before

    known, unknown = (min(work(name) for _ in range(3)) for name in ("zhang.san", "li.si"))
    assert 0.5 < known / unknown < 2


def test_that_an_account_is_disabled_is_said_only_to_who_knows_its_password(database: Database) -> None:
    made(database)
    disable(database, "zhang.san")
    with pytest.raises(LogInRefused, match="已经停用"):
        log_in(database, "zhang.san", PASSWORD, HERE)
    with pytest.raises(LogInRefused, match="登录名或密码不对"):
        log_in(database, "zhang.san", WRONG, HERE)


def test_after_five_failures_each_doubles_the_delay(database: Database) -> None:
    made(database)
    fail(database, 5)
    waits = []
    for _ in range(12):
        waits.append(seconds_to_wait(database))
        pass_time(database, timedelta(seconds=waits[-1]))
        fail(database, 1)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_a_delay_holds_for_the_name_from_everywhere_and_for_no_other(database: Database) -> None:
    account = made(database, "li.si")
    fail(database, 5)
    assert seconds_to_wait(database, "ZHANG.SAN", "2001:db8::1") == 1
    assert log_in(database, "li.si", PASSWORD, HERE) == account


def test_a_name_that_nobody_has_is_delayed_as_well(database: Database) -> None:
    fail(database, 5, "nobody")
    assert seconds_to_wait(database, "nobody") == 1


def test_an_address_that_tries_many_names_is_delayed(database: Database) -> None:
    account = made(database)
    for number in range(20):
        fail(database, 1, f"name{number}")
    assert seconds_to_wait(database) == 1
    assert log_in(database, "zhang.san", PASSWORD, "192.0.2.2") == account


def test_success_clears_the_name_and_counts_nothing_for_the_address(database: Database) -> None:
    made(database)
    for _ in range(6):
        fail(database, 3)
        log_in(database, "zhang.san", PASSWORD, HERE)
    fail(database, 2, "li.si")
    assert seconds_to_wait(database) == 1


def test_many_at_once_get_no_more_guesses(database: Database) -> None:
    made(database)

    def refused(_: int) -> bool:
        try:
            log_in(database, "zhang.san", WRONG, HERE)
        except LogInRefused:
            return True
        except LogInDelayed:
            return False
        raise AssertionError

    with ThreadPoolExecutor(12) as guessers:
        assert sum(guessers.map(refused, range(24))) <= 6  # the sixth where a second has passed


def test_who_logs_in_many_times_at_once_is_let_in(database: Database) -> None:
    account = made(database)
    with ThreadPoolExecutor(4) as browsers:
        for _ in range(5):
            let_in = browsers.map(lambda _: log_in(database, "zhang.san", PASSWORD, HERE), range(4))
            assert list(let_in) == [account] * 4


def test_after_a_day_failures_are_forgotten(database: Database) -> None:
    made(database)
    fail(database, 5)
    fail(database, 1, "li.si", "192.0.2.2")
    pass_time(database, timedelta(days=1))
    log_in(database, "zhang.san", PASSWORD, HERE)
    with database.session() as session:
        assert session.scalar(select(func.sum(AttemptRow.failures))) == 0


@pytest.mark.usefixtures("dear_passwords")
def test_a_password_kept_with_weaker_parameters_is_kept_anew(database: Database) -> None:
    account = made(database)
    with database.writing() as session:
        session.execute(update(AccountRow).values(password=PasswordHasher(1, 64, 1).hash(PASSWORD)))
    for _ in range(2):
        assert log_in(database, "zhang.san", PASSWORD, HERE) == account
        with database.session() as session:
            assert "m=65536,t=3,p=4$" in session.get_one(AccountRow, account.id).password
