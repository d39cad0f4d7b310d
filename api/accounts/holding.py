"""One account adds one thing at a time, so that what it may have cannot be exceeded by pressing at once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.storage.schema import AccountRow


def hold(session: Session, account_id: int) -> None:
    """Let no other transaction that asks for it add anything for an account until this one ends.

    SQLite has one writer at a time anyway; PostgreSQL takes the row of the account.
    """
    session.execute(select(AccountRow.id).where(AccountRow.id == account_id).with_for_update(key_share=True))
