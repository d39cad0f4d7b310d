"""Who may do what. A route that does not say who may use it is used by nobody.

Each endpoint carries one of the decorators below. Its route, a :class:`GuardedRoute`, finds out who is asking
before the body is parsed, and refuses everybody else. Programs show a token (``Authorization: Bearer``),
pages a signed cookie; neither is looked at where the other belongs, so that no page of another site can
make a browser call the interface for programs. Where that is open without a token, such pages are refused.
"""

from collections.abc import Callable, Coroutine
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any, Literal, TypeVar

from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.accounts import sessions, tokens
from api.accounts.accounts import Account
from api.accounts.events import Event, at_the_door
from api.accounts.roles import ROLES, Role
from api.errors import FormExpired, NotAllowed, NotSignedIn, TooManyRequests
from api.http.line import line_of
from api.http.other_sites import is_page_of_another_site
from api.http.own_password import refuse_given
from api.http.page_form import page_form
from api.http.plugin_form import form_of
from api.http.problems import PROGRAMS
from api.http.rate import FREE
from api.http.resting import session_key
from api.http.two_factors import refuse_one_factor

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
Access = frozenset[Role] | Literal["everyone", "precheck", "observers"]

CSRF_FIELD, CSRF_HEADER = "csrf", "x-csrf-token"
_SAFE = {"GET", "HEAD", "OPTIONS"}


def everyone(endpoint: Endpoint) -> Endpoint:
    """Let anybody use it, signed in or not."""
    return _marked(endpoint, "everyone")


def precheck(endpoint: Endpoint) -> Endpoint:
    """Let anybody with an account use it, and everybody where the settings say so."""
    return _marked(endpoint, "precheck")


def observers(endpoint: Endpoint) -> Endpoint:
    """Let administrators use it, and everybody where only this machine can reach the service.

    See :attr:`api.settings.Settings.observed_by_all`.
    """
    return _marked(endpoint, "observers")


def only(*roles: Role) -> Callable[[Endpoint], Endpoint]:
    """Let the given roles use it."""
    return lambda endpoint: _marked(endpoint, frozenset(roles))


anybody_signed_in = only(*ROLES)
"""Let every account use it."""

at_the_desk = only("reviewer", "administrator")
"""Let those use it who see what others handed in."""


def checks_its_form(endpoint: Endpoint) -> Endpoint:
    """Let an endpoint call :func:`check_token` while it reads a form that is too large to be read before."""
    endpoint.__checks_its_form__ = True  # type: ignore[attr-defined]
    return endpoint


def access_of(endpoint: Callable[..., Any]) -> Access | None:
    """Return who may use an endpoint; nobody where it does not say."""
    return getattr(endpoint, "__access__", None)


class GuardedRoute(APIRoute):
    """A route that looks at who is asking before anything else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of FastAPI behind the guard."""
        handle = super().get_route_handler()
        access = access_of(self.endpoint)

        to_check = not getattr(self.endpoint, "__checks_its_form__", False)

        async def guarded(request: Request) -> Response:
            await guard(request, access, to_check=to_check)
            return await handle(request)

        return guarded


async def guard(request: Request, access: Access | None, *, to_check: bool = True) -> None:
    """Refuse a request that its sender may not make; leaves who it is in ``request.state.account``.

    Args:
        request: of whoever asks.
        access: who may.
        to_check: whether to look for the token of our forms.

    Raises:
        NotSignedIn: an account is needed, or the token is not valid.
        NotAllowed: the account has another role, nobody may do this, a password must be chosen or a second
            factor added first, or a page of another site asks.
        FormExpired: a form without the token that we put into it.
        TooManyRequests: the account has made too many.
    """
    by_program = request.url.path.startswith(PROGRAMS)
    account = await (_by_token(request) if by_program else _by_cookie(request))
    request.state.account = account
    if account and not request.url.path.startswith(FREE):
        _count(request, account)
    try:
        _check_role(request, access, account)
    except NotAllowed:
        _tell(request, "not_allowed", "账号不许做的事")
        raise
    if by_program and account is None and request.method not in _SAFE and is_page_of_another_site(request):
        _tell(request, "form_refused", "别的网站的网页让浏览器来问")
        raise NotAllowed("别的网站的网页不能不带令牌来问", remedy="请带上令牌")
    if not by_program and access != "everyone":
        refuse_given(request, account)
        refuse_one_factor(request, account)
    if to_check and not by_program and request.method not in _SAFE:
        check_token(request, token_in_head(request) or (await page_form(request)).get(CSRF_FIELD))


def _count(request: Request, account: Account) -> None:
    try:
        request.app.state.per_account.take(str(account.id))
    except TooManyRequests as error:
        if error.first:
            _tell(request, "too_many_requests", "一分钟里的请求太多")
        raise


def signed_in(request: Request) -> Account:
    """Return who asks, at an endpoint to which the guard lets nobody else."""
    account: Account = request.state.account
    return account


def csrf_token(request: Request) -> str:
    """Return the token that forms of this browser carry; the first time makes one."""
    if "csrf" not in request.session:
        request.session["csrf"] = token_urlsafe(24)
    return str(request.session["csrf"])


def token_in_head(request: Request) -> str | None:
    """Return the token that the script of a page sent in a header, if it did."""
    return request.headers.get(CSRF_HEADER)


def check_token(request: Request, given: object) -> None:
    """Refuse a form that does not carry the token of this browser.

    Raises:
        FormExpired: it does not.
    """
    ours = request.session.get("csrf")
    if not ours or not isinstance(given, str) or not compare_digest(given.encode(), str(ours).encode()):
        _tell(request, "form_refused", "不是从本服务的网页发来的表单，或网页打开得太久")
        raise FormExpired("这一页打开得太久了", remedy="请再按一次")


def _marked(endpoint: Endpoint, access: Access) -> Endpoint:
    endpoint.__access__ = access  # type: ignore[attr-defined]
    return endpoint


async def _by_token(request: Request) -> Account | None:
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    if not kind and request.url.path.startswith("/v2/"):
        kind, secret = await _key_of_plugin(request)
    if not kind:
        return None
    account = None
    if kind.lower() == "bearer":
        account = await run_in_threadpool(tokens.account_of, request.app.state.database, secret.strip())
    if account is None:
        _tell(request, "token_refused", "令牌无效")
        raise NotSignedIn("令牌无效", remedy="请检查 Authorization: Bearer 后面的令牌，或请管理员另发一个")
    return account


async def _key_of_plugin(request: Request) -> tuple[str, str]:
    """Return what LanguageTool's plug-ins send for a token: the field ``apiKey`` of their form."""
    given = (await form_of(request)).get("apiKey") if request.method == "POST" else None
    return ("bearer", given) if given else ("", "")


async def _by_cookie(request: Request) -> Account | None:
    key = session_key(request)
    if key is None:
        return None
    return await run_in_threadpool(sessions.account_of, request.app.state.database, key)


def _tell(request: Request, event: Event, said: str) -> None:
    """Log a refusal."""
    account = getattr(request.state, "account", None)
    at_the_door(
        event,
        said,
        account_id=account.id if account else None,
        line=line_of(request.scope),
        route=f"{request.method} {getattr(request.scope.get('route'), 'path', '')}",
    )


def _check_role(request: Request, access: Access | None, account: Account | None) -> None:
    settings = request.app.state.settings
    if access == "everyone" or (access == "precheck" and (account or settings.open_to_all)):
        return
    if access == "observers" and (settings.observed_by_all or (account and account.role == "administrator")):
        return
    if access is None:
        raise NotAllowed("谁也不能这样做")
    if account is None:
        raise NotSignedIn("请先登录", remedy="登录以后再做一次")
    if isinstance(access, str) or account.role not in access:
        raise NotAllowed("您的账号不能这样做", remedy="需要的话，请与管理员联系")
