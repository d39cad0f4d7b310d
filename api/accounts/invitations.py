"""The link by which whoever starts the service for the first time becomes its first administrator."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, exists, select

from api.accounts.accounts import Account, insert, new_row
from api.accounts.events import done
from api.accounts.keys import digest, new_key
from api.errors import AccountError
from api.storage.database import Database
from api.storage.schema import AccountRow, InvitationRow
from api.trail.by import By

_AN_ADMINISTRATOR = select(exists().where(AccountRow.role == "administrator"))


def invite_first(database: Database, hours: float) -> str | None:
    """Return a key that makes the first administrator; one given out before is valid no longer.

    Args:
        database: where it is kept.
        hours: how long it is valid.

    Returns:
        The key; ``None`` once there is an administrator, even a disabled one.
    """
    key = new_key()
    with database.writing() as session:
        if session.scalar(_AN_ADMINISTRATOR):
            return None
        session.execute(delete(InvitationRow))
        session.add(InvitationRow(digest=digest(key), ends=datetime.now(UTC) + timedelta(hours=hours)))
    return key


def redeem(database: Database, key: str, name: str, display: str, password: str) -> Account:
    """Make the first administrator; after a refused name or password the key is still valid.

    Raises:
        AccountError: the key is not valid, or no longer; or the name or the password will not do.
    """
    _refuse_invalid(database, key)
    row = new_row(name, display, "administrator", password)
    with database.writing() as session:
        its = delete(InvitationRow).where(InvitationRow.digest == digest(key))
        if session.scalar(its.returning(InvitationRow.digest)) is None:  # somebody was faster
            raise _not_valid()
        made = insert(session, row)
        by, told = By(made.display, made.id), "用一次性链接建立管理员账号"
        done(session, by, "account_added", told, row, role=row.role)
        return made


def is_valid(database: Database, key: str) -> bool:
    """Return whether a key can still make the first administrator."""
    valid = exists().where(InvitationRow.digest == digest(key), InvitationRow.ends > datetime.now(UTC))
    with database.session() as session:
        return bool(session.scalar(select(valid))) and not session.scalar(_AN_ADMINISTRATOR)


def _refuse_invalid(database: Database, key: str) -> None:
    if not is_valid(database, key):
        raise _not_valid()


def _not_valid() -> AccountError:
    return AccountError("这个链接用过了或过期了", remedy="请重新启动 lianshen serve，用新打印的链接")
