"""What is wrong with a form, by field, so that the page can say all of it at once, where it belongs."""

from collections.abc import Callable
from typing import Any

from api.errors import AccountError

Complaints = dict[str, str]
"""What is wrong, by the ``id`` of the field; in the order of the fields."""


def complaints(checks: dict[str, Callable[[], Any]]) -> Complaints:
    """Return what is wrong.

    Args:
        checks: by field, what raises an ``AccountError`` when the field will not do.
    """
    found: Complaints = {}
    for field, check in checks.items():
        try:
            check()
        except AccountError as error:
            found[field] = str(error)
    return found


def check_repeated(password: str, again: str) -> None:
    """Refuse a password that was not typed twice alike.

    Raises:
        AccountError: the two differ.
    """
    if password != again:
        raise AccountError("两次输入的密码不一样", remedy="请再输一次")
