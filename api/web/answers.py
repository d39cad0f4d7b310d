"""How the pages around the deputy's page answer: with a page for whoever asks, or by sending them to one."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from api.http.access import csrf_token
from api.http.answered import note_kind
from api.http.problems import Problem
from api.web.templates import fill

_SAID = "said"


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page that knows who is signed in, and carries the token its forms need.

    Args:
        request: of whoever asks.
        template: name of a file in ``templates``.
        status: of HTTP.
        values: for the template, beside ``account``, ``csrf``, ``said`` (what was done just before),
            ``rests`` and ``again`` (after how many seconds, and where to, a page goes that nobody uses),
            ``answers_form`` (whether what its fields hold was typed just before) and, for pages whose forms
            may be filled in wrongly, ``wrong``.
    """
    known = {
        "account": getattr(request.state, "account", None),
        "csrf": csrf_token(request),
        "said": _said(request),
        "rests": request.app.state.settings.idle_minutes * 60,
        "again": f"/login?next={quote(_here(request))}",
        "answers_form": request.method != "GET",
    }
    return HTMLResponse(fill(template, **{"wrong": {}, **known, **values}), status)


def _here(request: Request) -> str:
    """Return where the page is shown again; what answers a form is shown once."""
    url = request.url
    return "/" if request.method != "GET" else f"{url.path}?{url.query}" if url.query else url.path


def _said(request: Request) -> str:
    sealed = request.session.pop(_SAID, "")
    return request.app.state.seal.opened(sealed, _SAID) or "" if sealed else ""


def refusal(request: Request, problem: Problem, template: str, **values: Any) -> HTMLResponse:
    """Return a page that says why something was refused, without the headers that are for programs.

    Args:
        request: of whoever asked.
        problem: why.
        template: as for :func:`page`.
        values: likewise.
    """
    note_kind(request.scope, problem.kind)
    answer = page(request, template, problem.status, **values)
    if "Retry-After" in problem.headers:
        answer.headers["Retry-After"] = problem.headers["Retry-After"]
    return answer


def go(request: Request, path: str, said: str = "") -> RedirectResponse:
    """Send the browser on after a form, so that loading the page again does not send the form again.

    Args:
        request: of whoever sent the form.
        path: of this service.
        said: what was done, for the page to say; it travels in the cookie, sealed, for it may name people.
    """
    if said:
        request.session[_SAID] = request.app.state.seal.shut(said, _SAID)
    return RedirectResponse(path, 303)
