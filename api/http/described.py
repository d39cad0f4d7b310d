"""The errors of an endpoint as its description in OpenAPI states them."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

from api.http.described_access import state_access

_SCHEMAS = "#/components/schemas/"
_WHEN: dict[int, tuple[str, str, str]] = {
    400: ("请求看不懂", "BadRequest", "请求里的 JSON 不完整"),
    401: ("要有令牌，或令牌无效", "NotSignedIn", "令牌无效"),
    403: ("账号不能这样做，或别的网站的网页不带令牌来问", "NotAllowed", "您的账号不能这样做"),
    404: ("没有这个地址", "NotThere", "没有这个地址"),
    408: ("请求没有及时传完", "BodyTooSlow", "请求没有及时传完"),
    413: ("请求或文件太大，或文字太长", "DraftTooLarge", "文字超过 20 万字"),
    415: ("不读的种类", "DraftUnsupported", "程序不读 .xls 文件"),
    421: ("用了别的主机名", "WrongHost", "这个主机名不是本服务的"),
    422: ("草稿读不了，或字段不对", "DraftNotChinese", "里面没有可以审读的中文"),
    429: ("请求太多", "TooManyRequests", "请求太多"),
    500: ("程序自身的错误", "Unforeseen", "程序出了意外的错误"),
    503: ("排队的太多，没有及时办完，或数据库用不了", "Busy", "现在要审的草稿太多"),
}
_ANY = (401, 421, 500, 503)
"""A wrong token is refused, and a database out of reach cannot know any, even where none is needed. Under
another host name nothing is answered."""


class ProblemField(BaseModel):
    """One field that does not fit."""

    field: str = Field(description="字段，如 body.level")
    problem: str = Field(description="哪里不对")


class ProblemOut(BaseModel):
    """One error: RFC 9457, and beyond it what the command line states as well."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="urn:lianshen:problem: 加 kind")
    title: str = Field(description="出了什么问题")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="完整的一句话，可以直接给人看")
    instance: str = Field(
        default="", description="urn:lianshen:request: 加请求编号，管理员凭它在日志里找；没有就不写"
    )
    kind: str = Field(description="错误的种类")
    where: str = Field(description="在哪个文件、字段；没有就是空的")
    remedy: str = Field(description="怎么办")
    errors: list[ProblemField] = Field(default=[], description="逐个字段的问题；没有就不写")


def description(app: FastAPI) -> dict[str, Any]:
    """Return the description of the interface in OpenAPI, with the shape of an error among its schemas."""
    described = app.openapi()
    shape = ProblemOut.model_json_schema(mode="serialization", ref_template=_SCHEMAS + "{model}")
    schemas = described["components"]["schemas"]
    schemas.update(shape.pop("$defs"))
    schemas[ProblemOut.__name__] = shape
    state_access(app, described)
    return described


def errors_of(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the answers other than 200 of an endpoint.

    Args:
        statuses: that it may answer with, beside those that any may.
    """
    return {status: _answer(status) for status in sorted({*statuses, *_ANY})}


def _answer(status: int) -> dict[str, Any]:
    when, kind, title = _WHEN[status]
    example = {
        "type": f"urn:lianshen:problem:{kind}",
        "title": title,
        "status": status,
        "detail": f"{title}。",
        "kind": kind,
        "where": "",
        "remedy": "",
    }
    content = {
        "schema": {"$ref": _SCHEMAS + ProblemOut.__name__},
        "example": example,
    }
    return {"description": when, "content": {"application/problem+json": content}}
