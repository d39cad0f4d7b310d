"""Deeds about accounts are steps of the trail; what happens at the door is logged; neither tells secrets."""

import logging

import pytest

from api.accounts import accounts, changing, invitations, tokens
from api.accounts.log_in import log_in
from api.errors import AccountError, LogInDelayed, LogInRefused
from api.storage.database import Database
from api.trail.by import By
from api.trail.listing import steps
from api.trail.verifying import verify
from tests.api.accounts.people import PASSWORD, made

NEW = "西门中学 斑马线 2027"
LINE = "192.0.2.1"
BY = By("王主任")


def test_every_deed_about_an_account_is_a_step(database: Database) -> None:
    key = str(invitations.invite_first(database, hours=1))
    chief = invitations.redeem(database, key, "chief", "王主任", PASSWORD)
    by = By(chief.display, chief.id)
    account = accounts.add(database, "zhang.san", "张三", "deputy", PASSWORD, by=by, given=True)
    accounts.disable(database, "zhang.san", by)
    accounts.enable(database, "zhang.san", by)
    changing.set_password(database, "zhang.san", PASSWORD, by)
    accounts.end_sessions(database, "zhang.san", by)
    token, secret = tokens.issue(database, account.id, "编辑器", By("张三", account.id))
    tokens.revoke(database, account.id, token.id, By("张三", account.id))
    changing.change_password(database, account.id, PASSWORD, NEW)
    found = steps(database)[::-1]
    assert [(step.kind, step.actor, step.account_id) for step in found] == [
        ("account_added", "王主任", chief.id),
        ("account_added", "王主任", chief.id),
        ("account_disabled", "王主任", chief.id),
        ("account_enabled", "王主任", chief.id),
        ("password_given", "王主任", chief.id),
        ("sessions_ended", "王主任", chief.id),
        ("token_issued", "张三", account.id),
        ("token_revoked", "张三", account.id),
        ("password_changed", "张三", account.id),
    ]
    assert found[2].told == "停用账号（张三，zhang.san）"
    assert verify(database).sound
    said = "".join(step.told + step.details.decode() for step in found)
    assert not [kept for kept in (PASSWORD, NEW, secret, key) if kept in said]


def test_what_was_refused_leaves_no_step(database: Database) -> None:
    account = made(database, role="administrator")
    with pytest.raises(AccountError):
        accounts.disable(database, account.name, BY)
    with pytest.raises(AccountError):
        accounts.add(database, account.name, "李四", "deputy", PASSWORD, by=BY)
    with pytest.raises(AccountError):
        tokens.revoke(database, account.id, 7, BY)
    with pytest.raises(AccountError):
        changing.change_password(database, account.id, NEW, NEW)
    assert steps(database) == ()


def test_whoever_comes_or_is_refused_is_logged_without_what_was_typed(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "lianshen.door")
    account = made(database)
    log_in(database, "zhang.san", PASSWORD, LINE)
    with pytest.raises(LogInRefused):
        log_in(database, NEW, "guess-a-word", LINE)  # somebody typed a password where the name belongs
    for _ in range(5):
        with pytest.raises(LogInRefused):
            log_in(database, "zhang.san", "guess-a-word", LINE)
    with pytest.raises(LogInDelayed):
        log_in(database, "zhang.san", "guess-a-word", LINE)
    said = [record for record in caplog.records if record.name == "lianshen.door"]
    assert [(each.levelname, vars(each)["event"], vars(each)["account_id"]) for each in said] == [
        ("INFO", "logged_in", account.id),
        ("WARNING", "log_in_refused", None),
        *[("WARNING", "log_in_refused", account.id)] * 5,
        ("WARNING", "log_in_delayed", None),
    ]
    assert {vars(each)["line"] for each in said} == {LINE}
    text = "".join(each.getMessage() + str(vars(each)) for each in said)
    assert not [typed for typed in (PASSWORD, NEW, "guess-a-word", "zhang.san") if typed in text]


def test_a_disabled_account_at_the_door_is_logged(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    account = made(database)
    accounts.disable(database, account.name)
    with pytest.raises(LogInRefused):
        log_in(database, account.name, PASSWORD, LINE)
    assert [vars(each)["event"] for each in caplog.records if each.name == "lianshen.door"] == [
        "log_in_disabled"
    ]
