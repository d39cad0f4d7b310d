"""Accounts for tests."""

from api.accounts.accounts import Account, add
from api.accounts.roles import Role
from api.storage.database import Database

PASSWORD = "东门小学 红绿灯 2026"  # noqa: S105 - of accounts that live as long as a test


def made(database: Database, name: str = "zhang.san", role: Role = "deputy") -> Account:
    """Make an account with ``PASSWORD``."""
    return add(database, name, "张三", role, PASSWORD)
