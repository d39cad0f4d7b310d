"""Every error of the service in one shape: RFC 9457, or a page that says the same in Chinese."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from api import errors
from api.http.answered import note_kind
from api.http.numbered import number_of
from api.web.templates import fill
from model import errors as own
from model.errors import LianshenError

TYPE = "urn:lianshen:problem:"
"""What a problem's ``type`` begins with; its kind follows. The kinds are explained in ``docs/http.md``."""

REQUEST = "urn:lianshen:request:"
"""What a problem's ``instance`` begins with; the number of the request follows."""

PROGRAMS = ("/v1/", "/v2/", "/healthz", "/readyz", "/metrics", "/openapi.json")
"""Where paths begin that only programs ask for."""

SCRIPT = "x-lianshen"
"""A header with which the script of a page says that it wants no whole page."""

_STATUS: dict[type[Exception], int] = {
    errors.BodyTooSlow: 408,
    errors.BodyTooLarge: 413,
    errors.TooManyRequests: 429,
    errors.Busy: 503,
    errors.VirusFound: 422,
    errors.ScannerAway: 503,
    errors.TookTooLong: 503,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.FormExpired: 403,
    errors.NotThere: 404,
    errors.WrongHost: 421,
    errors.ChangedMeanwhile: 409,
    errors.BadRequest: 400,
    errors.StorageError: 503,
    errors.LogInRefused: 401,
    errors.LogInDelayed: 429,
    errors.LimitReached: 409,
    errors.EnoughForToday: 429,
    errors.AccountError: 422,
    errors.LetterTemplateError: 503,
    errors.OutputRefused: 503,
    own.DraftTooLarge: 413,
    own.DraftUnsupported: 415,
    own.DraftError: 422,
    own.BundleError: 503,
    own.EncoderError: 503,
}
"""The status of an error: that of its own class, else of the nearest one above."""

_INTERNAL = (
    errors.StorageError,
    errors.SettingsError,
    errors.LetterTemplateError,
    errors.OutputRefused,
    own.BundleError,
    own.EncoderError,
    own.ContentError,
)
"""What the user can do nothing about."""

_LOG = logging.getLogger("lianshen")

_RETRY = {429: "5", 503: "5"}
"""Seconds after which to try again, where the error does not know better."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as the service states it.

    Attributes:
        status: of HTTP.
        kind: the class of the error, such as ``DraftTooLarge``.
        title: what was wrong, in Chinese, without a full stop.
        detail: the whole message.
        where: the file, field or parameter; empty when there is none.
        remedy: what to do; may be empty.
        fields: for input that does not fit: one entry a field, ``field`` and ``problem``.
        number: of the request, under which the log tells more; empty where it has none.
        headers: of HTTP, such as ``Retry-After``.
    """

    status: int
    kind: str
    title: str
    detail: str
    where: str = ""
    remedy: str = ""
    fields: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    number: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the members of RFC 9457 and our own behind them."""
        members: dict[str, Any] = {
            "type": TYPE + self.kind,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **({"instance": REQUEST + self.number} if self.number else {}),
            "kind": self.kind,
            "where": self.where,
            "remedy": self.remedy,
        }
        return members | ({"errors": list(self.fields)} if self.fields else {})


def problem_of(error: LianshenError) -> Problem:
    """Return the problem that an error of lianshen's own is.

    Where it names files or machines of the office, that goes to the log, and the user to an administrator.
    """
    if isinstance(error, _INTERNAL):
        _LOG.error("%s", error)
        passes = isinstance(error, errors.StorageError)  # as a rule: it is busy, or being started
        remedy = "请过几秒再试；还不行，请与管理员联系" if passes else "请与管理员联系"
        error = type(error)(error.problem, remedy=remedy)
    status = next((_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS), 500)
    retry = getattr(error, "seconds", None)
    after = str(retry) if retry is not None else _RETRY.get(status)
    headers = {"Retry-After": after} if after else {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers |= {"WWW-Authenticate": "Bearer"}
    return Problem(
        status, type(error).__name__, error.problem, str(error), error.where, error.remedy, headers=headers
    )


def wants_page(scope: Scope) -> bool:
    """Whether a person waits for a page, and neither a program nor the script of a page for an answer."""
    headers = Headers(scope=scope)
    return (
        not scope["path"].startswith(PROGRAMS)
        and SCRIPT not in headers
        and "text/html" in headers.get("accept", "")
    )


def response(scope: Scope, problem: Problem) -> Response:
    """Return the answer that states a problem, with the number under which the log tells of it."""
    note_kind(scope, problem.kind)
    problem = _numbered(problem, number_of(scope))
    if wants_page(scope):
        return HTMLResponse(fill("message.html", problem=problem), problem.status, dict(problem.headers))
    return Response(
        orjson.dumps(problem.as_json()), problem.status, dict(problem.headers), "application/problem+json"
    )


def _numbered(problem: Problem, number: str) -> Problem:
    """Give a problem its number, and say it where only the administrator can help."""
    if not number or problem.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return replace(problem, number=number)
    return replace(problem, number=number, detail=f"{problem.detail}（请求编号 {number}）")
