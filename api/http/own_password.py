"""Whoever signs in with a password that somebody else has chosen can do nothing but choose their own."""

from starlette.requests import Request

from api.accounts.accounts import Account
from api.errors import NotAllowed

ACCOUNT = "/account"
_WAYS = {ACCOUNT, f"{ACCOUNT}/password"}


class PasswordGiven(NotAllowed):
    """The account still has the password that somebody else has chosen."""


def refuse_given(request: Request, account: Account | None) -> None:
    """Refuse whoever has not chosen their own password, but on the page where they do.

    Raises:
        PasswordGiven: they have not.
    """
    if account and account.to_choose and request.url.path not in _WAYS:
        raise PasswordGiven("您的密码是管理员给的", remedy="请先在“我的账号”里改成自己的，再做一次")
