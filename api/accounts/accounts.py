"""Accounts: made, listed, disabled and enabled again. None is ever deleted: drafts name their authors."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.accounts import attempts
from api.accounts.keys import digest
from api.accounts.names import canonical, checked_display, checked_name, is_name
from api.accounts.passwords import check_password, hash_password, is_password
from api.accounts.roles import Role
from api.errors import AccountError
from api.storage.database import Database
from api.storage.schema import AccountRow, SessionRow


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
    """

    id: int
    name: str
    display: str
    role: Role
    disabled: bool
    created: datetime

    @classmethod
    def of(cls, row: AccountRow) -> "Account":
        """Return the account that a row holds."""
        return cls(row.id, row.name, row.display, row.role, row.disabled, row.created)


def add(database: Database, name: str, display: str, role: Role, password: str) -> Account:
    """Make an account.

    Raises:
        AccountError: the name is taken or cannot be one, or the password is too easily guessed.
    """
    row = new_row(name, display, role, password)
    with database.writing() as session:
        return insert(session, row)


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


def disable(database: Database, name: str) -> Account:
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
        return Account.of(row)


def enable(database: Database, name: str) -> Account:
    """Let a disabled account be used again, with the password and the tokens it had.

    Raises:
        AccountError: there is none.
    """
    with database.writing() as session:
        row = row_named(session, name)
        row.disabled = False
        return Account.of(row)


def change_password(database: Database, account_id: int, old: str, new: str, session_key: str = "") -> None:
    """Change one's own password; all other sessions of the account end.

    Args:
        database: where the account is.
        account_id: whose.
        old: the password so far.
        new: the new one.
        session_key: of the session that goes on; without it none does.

    Raises:
        AccountError: ``old`` is not the password, or ``new`` is too easily guessed.
        LogInDelayed: the password was tried in vain too often, here or to log in.
    """
    with database.session() as session:
        row = session.get_one(AccountRow, account_id)
    by_name = attempts.of_name(row.name)  # whoever finds a browser logged in gets no more guesses either
    attempts.count(database, by_name)
    if not is_password(row.password, old):
        raise AccountError("原来的密码不对", remedy="请再输一次")
    attempts.forgive(database, by_name)
    check_password(new, row.name)
    _keep_password(database, account_id, new, session_key)


def set_password(database: Database, name: str, new: str) -> Account:
    """Give a new password to somebody who has forgotten theirs; all sessions of the account end.

    Whatever was tried in vain before no longer delays the log-in.

    Raises:
        AccountError: there is no such account, or the password is too easily guessed.
    """
    account = named(database, name)
    check_password(new, account.name)
    _keep_password(database, account.id, new, session_key="")
    attempts.forgive(database, attempts.of_name(account.name))
    return account


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


def _keep_password(database: Database, account_id: int, new: str, session_key: str) -> None:
    hashed = hash_password(new)
    with database.writing() as session:
        session.get_one(AccountRow, account_id).password = hashed
        log_out(session, account_id, but=session_key)


def _refuse_the_last(session: Session) -> None:
    able = select(AccountRow.id).where(AccountRow.role == "administrator", ~AccountRow.disabled)
    if len(session.scalars(able.with_for_update()).all()) == 1:  # else two could disable each other at once
        raise AccountError("这是唯一的管理员，不能停用", remedy="请先添加另一位管理员")
