"""Accounts: made, listed, disabled and enabled again; passwords changed."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from api.accounts import sessions, tokens
from api.accounts.accounts import add, disable, enable, everyone, named
from api.accounts.changing import change_password, set_password
from api.accounts.log_in import log_in
from api.errors import AccountError, LogInDelayed, LogInRefused
from api.storage.database import Database
from api.storage.schema import AccountRow
from tests.api.accounts.people import PASSWORD, made

NEW = "西门中学 斑马线 2027"


def test_an_account_is_what_was_asked_for(database: Database) -> None:
    account = add(database, " Zhang.San ", " 张三 ", "reviewer", PASSWORD)
    assert (account.name, account.display, account.role, account.disabled) == (
        "zhang.san",
        "张三",
        "reviewer",
        False,
    )
    assert account.created.tzinfo is UTC
    assert datetime.now(UTC) - account.created < timedelta(minutes=1)
    assert named(database, "ZHANG.SAN") == account


def test_everyone_is_listed_in_the_order_of_their_making(database: Database) -> None:
    accounts = tuple(made(database, name) for name in ("wang", "li", "赵六"))
    assert everyone(database) == accounts


@pytest.mark.parametrize("name", ["zhang.san", "ZHANG.SAN", "ｚｈａｎｇ．ｓａｎ"])
def test_a_name_is_given_once(database: Database, name: str) -> None:
    made(database, "zhang.san")
    with pytest.raises(AccountError, match=r"“zhang\.san”已经有人用了"):
        made(database, name)
    assert len(everyone(database)) == 1


def test_of_several_who_ask_at_once_one_gets_the_name(database: Database) -> None:
    def asked(_: int) -> bool:
        try:
            made(database)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        assert sum(people.map(asked, range(4))) == 1


@pytest.mark.parametrize("name", ["nobody", "nul\0nul", "a", "\ud800\ud800"])
def test_who_is_not_there_cannot_be_found(database: Database, name: str) -> None:
    for doing in (named, disable, enable):
        with pytest.raises(AccountError, match="没有登录名是"):
            doing(database, name)


def test_a_disabled_account_is_logged_out_and_stays_so(database: Database) -> None:
    account = made(database)
    key = sessions.start(database, account.id, hours=1)
    assert disable(database, "Zhang.San").disabled
    assert sessions.account_of(database, key) is None
    assert not enable(database, "zhang.san").disabled
    assert sessions.account_of(database, key) is None
    assert log_in(database, "zhang.san", PASSWORD, "::1") == account


def test_tokens_of_a_disabled_account_rest(database: Database) -> None:
    account = made(database)
    _, secret = tokens.issue(database, account.id, "编辑器")
    disable(database, account.name)
    assert tokens.account_of(database, secret) is None
    enable(database, account.name)
    assert tokens.account_of(database, secret) == account


def test_the_last_administrator_cannot_be_disabled(database: Database) -> None:
    for name in ("first", "second"):
        made(database, name, "administrator")
    disable(database, "first")
    disable(database, "first")
    with pytest.raises(AccountError, match="唯一的管理员"):
        disable(database, "second")
    assert not named(database, "second").disabled


def test_two_administrators_cannot_disable_each_other_at_once(database: Database) -> None:
    for name in ("first", "second"):
        made(database, name, "administrator")

    def disabled(name: str) -> bool:
        try:
            return disable(database, name).disabled
        except AccountError:
            return False

    with ThreadPoolExecutor(2) as administrators:
        assert sum(administrators.map(disabled, ["first", "second"])) == 1


def test_a_changed_password_ends_all_sessions_but_one(database: Database) -> None:
    account, other = made(database), made(database, "li.si")
    here, elsewhere = (sessions.start(database, account.id, hours=1) for _ in range(2))
    others = sessions.start(database, other.id, hours=1)
    change_password(database, account.id, PASSWORD, NEW, session_key=here)
    assert sessions.account_of(database, here) == account
    assert sessions.account_of(database, elsewhere) is None
    assert sessions.account_of(database, others) == other
    assert log_in(database, account.name, NEW, "::1") == account
    with pytest.raises(LogInRefused):
        log_in(database, account.name, PASSWORD, "::1")


def test_without_the_old_password_there_is_no_new_one(database: Database) -> None:
    account = made(database)
    with pytest.raises(AccountError, match="原来的密码不对"):
        change_password(database, account.id, NEW, NEW)
    with pytest.raises(AccountError, match="至少要有 8 个字符"):
        change_password(database, account.id, PASSWORD, "短")
    assert log_in(database, account.name, PASSWORD, "::1") == account


def test_guessing_the_old_password_is_slowed_down_as_logging_in_is(database: Database) -> None:
    account = made(database)
    for _ in range(5):
        with pytest.raises(AccountError, match="原来的密码不对"):
            change_password(database, account.id, NEW, NEW)
    with pytest.raises(LogInDelayed):
        change_password(database, account.id, PASSWORD, NEW)


def test_who_forgot_a_password_is_given_another(database: Database) -> None:
    account = made(database)
    key = sessions.start(database, account.id, hours=1)
    given = set_password(database, "ZHANG.SAN", NEW)
    assert given == replace(account, to_choose=True)
    assert sessions.account_of(database, key) is None
    assert log_in(database, account.name, NEW, "::1") == given


def test_a_password_that_somebody_gave_is_to_be_replaced_by_another(database: Database) -> None:
    account = add(database, "li.si", "李四", "deputy", PASSWORD, given=True)
    assert account.to_choose
    with pytest.raises(AccountError, match="和别人给的一样"):
        change_password(database, account.id, PASSWORD, PASSWORD)
    assert log_in(database, "li.si", PASSWORD, "::1").to_choose
    change_password(database, account.id, PASSWORD, NEW)
    assert not log_in(database, "li.si", NEW, "::1").to_choose


def test_a_password_that_somebody_gave_lets_nobody_in_after_ten_days(database: Database) -> None:
    given = add(database, "li.si", "李四", "deputy", PASSWORD, given=True)
    renewed = set_password(database, made(database).name, NEW)
    own = add(database, "wang.wu", "王五", "deputy", PASSWORD)
    now = datetime.now(UTC)
    with time_machine.travel(now + timedelta(10), tick=True):
        assert log_in(database, given.name, PASSWORD, "::1") == given
        assert log_in(database, renewed.name, NEW, "::1") == renewed
    with time_machine.travel(now + timedelta(11), tick=True):
        for account, password in ((given, PASSWORD), (renewed, NEW)):
            with pytest.raises(LogInRefused, match="10 天里没有改成自己的，已经作废"):
                log_in(database, account.name, password, "::1")
        with pytest.raises(LogInRefused, match="登录名或密码不对"):
            log_in(database, given.name, NEW, "::1")
        assert log_in(database, own.name, PASSWORD, "::1") == own
        set_password(database, given.name, NEW)
        assert log_in(database, given.name, NEW, "::1").to_choose


def test_one_given_before_days_were_kept_still_lets_in(database: Database) -> None:
    account = add(database, "li.si", "李四", "deputy", PASSWORD, given=True)
    with database.writing() as session:
        row = session.get_one(AccountRow, account.id)
        row.password = re.sub(r"^given \d{4}-\d\d-\d\d ", "given ", row.password)
    with time_machine.travel(datetime.now(UTC) + timedelta(99), tick=True):
        assert log_in(database, "li.si", PASSWORD, "::1").to_choose
