"""Logging in: with name and password, then with a code where the account has a second factor."""

from sqlalchemy import update

from api.accounts import attempts, second_factor
from api.accounts.accounts import Account, find_row
from api.accounts.attempts import Subject
from api.accounts.events import at_the_door
from api.accounts.keys import digest
from api.accounts.passwords import GIVEN_DAYS, hash_password, is_outdated, is_password, is_too_old
from api.errors import LogInDelayed, LogInRefused
from api.sealing import Seal
from api.storage.database import Database
from api.storage.schema import AccountRow


def log_in(database: Database, name: str, password: str, address: str) -> Account:
    """Return whose name and password these are; where it has a second factor, nobody is logged in yet.

    Args:
        database: where the accounts are.
        name: as typed.
        password: as typed.
        address: of the network, from which it is tried; of IPv6 only the part that tells one line from
            another (:func:`api.http.line.line_of`).

    Raises:
        LogInRefused: they are nobody's, which of the two is wrong is not said and takes equally long; or the
            account is disabled, or its password was given long ago and never replaced, which is said only to
            whoever knows the password.
        LogInDelayed: the name was tried in vain too often, or too much was tried from the address.
    """
    by_name, by_address = _counted(database, name, address)
    with database.session() as session:
        row = find_row(session, name)
    if not is_password(row.password if row else None, password) or row is None:
        about = row.id if row else None
        at_the_door("log_in_refused", "登录名或密码不对", account_id=about, line=address)
        raise LogInRefused("登录名或密码不对", remedy="请核对以后再试；忘了密码请与管理员联系")
    if row.second_factor is None:
        attempts.forgive(database, by_name, by_address)
    else:  # what codes were tried in vain counts on, else the password would buy new guesses
        attempts.take_back(database, by_name, by_address)
    if row.disabled:
        at_the_door("log_in_disabled", "停用的账号想登录", account_id=row.id, line=address)
        raise LogInRefused("这个账号已经停用", remedy="请与管理员联系")
    if is_too_old(row.password):
        at_the_door("log_in_refused", "别人给的密码过期了", account_id=row.id, line=address)
        raise LogInRefused(
            f"这个密码是别人给的，{GIVEN_DAYS} 天里没有改成自己的，已经作废", remedy="请管理员再给一个"
        )
    if is_outdated(row.password):
        _keep_anew(database, row, password)
    if row.second_factor is None:
        at_the_door("logged_in", "用密码登录", account_id=row.id, line=address)
    return Account.of(row)


def half_way(database: Database, account_id: int) -> str:
    """Return what tells, as long as the password is the same, that somebody has just shown it."""
    with database.session() as session:
        return digest(session.get_one(AccountRow, account_id).password)


def finish(  # noqa: PLR0913 - what was shown, and what it is held against
    database: Database, seal: Seal, account_id: int, *, half: str, code: str, address: str
) -> Account:
    """Return whose password and code these are.

    Args:
        database: where the accounts are.
        seal: by which the keys of authenticator apps are sealed.
        account_id: whose password was right just before.
        half: what :func:`half_way` returned then.
        code: as typed.
        address: as for :func:`log_in`.

    Raises:
        LogInRefused: the code is wrong or used up; or the password is another now, or the account disabled.
        AccountError: the key of the app cannot be opened, see :func:`api.accounts.second_factor.is_taken`.
        LogInDelayed: too much was tried in vain.
    """
    with database.session() as session:
        row = session.get_one(AccountRow, account_id)
    by_name, by_address = _counted(database, row.name, address)
    if row.disabled or digest(row.password) != half:
        raise LogInRefused("这次登录作废了", remedy="请从登录名和密码重新开始")
    if not second_factor.is_taken(database, seal, account_id, code):
        at_the_door("code_refused", "登录的验证码不对", account_id=row.id, line=address)
        raise LogInRefused("验证码不对，或者已经用过", remedy="请等手机上换了下一个再输，或输一个恢复码")
    attempts.forgive(database, by_name, by_address)
    at_the_door("logged_in", "用密码和验证码登录", account_id=row.id, line=address)
    return Account.of(row)


def _counted(database: Database, name: str, address: str) -> tuple[Subject, Subject]:
    """Count an attempt as failed, and return for whom; the right one is forgiven afterwards."""
    counted = attempts.of_name(name), attempts.of_address(address)
    try:
        attempts.count(database, *counted)
    except LogInDelayed:
        at_the_door("log_in_delayed", "登录失败太多次，还没到再试的时候", line=address)
        raise
    return counted


def _keep_anew(database: Database, row: AccountRow, password: str) -> None:
    """Keep the password with today's parameters, unless it has been changed in the meantime."""
    unchanged = update(AccountRow).where(AccountRow.id == row.id, AccountRow.password == row.password)
    anew = hash_password(password)
    with database.writing() as session:
        session.execute(unchanged.values(password=anew))
