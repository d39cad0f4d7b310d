"""What a page answers when something is refused: nobody is left at a dead end, and no typed draft is lost."""

from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from api.errors import BodyTooLarge, BodyTooSlow, FormExpired, NotSignedIn
from api.http.own_password import ACCOUNT, PasswordGiven
from api.http.page_form import page_form
from api.http.problems import Problem, wants_page
from api.http.two_factors import SECOND_FACTOR, SecondFactorMissing
from api.web.again import again, is_sent_again
from api.web.answers import go, refusal
from api.web.forms import read_form
from api.web.signing import log_in_page
from api.web.views import questions
from model.errors import LianshenError

_BUTTONS = {
    "/check": "审读",
    "/drafts": "提交给审核人员",
    "/annotated": "下载批注 Word",
    "/sheet": "打印意见单",
    "/sheet.docx": "下载意见单",
}
"""Where the form with the draft is sent, and by which button."""

_HOMES = {
    SECOND_FACTOR: SECOND_FACTOR,
    "/account": "/account",
    "/users": "/users",
    "/logout": "/account",
    "/welcome": "/login",
    "/desk/groups": "/desk/groups",
    "/desk": "/desk",
    "/batches": "/batches",
}
"""Where other forms begin, and the page to which their sender is sent back."""

_FIRST: dict[type[LianshenError], str] = {PasswordGiven: ACCOUNT, SecondFactorMissing: SECOND_FACTOR}
"""What must be done before anything else, and where."""

_UNREADABLE = (BodyTooLarge, BodyTooSlow)


async def kept(request: Request, error: LianshenError, problem: Problem) -> Response | None:
    """Return the page that answers a refusal better than a mere message; ``None`` where there is none.

    Args:
        request: that was refused.
        error: why.
        problem: the same, as answered.
    """
    if not wants_page(request.scope):
        return None
    path, posted = request.url.path, request.method == "POST"
    if posted and path in _BUTTONS and not isinstance(error, _UNREADABLE):
        return await _with_the_draft(request, error, problem)
    if posted and is_sent_again(path) and isinstance(error, NotSignedIn | FormExpired):
        return await again(request, error, problem)
    if isinstance(error, NotSignedIn):
        wanted = _home(path) if posted else path + (f"?{request.url.query}" if request.url.query else "")
        return go(request, f"/login?next={quote(wanted)}")
    if type(error) in _FIRST:
        return go(request, _FIRST[type(error)])
    return await _expired(request, error) if isinstance(error, FormExpired) else None


async def _expired(request: Request, error: FormExpired) -> Response:
    if request.url.path == "/login":
        form = await page_form(request)
        return log_in_page(
            request, name=str(form.get("name", "")), after=str(form.get("next", "")), error=error
        )
    return go(request, _home(request.url.path), "那一页打开得太久了，什么也没有改，请再做一次。")


async def _with_the_draft(request: Request, error: LianshenError, problem: Problem) -> Response:
    """Give the deputy's page back with what was typed, and the button that was pressed."""
    written, upload = await read_form(request)
    return refusal(
        request,
        problem,
        "page.html",
        written=written,
        former=None,
        opinion=None,
        notices=("刚才选的文件没有留住，请再选一次。",) if upload else (),
        trouble=_said(error, problem) + _again(request.url.path),
        questions=questions(),
    )


def _said(error: LianshenError, problem: Problem) -> Markup:
    if isinstance(error, NotSignedIn):
        return Markup(
            '登录已过期，请<a href="/login" target="_blank">在新窗口登录</a>后再按一次。文字都还在。'
        )
    if isinstance(error, FormExpired):
        return Markup("这一页打开得太久了，请再按一次。文字都还在。")
    return Markup("{}").format(problem.detail)


def _again(path: str) -> Markup:
    """Return the button that was pressed where it is not on the page before a check."""
    if path == "/check":
        return Markup("")
    return Markup('<p><button formaction="{}">{}</button></p>').format(path, _BUTTONS[path])


def _home(path: str) -> str:
    return next((home for begin, home in _HOMES.items() if path.startswith(begin)), "/")
