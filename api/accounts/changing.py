"""Changing passwords: one's own, and that of somebody who forgot theirs."""

from api.accounts import attempts
from api.accounts.accounts import Account, log_out, named
from api.accounts.events import done
from api.accounts.passwords import check_password, hash_password, is_given, is_password, mark_given
from api.errors import AccountError
from api.storage.database import Database
from api.storage.schema import AccountRow
from api.trail.by import By


def change_password(database: Database, account_id: int, old: str, new: str, session_key: str = "") -> None:
    """Change one's own password; all other sessions of the account end.

    Args:
        database: where the account is.
        account_id: whose.
        old: the password so far.
        new: the new one.
        session_key: of the session that goes on; without it none does.

    Raises:
        AccountError: ``old`` is not the password, or ``new`` is too easily guessed, or the same.
        LogInDelayed: the password was tried in vain too often, here or to log in.
    """
    row = prove(database, account_id, old)
    check_password(new, row.name)
    if is_given(row.password) and old == new:
        raise AccountError("新密码和别人给的一样", remedy="请换一个只有您自己知道的")
    hashed = hash_password(new)
    with database.writing() as session:
        row = session.get_one(AccountRow, account_id)
        row.password = hashed
        log_out(session, account_id, but=session_key)
        done(session, By(row.display, account_id), "password_changed", "改了自己的密码", row)


def prove(database: Database, account_id: int, password: str) -> AccountRow:
    """Return the row of an account whose password somebody who is logged in has typed once more.

    Raises:
        AccountError: it is not the password.
        LogInDelayed: it was tried in vain too often, here or to log in.
    """
    with database.session() as session:
        row = session.get_one(AccountRow, account_id)
    by_name = attempts.of_name(row.name)  # whoever finds a browser logged in gets no more guesses either
    attempts.count(database, by_name)
    if not is_password(row.password, password):
        raise AccountError("原来的密码不对", remedy="请再输一次")
    attempts.forgive(database, by_name)
    return row


def set_password(database: Database, name: str, new: str, by: By | None = None) -> Account:
    """Give a new password to somebody who has forgotten theirs; all sessions of the account end.

    They can do nothing with it but choose their own. Whatever was tried in vain before no longer delays the
    log-in.

    Args:
        database: where the account is.
        name: by which its owner logs in.
        new: the password.
        by: who gives it, for the trail.

    Raises:
        AccountError: there is no such account, or the password is too easily guessed.
    """
    account = named(database, name)
    check_password(new, account.name)
    hashed = mark_given(hash_password(new))
    with database.writing() as session:
        row = session.get_one(AccountRow, account.id)
        row.password = hashed
        log_out(session, account.id)
        done(session, by, "password_given", "换了密码", row)
        given = Account.of(row)
    attempts.forgive(database, attempts.of_name(account.name))
    return given
