"""Whoever must sign in by two factors and has but one can do nothing but add the other."""

from starlette.requests import Request

from api.accounts.accounts import Account
from api.errors import NotAllowed

SECOND_FACTOR = "/account/second-factor"


class SecondFactorMissing(NotAllowed):
    """The settings want a second factor of the account, which has none yet."""


def refuse_one_factor(request: Request, account: Account | None) -> None:
    """Refuse whoever must have a second factor and has none, but on the page where they add it.

    Who has to choose their own password does that first, see :mod:`api.http.own_password`.

    Raises:
        SecondFactorMissing: they have none.
    """
    if not account or account.second_factor or account.to_choose or request.url.path == SECOND_FACTOR:
        return
    if request.app.state.settings.wants_second_factor(account.role):
        raise SecondFactorMissing("您的账号必须用两步验证", remedy="请先在“两步验证”一页里开好，再做一次")
