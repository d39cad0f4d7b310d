"""Signing in and out, and the key that makes the first administrator."""

import re
from time import time
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field, SecretStr
from starlette.requests import Request
from starlette.responses import Response

from api.accounts import invitations, sessions
from api.accounts.accounts import Account
from api.accounts.events import at_the_door
from api.accounts.log_in import finish, half_way, log_in
from api.accounts.names import checked_display, checked_name
from api.accounts.passwords import check_password
from api.accounts.second_factor import RECOVERY_CODES, codes_left
from api.errors import AccountError, LogInDelayed, LogInRefused
from api.http.access import GuardedRoute, csrf_token, everyone
from api.http.line import line_of
from api.http.problems import SCRIPT, problem_of
from api.http.resting import note_use
from api.web.answers import go, page, refusal
from api.web.complaints import Complaints, check_repeated, complaints
from model.errors import LianshenError

router = APIRouter(route_class=GuardedRoute)

_SECOND = "/login/code"
_HALF = "half"
"""In the cookie of whoever has shown their password and not yet a code: no session, and no key of one."""
_PATIENCE = 300
"""Seconds in which the code must follow."""

_LOCAL = re.compile(r"/(?!/)[!-\[\]-~]*")
"""A path of this service: one slash, and nothing that a browser would take for another or pass over."""


class _LogIn(BaseModel):
    name: str = ""
    password: SecretStr = SecretStr("")
    after: Annotated[str, Field(alias="next")] = "/"


class _Code(BaseModel):
    code: SecretStr = SecretStr("")
    after: Annotated[str, Field(alias="next")] = "/"


class _Welcome(BaseModel):
    key: Annotated[str, Field(repr=False)] = ""
    name: str = ""
    display: str = ""
    password: SecretStr = SecretStr("")
    again: SecretStr = SecretStr("")


@router.get("/login")
@everyone
def show_log_in(request: Request, after: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Show the form; whoever is signed in already goes on at once, and a page that asks for itself stays."""
    if request.state.account:
        return Response(status_code=204) if SCRIPT in request.headers else go(request, local(after))
    return log_in_page(request, after=after)


@router.post("/login")
@everyone
def take_log_in(request: Request, form: Annotated[_LogIn, Form()]) -> Response:
    """Sign somebody in."""
    database = request.app.state.database
    try:
        account = log_in(database, form.name, form.password.get_secret_value(), line_of(request.scope))
    except (LogInRefused, LogInDelayed) as error:
        return log_in_page(request, name=form.name, after=form.after, error=error)
    if account.second_factor:
        _leave(request)
        request.session[_HALF] = [account.id, half_way(database, account.id), int(time())]
        return go(request, f"{_SECOND}?next={quote(local(form.after))}")
    _enter(request, account)
    return go(request, local(form.after))


@router.get(_SECOND)
@everyone
def show_second_step(request: Request, after: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Ask for the code of whoever has just shown their password."""
    if _half(request) is None:
        return go(request, f"/login?next={quote(local(after))}")
    return page(request, "login_code.html", after=local(after))


@router.post(_SECOND)
@everyone
def take_second_step(request: Request, form: Annotated[_Code, Form()]) -> Response:
    """Sign somebody in whose password was right just before."""
    half, state, after = _half(request), request.app.state, local(form.after)
    if half is None:
        return go(request, f"/login?next={quote(after)}", "这一步等得太久了，请重新登录。")
    number, proof = half
    code, line = form.code.get_secret_value(), line_of(request.scope)
    try:
        account = finish(state.database, state.seal, number, half=proof, code=code, address=line)
    except AccountError as error:
        wrong = {"" if isinstance(error, LogInDelayed) else "code": str(error)}
        return refusal(request, problem_of(error), "login_code.html", after=after, wrong=wrong)
    before = codes_left(state.database, account.id)
    _enter(request, account)
    return go(request, after, f"恢复码还剩 {before} 个。" if before < RECOVERY_CODES else "")


@router.post("/logout")
@everyone
def log_out(request: Request) -> Response:
    """End the session, here and in the database; over https a browser forgets what it may still hold."""
    if account := request.state.account:
        at_the_door("logged_out", "退出登录", account_id=account.id, line=line_of(request.scope))
    _leave(request)
    answer = go(request, "/login", "您已退出。")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@router.get("/welcome")
@everyone
def show_welcome(request: Request) -> Response:
    """Show the form that makes the first administrator; the key is typed there, and in no address."""
    return _welcome_page(request, _Welcome(), {})


@router.post("/welcome")
@everyone
def take_welcome(request: Request, form: Annotated[_Welcome, Form()]) -> Response:
    """Make the first administrator, and sign them in."""
    password, database = form.password.get_secret_value(), request.app.state.database
    wrong = complaints(
        {
            "key": lambda: invitations.check(database, form.key),
            "name": lambda: checked_name(form.name),
            "display": lambda: checked_display(form.display),
            "password": lambda: check_password(password, form.name),
            "again": lambda: check_repeated(password, form.again.get_secret_value()),
        }
    )
    if wrong:
        return _welcome_page(request, form, wrong)
    try:
        account = invitations.redeem(database, form.key, form.name, form.display, password)
    except AccountError as error:
        return _welcome_page(request, form, {"name": str(error)})
    _enter(request, account)
    return go(request, "/users", "管理员账号已建好，您已登录。现在可以给代表和审核人员添加账号。")


def log_in_page(
    request: Request, *, name: str = "", after: str = "/", error: LianshenError | None = None
) -> Response:
    """Return the form to sign in.

    Args:
        request: of whoever wants to.
        name: typed before; the password is never given back.
        after: where to go then.
        error: why it did not work just now.
    """
    if error is None:
        return page(request, "login.html", name=name, after=local(after))
    problem = problem_of(error)
    wrong = {"password" if isinstance(error, LogInRefused) else "": problem.detail}
    return refusal(request, problem, "login.html", name=name, after=local(after), wrong=wrong)


def local(path: str) -> str:
    """Return a path if it is one of this service, else the first page's: nobody is led elsewhere."""
    return path if _LOCAL.fullmatch(path) else "/"


def _enter(request: Request, account: Account) -> None:
    """Begin a session with nothing in it from before, which somebody else may have put there."""
    state = request.app.state
    _leave(request)
    request.session["key"] = sessions.start(state.database, account.id, state.settings.session_hours)
    note_use(request)
    csrf_token(request)


def _half(request: Request) -> tuple[int, str] | None:
    """Return whose password was right a moment ago, and the proof of it; it stands in the signed cookie."""
    half = request.session.get(_HALF)
    if not half or not 0 <= int(time()) - half[2] <= _PATIENCE:
        return None
    return half[0], half[1]


def _leave(request: Request) -> None:
    if key := request.session.get("key"):
        sessions.end(request.app.state.database, str(key))
    request.session.clear()


def _welcome_page(request: Request, form: _Welcome, wrong: Complaints) -> Response:
    status, is_open = 422 if wrong else 200, invitations.is_open(request.app.state.database)
    return page(request, "welcome.html", status if is_open else 403, form=form, wrong=wrong, is_open=is_open)
