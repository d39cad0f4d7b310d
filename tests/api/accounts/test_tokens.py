"""Tokens for programs."""

from datetime import UTC, datetime, timedelta

import pytest

from api.accounts import tokens
from api.errors import AccountError
from api.storage.database import Database
from api.storage.schema import TokenRow
from tests.api.accounts.people import made


def test_a_token_stands_for_its_account(database: Database) -> None:
    account = made(database)
    token, secret = tokens.issue(database, account.id, " 编辑器插件 ")
    assert secret.startswith("ls_")
    assert len(secret) >= 46
    assert (token.label, token.last_used) == ("编辑器插件", None)
    assert tokens.tokens_of(database, account.id) == (token,)
    assert tokens.account_of(database, secret) == account


@pytest.mark.parametrize("secret", ["", "ls_", "ls_\0", "\ud800", "x" * 100_000])
def test_what_is_no_token_stands_for_nobody(database: Database, secret: str) -> None:
    assert tokens.account_of(database, secret) is None


def test_its_use_is_noted_to_the_minute(database: Database) -> None:
    account = made(database)
    token, secret = tokens.issue(database, account.id, "编辑器")
    tokens.account_of(database, secret)
    (first,) = tokens.tokens_of(database, account.id)
    assert first.last_used is not None
    assert datetime.now(UTC) - first.last_used < timedelta(minutes=1)
    tokens.account_of(database, secret)
    assert tokens.tokens_of(database, account.id) == (first,)
    with database.writing() as session:
        session.get_one(TokenRow, token.id).last_used = first.last_used - timedelta(minutes=1)
    tokens.account_of(database, secret)
    (later,) = tokens.tokens_of(database, account.id)
    assert later.last_used is not None
    assert later.last_used >= first.last_used


def test_a_revoked_token_is_valid_no_longer(database: Database) -> None:
    account = made(database)
    (first, secret), (second, other) = (
        tokens.issue(database, account.id, label) for label in ("编辑器", "平台")
    )
    tokens.revoke(database, account.id, first.id)
    assert tokens.account_of(database, secret) is None
    assert tokens.account_of(database, other) == account
    assert [token.id for token in tokens.tokens_of(database, account.id)] == [second.id]


def test_nobody_revokes_what_is_not_theirs(database: Database) -> None:
    account, other = made(database), made(database, "li.si")
    token, secret = tokens.issue(database, account.id, "编辑器")
    for whose, number in (
        (other.id, token.id),
        (account.id, token.id + 1),
        (account.id, 10**30),
        (account.id, -1),
    ):
        with pytest.raises(AccountError, match=f"没有编号是 {number} 的令牌"):
            tokens.revoke(database, whose, number)
    assert tokens.account_of(database, secret) == account


def test_the_number_of_a_revoked_token_is_not_used_again(database: Database) -> None:
    account = made(database)
    first, _ = tokens.issue(database, account.id, "编辑器")
    tokens.revoke(database, account.id, first.id)
    second, _ = tokens.issue(database, account.id, "编辑器")
    assert second.id > first.id


@pytest.mark.parametrize("label", ["", "  ", "长" * 61, "编\0辑", "编\n辑"])
def test_a_label_says_what_a_token_is_for(database: Database, label: str) -> None:
    account = made(database)
    with pytest.raises(AccountError, match="请用 1 到 60 个字"):
        tokens.issue(database, account.id, label)
