"""``/v1``: the judgement of the command line for other programs."""

from typing import Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from api.documents.typed import typed_draft
from api.http.access import GuardedRoute, precheck
from api.http.bodies import DraftIn
from api.http.described import errors_of
from api.http.file_names import file_name
from model.content import rubric
from model.draft import Level
from model.review import Review, to_json
from model.rubric import Rubric
from model.unit import Unit

NOTICES = "X-Lianshen-Notices"
"""What the user should know about how a file was read: a JSON list, percent-encoded as headers need it."""

router = APIRouter(prefix="/v1", route_class=GuardedRoute)


class _Json(Response):
    media_type = "application/json"


@router.post(
    "/reviews",
    summary="审读一件草稿",
    description="返回的 JSON 与命令行 `lianshen check --format json` 里的 `review` 逐字节相同。草稿不保存。",
    response_model=Review,
    responses=errors_of(400, 403, 408, 413, 415, 422, 429),
    tags=["审读"],
)
@precheck
async def review(request: Request, draft: DraftIn) -> Response:
    """Review a draft that was sent as JSON."""
    found = await request.app.state.desk.review(typed_draft(draft.title, draft.body, draft.level))
    return _Json(to_json(found))


class _FileIn(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    file: Annotated[UploadFile, File(description="Word（.docx）、PDF 或文本文件")]
    title: Annotated[str | None, Form(description="标题；不写就从文件里找")] = None
    level: Annotated[Level | None, Form(description="提给哪一级人大；不写就看文件，看不出按县")] = None


@router.post(
    "/reviews/file",
    summary="审读一份文件",
    description=f"文件只在内存里读，不保存。读文件时的提示在响应头 `{NOTICES}` 里。",
    response_model=Review,
    responses=errors_of(400, 403, 408, 413, 415, 422, 429),
    tags=["审读"],
)
@precheck
async def review_file(
    request: Request, form: Annotated[_FileIn, Form(media_type="multipart/form-data")]
) -> Response:
    """Review a draft in a file that was uploaded."""
    state = request.app.state
    content = await form.file.read()
    document = await state.parser.read(file_name(form.file.filename), content, form.title, form.level)
    found = await state.desk.review(document.draft)
    said = {NOTICES: quote(orjson.dumps(document.notices))} if document.notices else {}
    return _Json(to_json(found), headers=said)


@router.get("/units", summary="承办单位", responses=errors_of(429), tags=["依据"])
@precheck
async def all_units(request: Request) -> list[Unit]:
    """Return the units with what each is responsible for."""
    return list(request.app.state.desk.units.units)


@router.get("/rubric", summary="联审细则", responses=errors_of(429), tags=["依据"])
@precheck
async def whole_rubric() -> Rubric:
    """Return flags and codes as the rubric states them."""
    return rubric()


@router.get("/models/current", summary="正在用的模型", responses=errors_of(429), tags=["依据"])
@precheck
async def current_model(request: Request) -> dict[str, Any]:
    """Return version, training and card of the model in use, and the version that reviews name."""
    model: dict[str, Any] = request.app.state.desk.model
    return model
