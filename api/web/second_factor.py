"""The page of one's own second factor: added with an authenticator app, and taken off again."""

from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, SecretStr
from starlette.requests import Request
from starlette.responses import Response

from api.accounts import second_factor, totp
from api.accounts.second_factor import Proof
from api.errors import AccountError, LogInRefused
from api.http.access import GuardedRoute, anybody_signed_in, signed_in
from api.http.resting import renew_key
from api.http.two_factors import SECOND_FACTOR
from api.web.answers import go, page
from api.web.codes import picture
from api.web.complaints import Complaints

router = APIRouter(route_class=GuardedRoute)

_GROUP = 4


class _Proof(BaseModel):
    password: SecretStr = SecretStr("")
    code: SecretStr = SecretStr("")
    sealed: str = ""

    @property
    def typed(self) -> Proof:
        return Proof(self.password.get_secret_value(), self.code.get_secret_value())


@router.get(SECOND_FACTOR)
@anybody_signed_in
def show(request: Request) -> Response:
    """Show how it stands: the picture for the app where there is none yet, else the form to take it off."""
    return _page(request, {})


@router.post(SECOND_FACTOR)
@anybody_signed_in
def add(request: Request, form: Annotated[_Proof, Form()]) -> Response:
    """Add a second factor, and show the recovery codes.

    The answer is the page itself, for they can be shown only now.
    """
    state, key = request.app.state, str(request.session["key"])
    try:
        codes = second_factor.add(
            state.database, state.seal, signed_in(request).id, form.typed, sealed=form.sealed, session_key=key
        )
    except AccountError as error:
        return _page(request, _complaint(error), form.sealed)
    renew_key(request)
    return page(request, "recovery_codes.html", codes=codes)


@router.post(f"{SECOND_FACTOR}/off")
@anybody_signed_in
def take_off(request: Request, form: Annotated[_Proof, Form()]) -> Response:
    """Take one's own second factor off."""
    state, key = request.app.state, str(request.session["key"])
    try:
        second_factor.take_off(state.database, state.seal, signed_in(request).id, form.typed, session_key=key)
    except AccountError as error:
        return _page(request, _complaint(error))
    renew_key(request)
    return go(request, "/account", "两步验证已关掉。在别处登录的都已退出。")


def _complaint(error: AccountError) -> Complaints:
    return {"password" if isinstance(error, LogInRefused) else "code": str(error)}


def _page(request: Request, wrong: Complaints, sealed: str = "") -> Response:
    account, state = signed_in(request), request.app.state
    secret = shown = ""
    if not account.second_factor:
        secret, sealed = second_factor.on_trial(state.seal, account.id, sealed)
        shown = " ".join(secret[start : start + _GROUP] for start in range(0, len(secret), _GROUP))
    return page(
        request,
        "second_factor.html",
        422 if wrong else 200,
        wrong=wrong,
        sealed=sealed,
        secret=shown,
        picture=picture(totp.address(secret, account.name)) if secret else None,
        left=second_factor.codes_left(state.database, account.id),
        wanted=state.settings.wants_second_factor(account.role),
    )
