"""The key by which whoever starts the service for the first time becomes its first administrator."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, exists, select

from api.accounts.accounts import Account, insert, new_row
from api.accounts.events import done
from api.accounts.keys import copied, digest, legible_key
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
    key = legible_key()
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
    check(database, key)
    row = new_row(name, display, "administrator", password)
    with database.writing() as session:
        its = delete(InvitationRow).where(InvitationRow.digest == digest(copied(key)))
        if session.scalar(its.returning(InvitationRow.digest)) is None:  # somebody was faster
            raise _not_valid()
        made = insert(session, row)
        by, told = By(made.display, made.id), "用一次性钥匙建立管理员账号"
        done(session, by, "account_added", told, row, role=row.role)
        return made


def is_valid(database: Database, key: str) -> bool:
    """Return whether a key can still make the first administrator."""
    its = InvitationRow.digest == digest(copied(key))
    valid = exists().where(its, InvitationRow.ends > datetime.now(UTC))
    with database.session() as session:
        return bool(session.scalar(select(valid))) and not session.scalar(_AN_ADMINISTRATOR)


def is_open(database: Database) -> bool:
    """Return whether there is no administrator yet, so that somebody can become the first."""
    with database.session() as session:
        return not session.scalar(_AN_ADMINISTRATOR)


def check(database: Database, key: str) -> None:
    """Refuse a key that cannot make the first administrator.

    Raises:
        AccountError: it is not valid, or no longer.
    """
    if not is_valid(database, key):
        raise _not_valid()


def _not_valid() -> AccountError:
    return AccountError(
        "钥匙不对，或者过期了", remedy="请照 lianshen serve 打印的再输一次；过期了，重新启动就有新的"
    )
