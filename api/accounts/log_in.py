"""Logging in with name and password."""

from sqlalchemy import update

from api.accounts import attempts
from api.accounts.accounts import Account, find_row
from api.accounts.events import at_the_door
from api.accounts.passwords import hash_password, is_outdated, is_password
from api.errors import LogInDelayed, LogInRefused
from api.storage.database import Database
from api.storage.schema import AccountRow


def log_in(database: Database, name: str, password: str, address: str) -> Account:
    """Return whose name and password these are.

    Args:
        database: where the accounts are.
        name: as typed.
        password: as typed.
        address: of the network, from which it is tried; of IPv6 only the part that tells one line from
            another (:func:`api.http.rate.line_of`).

    Raises:
        LogInRefused: they are nobody's, which of the two is wrong is not said and takes equally long; or the
            account is disabled, which is said only to whoever knows the password.
        LogInDelayed: the name was tried in vain too often, or too much was tried from the address.
    """
    by_name, by_address = attempts.of_name(name), attempts.of_address(address)
    try:
        attempts.count(database, by_name, by_address)
    except LogInDelayed:
        at_the_door("log_in_delayed", "登录失败太多次，还没到再试的时候", line=address)
        raise
    with database.session() as session:
        row = find_row(session, name)
    if not is_password(row.password if row else None, password) or row is None:
        about = row.id if row else None
        at_the_door("log_in_refused", "登录名或密码不对", account_id=about, line=address)
        raise LogInRefused("登录名或密码不对", remedy="请核对以后再试；忘了密码请与管理员联系")
    attempts.forgive(database, by_name, by_address)
    if row.disabled:
        at_the_door("log_in_disabled", "停用的账号想登录", account_id=row.id, line=address)
        raise LogInRefused("这个账号已经停用", remedy="请与管理员联系")
    if is_outdated(row.password):
        _keep_anew(database, row, password)
    at_the_door("logged_in", "用密码登录", account_id=row.id, line=address)
    return Account.of(row)


def _keep_anew(database: Database, row: AccountRow, password: str) -> None:
    """Keep the password with today's parameters, unless it has been changed in the meantime."""
    unchanged = update(AccountRow).where(AccountRow.id == row.id, AccountRow.password == row.password)
    anew = hash_password(password)
    with database.writing() as session:
        session.execute(unchanged.values(password=anew))
