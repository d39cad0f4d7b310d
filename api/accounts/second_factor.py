"""The second factor: an authenticator app's code, or one of the recovery codes, beside the password.

The key that the app shares is kept sealed, for backups hold the database. It is on trial, in the form of its
owner's browser alone, until they have typed a code that comes from it.
"""

import unicodedata
from dataclasses import dataclass, field

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.accounts import attempts, totp
from api.accounts.accounts import Account, log_out, row_named
from api.accounts.events import done
from api.accounts.keys import copied, digest, legible_key
from api.accounts.passwords import is_password
from api.errors import AccountError, LogInRefused
from api.sealing import Seal
from api.storage.database import Database
from api.storage.schema import AccountRow, RecoveryRow
from api.trail.by import By

RECOVERY_CODES = 10


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody who is signed in types once more, before their second factor is changed.

    Attributes:
        password: theirs.
        code: of the app, or a recovery code.
    """

    password: str = field(repr=False)
    code: str = field(repr=False)


def on_trial(seal: Seal, account_id: int, sealed: str = "") -> tuple[str, str]:
    """Return a key for an app, and the same sealed.

    Args:
        seal: of the service.
        account_id: of whoever is to have it.
        sealed: what was returned before, so that the app need not read another; else a key is made.
    """
    before = seal.opened(sealed, _about(account_id))
    if before is not None:
        return before, sealed
    secret = totp.new_secret()
    return secret, seal.shut(secret, _about(account_id))


def add(  # noqa: PLR0913 - what its owner has typed, and what goes on
    database: Database,
    seal: Seal,
    account_id: int,
    proof: Proof,
    *,
    sealed: str,
    session_key: str = "",
) -> tuple[str, ...]:
    """Give an account a second factor; all other sessions of the account end.

    Args:
        database: where the account is.
        seal: of the service.
        account_id: whose.
        proof: the password, and the code that the app shows for the key on trial.
        sealed: that key, see :func:`on_trial`.
        session_key: of the session that goes on.

    Returns:
        The recovery codes, which are shown once.

    Raises:
        LogInRefused: the password is wrong.
        AccountError: the code is wrong, or the account has a second factor already.
        LogInDelayed: the password was tried in vain too often.
    """
    _count_and_check(database, account_id, proof.password)
    secret = seal.opened(sealed, _about(account_id))
    step = totp.step_of(secret, _digits(proof.code), 0) if secret else None
    if step is None:
        raise AccountError("验证码不对", remedy="请看手机上现在显示的六位数字，再输一次；手机的时间要准")
    codes = tuple(legible_key() for _ in range(RECOVERY_CODES))
    with database.writing() as session:
        row = _locked(session, account_id)
        if row.second_factor is not None:
            raise AccountError("两步验证已经开了", remedy="要换一部手机，请先关掉再开")
        row.second_factor, row.second_step = sealed, step
        session.add_all(RecoveryRow(digest=digest(each), account_id=account_id) for each in codes)
        log_out(session, account_id, but=session_key)
        done(session, By(row.display, account_id), "second_factor_added", "开了两步验证", row)
        attempts_of = attempts.of_name(row.name)
    attempts.forgive(database, attempts_of)
    return codes


def take_off(database: Database, seal: Seal, account_id: int, proof: Proof, *, session_key: str = "") -> None:
    """Take one's own second factor off, by the password and a code; all other sessions of the account end.

    Args:
        database: where the account is.
        seal: of the service.
        account_id: whose.
        proof: the password, and a code of the app or a recovery code.
        session_key: of the session that goes on.

    Raises:
        LogInRefused: the password is wrong.
        AccountError: the code is wrong or used up.
        LogInDelayed: one of them was tried in vain too often.
    """
    row = _count_and_check(database, account_id, proof.password)
    if not is_taken(database, seal, account_id, proof.code):
        raise AccountError("验证码不对，或者已经用过", remedy="请等手机上换了下一个再输，或输一个恢复码")
    attempts.forgive(database, attempts.of_name(row.name))
    with database.writing() as session:
        row = _locked(session, account_id)
        _remove(session, row, By(row.display, account_id), session_key)


def remove(database: Database, name: str, by: By | None = None) -> Account:
    """Take somebody's second factor off, whose telephone is lost; all sessions of the account end.

    Args:
        database: where the account is.
        name: by which its owner logs in.
        by: who does it, for the trail.

    Raises:
        AccountError: there is no such account, or it has no second factor.
    """
    with database.writing() as session:
        row = row_named(session, name)
        if row.second_factor is None:
            raise AccountError(f"账号 {row.name} 没有开两步验证", remedy="不用去掉")
        _remove(session, row, by, "")
        return Account.of(row)


def is_taken(database: Database, seal: Seal, account_id: int, typed: str) -> bool:
    """Return whether what was typed is a code of the account, which is used up by that.

    Args:
        database: where the account is.
        seal: of the service.
        account_id: whose.
        typed: a code of the app, or a recovery code, with or without blanks.

    Raises:
        AccountError: the key of the app cannot be opened, for the key of the service is another now.
    """
    with database.writing() as session:
        row = _locked(session, account_id)
        if row.second_factor is None:
            return False
        code = _digits(typed)
        if len(code) != totp.DIGITS or not code.isdigit():
            return _is_recovery(session, row, typed)
        secret = seal.opened(row.second_factor, _about(account_id))
        if secret is None:
            raise AccountError(
                "两步验证的密钥读不出来：服务的密钥文件换过了",
                remedy="请输一个恢复码，或请管理员去掉您的两步验证",
            )
        step = totp.step_of(secret, code, row.second_step or 0)
        if step is None:
            return False
        row.second_step = step
        if not seal.is_of_today(row.second_factor, _about(account_id)):
            row.second_factor = seal.shut(secret, _about(account_id))
        return True


def codes_left(database: Database, account_id: int) -> int:
    """Return how many recovery codes of an account are left."""
    with database.session() as session:
        asked = select(func.count()).select_from(RecoveryRow).where(RecoveryRow.account_id == account_id)
        return session.scalar(asked) or 0


def unreadable(database: Database, seal: Seal) -> tuple[int, int]:
    """Return how many accounts have a second factor, and of how many the key cannot be opened."""
    with database.session() as session:
        asked = select(AccountRow.id, AccountRow.second_factor).where(AccountRow.second_factor.is_not(None))
        opened = [seal.opened(sealed or "", _about(number)) for number, sealed in session.execute(asked)]
    return len(opened), opened.count(None)


def _is_recovery(session: Session, row: AccountRow, typed: str) -> bool:
    its = delete(RecoveryRow).where(
        RecoveryRow.digest == digest(copied(typed)), RecoveryRow.account_id == row.id
    )
    if session.scalar(its.returning(RecoveryRow.digest)) is None:
        return False
    done(session, By(row.display, row.id), "recovery_code_used", "用掉一个恢复码", row)
    return True


def _remove(session: Session, row: AccountRow, by: By | None, session_key: str) -> None:
    row.second_factor = row.second_step = None
    session.execute(delete(RecoveryRow).where(RecoveryRow.account_id == row.id))
    log_out(session, row.id, but=session_key)
    done(session, by, "second_factor_removed", "去掉两步验证", row)


def _count_and_check(database: Database, account_id: int, password: str) -> AccountRow:
    """Count an attempt, which is for the caller to forgive, and look at the password.

    It is not forgiven here: whoever knows the password would get as many guesses of codes as they like.
    """
    with database.session() as session:
        row = session.get_one(AccountRow, account_id)
    attempts.count(database, attempts.of_name(row.name))
    if not is_password(row.password, password):
        raise LogInRefused("密码不对", remedy="请再输一次")
    return row


def _locked(session: Session, account_id: int) -> AccountRow:
    """Return the row of an account, which no other transaction changes until this one ends."""
    return session.get_one(AccountRow, account_id, with_for_update=True)


def _digits(typed: str) -> str:
    """Return a code without blanks, which apps show in the middle, and its digits narrow."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _about(account_id: int) -> str:
    return f"second factor of {account_id}"
