"""Accounts: made, listed, disabled and enabled again. None is ever deleted: drafts name their authors."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.accounts.events import done
from api.accounts.keys import digest
from api.accounts.names import canonical, checked_display, checked_name, is_name
from api.accounts.passwords import check_password, hash_password, is_given, mark_given
from api.accounts.roles import ROLE_NAMES, Role
from api.errors import AccountError
from api.storage.database import Database
from api.storage.schema import AccountRow, SessionRow
from api.trail.by import By


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may use the service.

    Attributes:
        id: its number.
        name: by which one logs in; small letters.
        display: the name shown to others.
        role: what it may do.
        disabled: it can no longer be used.
        created: in UTC.
        to_choose: its password was chosen by somebody else; its owner can do nothing but choose their own.
        second_factor: it is signed in to with a code, too.
    """

    id: int
    name: str
    display: str
    role: Role
    disabled: bool
    created: datetime
    to_choose: bool = False
    second_factor: bool = False

    @classmethod
    def of(cls, row: AccountRow) -> "Account":
        """Return the account that a row holds."""
        about = (row.id, row.name, row.display, row.role, row.disabled, row.created)
        return cls(*about, to_choose=is_given(row.password), second_factor=row.second_factor is not None)


def add(  # noqa: PLR0913 - the columns of its row
    database: Database,
    name: str,
    display: str,
    role: Role,
    password: str,
    *,
    by: By | None = None,
    given: bool = False,
) -> Account:
    """Make an account.

    Args:
        database: where it is kept.
        name: by which one logs in.
        display: the name shown to others.
        role: what it may do.
        password: the first one.
        by: who makes it, for the trail.
        given: whether the password was chosen by somebody else than its owner, who must then choose another.

    Raises:
        AccountError: the name is taken or cannot be one, or the password is too easily guessed.
    """
    row = new_row(name, display, role, password)
    if given:
        row.password = mark_given(row.password)
    with database.writing() as session:
        made = insert(session, row)
        done(session, by, "account_added", f"添加{ROLE_NAMES[role]}账号", row, role=role)
        return made


def new_row(name: str, display: str, role: Role, password: str) -> AccountRow:
    """Return the row of a new account, its password hashed outside of any transaction, for it takes long.

    Raises:
        AccountError: the name cannot be one, or the password is too easily guessed.
    """
    name, display = checked_name(name), checked_display(display)
    check_password(password, name)
    return AccountRow(
        name=name,
        display=display,
        role=role,
        password=hash_password(password),
        disabled=False,
        created=datetime.now(UTC),
    )


def insert(session: Session, row: AccountRow) -> Account:
    """Put a new account into the database.

    Raises:
        AccountError: the name is taken.
    """
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise AccountError(f"登录名“{row.name}”已经有人用了", remedy="请换一个") from error
    return Account.of(row)


def everyone(database: Database) -> tuple[Account, ...]:
    """Return all accounts, in the order in which they were made."""
    with database.session() as session:
        return tuple(map(Account.of, session.scalars(select(AccountRow).order_by(AccountRow.id))))


def named(database: Database, name: str) -> Account:
    """Return the account of a log-in name, however it is spelt.

    Raises:
        AccountError: there is none.
    """
    with database.session() as session:
        return Account.of(row_named(session, name))


def disable(database: Database, name: str, by: By | None = None) -> Account:
    """Keep an account from being used; whoever is logged in with it is logged out.

    Raises:
        AccountError: there is none, or it is the only administrator left.
    """
    with database.writing() as session:
        row = row_named(session, name)
        if row.role == "administrator" and not row.disabled:
            _refuse_the_last(session)
        row.disabled = True
        log_out(session, row.id)
        done(session, by, "account_disabled", "停用账号", row)
        return Account.of(row)


def enable(database: Database, name: str, by: By | None = None) -> Account:
    """Let a disabled account be used again, with the password and the tokens it had.

    Raises:
        AccountError: there is none.
    """
    with database.writing() as session:
        row = row_named(session, name)
        row.disabled = False
        done(session, by, "account_enabled", "启用账号", row)
        return Account.of(row)


def end_sessions(database: Database, name: str, by: By | None = None, but: str = "") -> Account:
    """End all sessions of an account, but the one with the key ``but``.

    Raises:
        AccountError: there is no such account.
    """
    with database.writing() as session:
        row = row_named(session, name)
        log_out(session, row.id, but=but)
        done(session, by, "sessions_ended", "让账号在各处退出登录", row)
        return Account.of(row)


def row_named(session: Session, name: str) -> AccountRow:
    """Return the row of a log-in name, however it is spelt.

    Raises:
        AccountError: there is none.
    """
    row = find_row(session, name)
    if row is None:
        raise AccountError(f"没有登录名是“{name}”的账号", remedy="请核对登录名")
    return row


def find_row(session: Session, name: str) -> AccountRow | None:
    """Return the row of a log-in name, however it is spelt, if there is one."""
    kept = canonical(name)
    if not is_name(kept):  # PostgreSQL would not even take some of these
        return None
    return session.scalar(select(AccountRow).where(AccountRow.name == kept))


def log_out(session: Session, account_id: int, but: str = "") -> None:
    """End the sessions of an account, but the one with the key ``but``."""
    session.execute(
        delete(SessionRow).where(SessionRow.account_id == account_id, SessionRow.digest != digest(but))
    )


def _refuse_the_last(session: Session) -> None:
    able = select(AccountRow.id).where(AccountRow.role == "administrator", ~AccountRow.disabled)
    if len(session.scalars(able.with_for_update()).all()) == 1:  # else two could disable each other at once
        raise AccountError("这是唯一的管理员，不能停用", remedy="请先添加另一位管理员")
