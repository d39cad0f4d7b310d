"""One's own account, and everybody's for administrators."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form
from pydantic import BaseModel, SecretStr
from starlette.requests import Request
from starlette.responses import Response

from api.accounts import accounts, changing, second_factor, sessions, tokens
from api.accounts.keys import legible_key
from api.accounts.names import checked_display, checked_name
from api.accounts.passwords import GIVEN_DAYS, check_password
from api.accounts.roles import ROLE_NAMES, Role
from api.errors import AccountError
from api.http.access import GuardedRoute, anybody_signed_in, only, signed_in
from api.http.answered import note_kind
from api.http.problems import problem_of
from api.http.resting import renew_key
from api.storage.database import Database
from api.trail.by import By
from api.web.answers import go, page
from api.web.complaints import Complaints, check_repeated, complaints

router = APIRouter(route_class=GuardedRoute)


class _Passwords(BaseModel):
    old: SecretStr = SecretStr("")
    new: SecretStr = SecretStr("")
    again: SecretStr = SecretStr("")


class _Proof(BaseModel):
    password: SecretStr = SecretStr("")


class _Added(BaseModel):
    name: str = ""
    display: str = ""
    role: Role = "deputy"
    password: SecretStr = SecretStr("")


@router.get("/account")
@anybody_signed_in
def show_account(request: Request) -> Response:
    """Show whose account it is, with the forms for its password and its tokens."""
    return _account_page(request, {})


@router.post("/account/password")
@anybody_signed_in
def change_password(request: Request, form: Annotated[_Passwords, Form()]) -> Response:
    """Change one's own password; this session goes on, all others end."""
    new, again = form.new.get_secret_value(), form.again.get_secret_value()
    account = signed_in(request)
    wrong = complaints(
        {
            "new": lambda: check_password(new, account.name),
            "again": lambda: check_repeated(new, again),
        }
    )
    if not wrong:
        old, key = form.old.get_secret_value(), str(request.session["key"])
        wrong = complaints(
            {"old": lambda: changing.change_password(_database(request), account.id, old, new, key)}
        )
    if wrong:
        return _account_page(request, wrong)
    renew_key(request)
    return go(request, "/account", "密码已改好。在别处登录的都已退出，请用新密码重新登录。")


@router.post("/account/sessions/end")
@anybody_signed_in
def end_other_sessions(request: Request, form: Annotated[_Proof, Form()]) -> Response:
    """End one's own sessions elsewhere; whoever finds a browser signed in does not know the password."""
    account, database = signed_in(request), _database(request)
    password = form.password.get_secret_value()
    wrong = complaints({"password": lambda: changing.prove(database, account.id, password)})
    if wrong:
        return _account_page(request, wrong)
    accounts.end_sessions(database, account.name, _by(request), but=str(request.session["key"]))
    renew_key(request)
    return go(request, "/account", "在别处登录的都已退出。")


@router.post("/account/tokens")
@anybody_signed_in
def issue_token(request: Request, label: Annotated[str, Form()] = "") -> Response:
    """Make a token and show it.

    This is the one form that is answered by a page itself: the secret can be shown only now, and sending the
    browser on would mean to keep it somewhere. Whoever loads the page again is asked by the browser first.
    """
    try:
        most = request.app.state.settings.own_tokens
        token, secret = tokens.issue(_database(request), signed_in(request).id, label, _by(request), most)
    except AccountError as error:
        problem = problem_of(error)
        note_kind(request.scope, problem.kind)
        return _account_page(request, {"label": str(error)}, label=label, status=problem.status)
    return _account_page(request, {}, issued=(token.label, secret))


@router.post("/account/tokens/revoke")
@anybody_signed_in
def revoke_token(request: Request, token: Annotated[int, Form()] = 0) -> Response:
    """Take a token back; one that is no longer there is as it should be."""
    with suppress(AccountError):
        tokens.revoke(_database(request), signed_in(request).id, token, _by(request))
    return go(request, "/account", "令牌已收回，用它的程序不能再调用了。")


@router.get("/users")
@only("administrator")
def show_users(request: Request) -> Response:
    """Show all accounts, and the form to add one."""
    return _users_page(request, _Added(), {})


@router.post("/users")
@only("administrator")
def add_user(request: Request, form: Annotated[_Added, Form()]) -> Response:
    """Add an account."""
    password = form.password.get_secret_value()
    wrong = complaints(
        {
            "name": lambda: checked_name(form.name),
            "display": lambda: checked_display(form.display),
            "password": lambda: check_password(password, form.name),
        }
    )
    if wrong:
        return _users_page(request, form, wrong)
    try:
        who = (form.name, form.display, form.role, password)
        added = accounts.add(_database(request), *who, by=_by(request), given=True)
    except AccountError as error:
        return _users_page(request, form, {"name": str(error)})
    said = f"已添加{ROLE_NAMES[added.role]}“{added.display}”，登录名 {added.name}。"
    said += f"请把登录名和密码交给本人；本人要在 {GIVEN_DAYS} 天里登录，先改成自己的密码。"
    return go(request, "/users", said)


@router.post("/users/disable")
@only("administrator")
def disable_user(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """Keep an account from being used."""
    try:
        disabled = accounts.disable(_database(request), name, _by(request))
    except AccountError as error:
        return _users_page(request, _Added(), {"": str(error)})
    return go(request, "/users", f"已停用“{disabled.display}”的账号，交过的草稿还在。")


@router.post("/users/enable")
@only("administrator")
def enable_user(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """Let an account be used again."""
    try:
        enabled = accounts.enable(_database(request), name, _by(request))
    except AccountError as error:
        return _users_page(request, _Added(), {"": str(error)})
    return go(request, "/users", f"“{enabled.display}”的账号又可以用了，密码还是原来的。")


@router.post("/users/sessions/end")
@only("administrator")
def end_sessions(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """End all sessions of somebody else, as of a lost computer."""
    try:
        account = _of_another(request, name, "请在“我的账号”里让别处的登录退出")
        accounts.end_sessions(_database(request), account.name, _by(request))
    except AccountError as error:
        return _users_page(request, _Added(), {"": str(error)})
    return go(request, "/users", f"“{account.display}”在各处的登录都已退出，密码和令牌照旧。")


@router.post("/users/password")
@only("administrator")
def renew_password(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """Give somebody who forgot theirs a new password, and show it.

    The answer is the page itself, for the reason given at :func:`issue_token`.
    """
    try:
        account = _of_another(request, name)
        password = legible_key()
        changing.set_password(_database(request), account.name, password, _by(request))
    except AccountError as error:
        return _users_page(request, _Added(), {"": str(error)})
    return _users_page(request, _Added(), {}, renewed=(account, password))


@router.post("/users/second-factor")
@only("administrator")
def remove_second_factor(request: Request, name: Annotated[str, Form()] = "") -> Response:
    """Take the second factor off somebody else's account, whose telephone is lost."""
    try:
        account = _of_another(request, name, "请在“我的账号”里关掉")
        second_factor.remove(_database(request), account.name, _by(request))
    except AccountError as error:
        return _users_page(request, _Added(), {"": str(error)})
    return go(request, "/users", f"“{account.display}”的两步验证已去掉，在各处的登录都已退出，密码照旧。")


def _of_another(request: Request, name: str, remedy: str = "请在“我的账号”里改密码") -> accounts.Account:
    """Return the account of somebody else.

    Raises:
        AccountError: there is none, or it is one's own.
    """
    account = accounts.named(_database(request), name)
    if account.id == signed_in(request).id:
        raise AccountError("这是您自己的账号", remedy=remedy)
    return account


def _by(request: Request) -> By:
    account = signed_in(request)
    return By(account.display, account.id)


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _account_page(
    request: Request,
    wrong: Complaints,
    *,
    label: str = "",
    issued: tuple[str, str] | None = None,
    status: int = 422,
) -> Response:
    return page(
        request,
        "account.html",
        status if wrong else 200,
        wrong=wrong,
        label=label,
        issued=issued,
        going=sessions.sessions_of(_database(request), signed_in(request).id, str(request.session["key"])),
        tokens=tokens.tokens_of(_database(request), signed_in(request).id),
        left=second_factor.codes_left(_database(request), signed_in(request).id),
        role=ROLE_NAMES[signed_in(request).role],
    )


def _users_page(
    request: Request,
    form: _Added,
    wrong: Complaints,
    *,
    renewed: tuple[accounts.Account, str] | None = None,
) -> Response:
    return page(
        request,
        "users.html",
        422 if wrong else 200,
        form=form,
        wrong=wrong,
        renewed=renewed,
        users=accounts.everyone(_database(request)),
        roles=ROLE_NAMES,
        given_days=GIVEN_DAYS,
    )
