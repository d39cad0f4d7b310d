"""``/v2``: the judgement for plug-ins of editors, by the interface of LanguageTool."""

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import api
from api.documents.reading import read_text
from api.http.access import GuardedRoute, everyone, precheck
from api.http.described import errors_of
from api.http.described_v2 import CHECK, CHECKING, EXAMPLE, FORM, ONLY_ONE
from api.http.language_tool import LANGUAGES, Software, answer, nothing
from api.http.language_tool_request import read_check
from api.http.plugin_form import form_of
from model.errors import DraftEmpty, DraftNotChinese

_WHERE = "送来的文字"

router = APIRouter(prefix="/v2", route_class=GuardedRoute, tags=["编辑器插件"])


@router.post(
    "/check",
    operation_id=CHECKING,
    summary="审读一段文字，按 LanguageTool 的格式回答",
    description="位置和长度按 UTF-16 计，与 Java、JavaScript 相同。没有可以审读的中文时，`matches` 是空的，"
    "`warnings` 里有原因。LanguageTool 的其他参数都收下，不起作用。",
    openapi_extra={"requestBody": FORM},
    responses={
        200: {"content": {"application/json": {"example": EXAMPLE}}, "links": {"onlyOne": ONLY_ONE}},
        **errors_of(400, 403, 408, 413, 429),
    },
)
@precheck
async def check(request: Request) -> Response:
    """Review the text that a plug-in sends."""
    asked = await run_in_threadpool(read_check, await form_of(request))
    if asked.without_whole:
        return _json(nothing(_software()))
    try:
        document = await run_in_threadpool(read_text, _WHERE, asked.sent.text, level=asked.level)
    except (DraftEmpty, DraftNotChinese) as error:
        # A plug-in sends whatever is open, and would report an error at every empty or foreign text.
        return _json(nothing(_software(), f"{error.problem}。"))
    review = await request.app.state.desk.review(document.draft)
    return _json(await run_in_threadpool(answer, _software(), asked.sent, document, review, asked.choice))


@router.get(
    "/languages",
    summary="能审读的语言",
    responses={200: {"links": {"check": CHECK}}, **errors_of(429)},
)
@everyone
async def languages() -> list[dict[str, str]]:
    """Return the languages, for which plug-ins ask before anything else."""
    return LANGUAGES


@cache
def _software() -> Software:
    """Return who answers; the program was built, so to say, when pip or git wrote it to this machine."""
    written = datetime.fromtimestamp(Path(api.__file__).stat().st_mtime, UTC)
    return Software(version("lianshen"), written.date())


def _json(content: dict[str, Any]) -> Response:
    return Response(orjson.dumps(content), media_type="application/json")
