"""Tokens: by which programs use the service in somebody's name."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.accounts.accounts import Account
from api.accounts.events import done
from api.accounts.holding import hold
from api.accounts.keys import digest, new_key
from api.errors import AccountError, LimitReached
from api.storage.database import Database
from api.storage.schema import LAST_NUMBER, AccountRow, TokenRow
from api.trail.by import By

PREFIX = "ls_"
"""By which a token is recognised where it should not be, as in a public repository."""

LONGEST_LABEL = 60

_FRESH = timedelta(minutes=1)
"""A use is noted at most this often: a request that only reads need not wait for a writer."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is known of a token; not the token itself.

    Attributes:
        id: its number.
        label: what it is for.
        created: in UTC.
        last_used: in UTC, to the minute; ``None`` if never.
    """

    id: int
    label: str
    created: datetime
    last_used: datetime | None

    @classmethod
    def of(cls, row: TokenRow) -> "Token":
        """Return the token that a row holds."""
        return cls(row.id, row.label, row.created, row.last_used)


def issue(
    database: Database, account_id: int, label: str, by: By | None = None, most: int = 0
) -> tuple[Token, str]:
    """Make a token.

    Args:
        database: where it is kept.
        account_id: in whose name it is used.
        label: what it is for, 1 to 60 characters.
        by: who makes it, for the trail.
        most: that the account may have; 0 for any number.

    Returns:
        The token, and its secret, which is shown once and kept nowhere.

    Raises:
        LimitReached: the account has as many.
        AccountError: the label is empty, too long, or has characters that cannot be seen.
    """
    label = label.strip()
    if not 1 <= len(label) <= LONGEST_LABEL or not label.isprintable():
        raise AccountError("令牌的用途写得不对", remedy=f"请用 1 到 {LONGEST_LABEL} 个字写明它给什么程序用")
    secret = PREFIX + new_key()
    row = TokenRow(digest=digest(secret), account_id=account_id, label=label, created=datetime.now(UTC))
    with database.writing() as session:
        if most:
            _refuse_more(session, account_id, most)
        session.add(row)
        session.flush()
        account = session.get_one(AccountRow, account_id)
        done(session, by, "token_issued", f"发令牌 {row.id} 号“{label}”", account, token=row.id)
        return Token.of(row), secret


def _refuse_more(session: Session, account_id: int, most: int) -> None:
    hold(session, account_id)
    had = select(func.count()).select_from(TokenRow).where(TokenRow.account_id == account_id)
    if (session.scalar(had) or 0) >= most:
        remedy = "请先收回不用的；要多发的，请管理员把 LIANSHEN_OWN_TOKENS 调大"
        raise LimitReached(f"这个账号已经有 {most} 个令牌，最多这么多", remedy=remedy)


def account_of(database: Database, secret: str) -> Account | None:
    """Return in whose name a token is used; nobody's if it is none, or if the account is disabled."""
    now = datetime.now(UTC)
    valid = (
        select(AccountRow, TokenRow)
        .join(TokenRow, TokenRow.account_id == AccountRow.id)
        .where(TokenRow.digest == digest(secret), ~AccountRow.disabled)
    )
    with database.session() as session:
        found = session.execute(valid).first()
        if found is None:
            return None
        account, token = Account.of(found[0]), Token.of(found[1])
    if token.last_used is None or now - token.last_used >= _FRESH:
        with database.writing() as session:
            session.execute(update(TokenRow).where(TokenRow.id == token.id).values(last_used=now))
    return account


def tokens_of(database: Database, account_id: int) -> tuple[Token, ...]:
    """Return the tokens of an account, in the order in which they were made."""
    of_account = select(TokenRow).where(TokenRow.account_id == account_id).order_by(TokenRow.id)
    with database.session() as session:
        return tuple(map(Token.of, session.scalars(of_account)))


def revoke(database: Database, account_id: int, token_id: int, by: By | None = None) -> None:
    """Take a token back: it is valid no longer.

    Args:
        database: where it is kept.
        account_id: whose.
        token_id: its number.
        by: who takes it back, for the trail.

    Raises:
        AccountError: the account has no such token.
    """
    its = delete(TokenRow).where(
        TokenRow.id == max(0, min(token_id, LAST_NUMBER)), TokenRow.account_id == account_id
    )
    with database.writing() as session:
        if session.scalar(its.returning(TokenRow.id)) is None:
            raise AccountError(f"没有编号是 {token_id} 的令牌", remedy="请核对编号")
        account = session.get_one(AccountRow, account_id)
        done(session, by, "token_revoked", f"收回令牌 {token_id} 号", account, token=token_id)
