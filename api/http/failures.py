"""Every error an endpoint may end with, turned into the one shape."""

import re
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.errors import FormExpired
from api.http.access import CSRF_HEADER, csrf_token
from api.http.answered import note_kind
from api.http.bodies import MOST_KEYS, TOO_MANY_KEYS
from api.http.head import with_head
from api.http.problems import Problem, problem_of, response, wants_page
from api.web.kept import kept
from model.errors import LianshenError

_HTTP = {
    400: ("BadRequest", "请求看不懂", "请检查请求的格式"),
    404: ("NotThere", "没有这个地址", "请检查地址"),
    405: ("MethodNotAllowed", "这个地址不能这样用", "请检查请求的方法"),
    413: ("BodyTooLarge", "请求太大", "请一次只送一件草稿，删去图片和附件"),
}
_WRONG = {
    "missing": "没有写",
    "extra_forbidden": "没有这个字段",
    "string_type": "应是文字",
    "literal_error": "不是可选的值",
    "json_invalid": "不是完整的 JSON",
    "model_attributes_type": "应是一个 JSON 对象",
    TOO_MANY_KEYS: f"有超过 {MOST_KEYS} 个键",
}


def answer_failures(app: FastAPI) -> None:
    """Let an application answer every error as a problem; what nobody foresaw is for ``api.http.quiet``."""
    app.add_exception_handler(LianshenError, _own)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


async def _own(request: Request, error: Exception) -> Response:
    assert isinstance(error, LianshenError)  # noqa: S101 - registered for these
    problem = problem_of(error)
    note_kind(request.scope, problem.kind)
    answer = await kept(request, error, problem) or response(request.scope, problem)
    if isinstance(error, FormExpired):  # so that the script of a page can try once more
        answer.headers[CSRF_HEADER] = csrf_token(request)
    return answer


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for these
    if wants_page(request.scope):
        return response(
            request.scope, _stated(422, "BadFields", "这一页填的内容看不懂", "请回到前一页再填一次")
        )
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return response(request.scope, _stated(400, "BadRequest", "请求里的 JSON 不完整", "请检查后再发"))
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = "multipart/form-data" if request.url.path.endswith("/file") else "application/json"
    if sent != wanted:
        remedy = f"请用 Content-Type: {wanted}"
        return response(
            request.scope, _stated(415, "WrongContentType", f"不收“{sent or '没有写明种类'}”的内容", remedy)
        )
    fields = [_field(each) for each in error.errors()]
    first = fields[0]
    problem = _stated(
        422, "BadFields", f"{first['field']} {first['problem']}", "请对照接口说明改正", fields=fields
    )
    return response(request.scope, problem)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for these
    kind, title, remedy = _HTTP.get(error.status_code, ("Refused", "不能这样做", "请对照接口说明检查请求"))
    headers = dict(error.headers or {})
    if "Allow" in headers:
        headers["Allow"] = with_head(headers["Allow"])
    return response(request.scope, _stated(error.status_code, kind, title, remedy, headers=headers))


def _stated(  # noqa: PLR0913 - the parts of a problem
    status: int,
    kind: str,
    title: str,
    remedy: str,
    *,
    fields: Sequence[dict[str, str]] = (),
    headers: Any = None,
) -> Problem:
    return Problem(status, kind, title, f"{title}。{remedy}。", "", remedy, fields, headers or {})


def _field(error: Any) -> dict[str, str]:
    """Name a field and what is wrong with it, without repeating what was sent."""
    path = ".".join(map(str, error["loc"][1:])) or "请求"
    problem = _WRONG.get(error["type"], "不合要求")
    choice = re.findall("'([^']+)'", error.get("ctx", {}).get("expected", ""))  # "'县', '市' or '省'"
    return {"field": path, "problem": f"{problem}（{'、'.join(choice)}）" if choice else problem}
