"""The pages of batches: uploaded, watched while they are scored, stopped, tried again."""

from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from api.batches import table
from api.batches.places import discard, new_arrival
from api.batches.receiving import NothingSent, Received, receive
from api.batches.table import LONGEST_NAME, Asked, Batch
from api.errors import BadRequest, NotThere
from api.http.access import (
    CSRF_FIELD,
    GuardedRoute,
    at_the_desk,
    check_token,
    checks_its_form,
    signed_in,
    token_in_head,
)
from api.http.file_names import file_name
from api.http.problems import SCRIPT, problem_of
from api.safe import safe
from api.web.answers import go, page, refusal
from api.web.batch_view import STATES, TIERS, may_try_again, shown, tier_of
from api.web.exports import exports_persons
from api.web.numbers import number_in
from api.web.templates import fill
from model.draft import LEVELS

UPLOADS = "/batches"
"""Where files are sent."""
_MOST_NAMED, _LONGEST_NAMED = 3, 20

router = APIRouter(route_class=GuardedRoute)


@router.get(UPLOADS)
@at_the_desk
def show_all(request: Request, before: str = "") -> Response:
    """Show the batches, newest first, and the form to upload one."""
    return page(request, "batches.html", **_list(request, number_in(before)))


@router.post(UPLOADS)
@at_the_desk
@checks_its_form
async def upload(request: Request) -> Response:
    """Keep the files that are uploaded, and have them scored."""
    state = request.app.state
    try:
        number, received = await _taken_in(request, state.settings.own_batches)
    except NothingSent as error:
        if SCRIPT in request.headers:
            raise
        values = await run_in_threadpool(_list, request, None, _asked(error.received), error.remedy)
        return refusal(request, problem_of(error), "batches.html", **values)
    await run_in_threadpool(state.jobs.put, number)
    answer = go(request, f"{UPLOADS}/{number}", f"收到 {len(received.files):,} 个文件。{_refused(received)}")
    if SCRIPT in request.headers:
        answer.status_code = 201  # it goes there itself
    return answer


@router.get("/batches/{number}")
@at_the_desk
def show_one(request: Request, number: str, after: str = "") -> Response:
    """Show a batch: how far it is, or what came of it. The script of the page asks how far it is alone.

    Raises:
        NotThere: there is none.
    """
    found = shown(request.app.state.database, _found(request, number), number_in(after) or 0)
    if SCRIPT in request.headers:
        return HTMLResponse(fill("parts/batch_progress.html", shown=found))
    return page(request, "batch.html", shown=found, from_start=not after, persons=exports_persons(request))


@router.post("/batches/{number}/stop")
@at_the_desk
def stop(request: Request, number: str) -> Response:
    """Stop a batch; what was scored by then stays.

    Raises:
        NotThere: there is none.
    """
    batch = _found(request, number)
    stopped = table.ask_to_stop(request.app.state.database, batch.id)
    said = "正在停下，已经审读的会放到审核台上。" if stopped and batch.began else "已停下。"
    return go(request, f"{UPLOADS}/{batch.id}", said if stopped else "这一批已经结束，不用停了。")


@router.post("/batches/{number}/again")
@at_the_desk
def again(request: Request, number: str) -> Response:
    """Let a batch that failed go on where it was.

    Raises:
        NotThere: there is none.
    """
    batch, state = _found(request, number), request.app.state
    said = "这一批没有什么要再试的。"
    most = state.settings.own_batches
    if may_try_again(batch) and table.ask_again(state.database, batch.id, most):
        state.jobs.put(batch.id)
        said = "已重新排队，接着做。"
    return go(request, f"{UPLOADS}/{batch.id}", said)


async def _taken_in(request: Request, most: int) -> tuple[int, Received]:
    """Keep what is uploaded as a batch, or nothing of it; return the number of the batch."""
    author, database = signed_in(request).id, request.app.state.database
    await run_in_threadpool(table.look_for_room, database, author, most)
    arrival = await run_in_threadpool(new_arrival)
    try:
        kind = request.headers.get("content-type", "")
        scanner = request.app.state.scanner
        check = partial(_check, request)
        received = await receive(request.stream(), kind, arrival / "inputs", check, scanner)
        asked = _asked(received)
        return await run_in_threadpool(table.add, database, author, asked, arrival, most), received
    except ClientDisconnect as error:
        raise BadRequest("上传中断了", remedy="请检查网络，再上传一次") from error
    finally:
        await run_in_threadpool(discard, arrival)  # nothing is left of it where it has become a batch


def _refused(received: Received) -> str:
    """Say which files were not kept, and why; few enough for a cookie."""
    if not received.refused:
        return ""
    shown = islice(received.refused.items(), _MOST_NAMED)
    named = "；".join(f"{file_name(name)[:_LONGEST_NAMED]}：{error.problem}" for name, error in shown)
    more = "……" if len(received.refused) > _MOST_NAMED else "。"
    return f"有 {len(received.refused):,} 个没有收：{named}{more}"


def _found(request: Request, number: str) -> Batch:
    known = number_in(number)
    batch = None if known is None else table.find(request.app.state.database, known)
    if batch is None:
        raise NotThere("没有这个批次", remedy="请回到成批审读的列表里找")
    return batch


def _list(
    request: Request, before: int | None, asked: Asked | None = None, trouble: str = ""
) -> dict[str, Any]:
    state = request.app.state
    found = table.newest(state.database, before)
    return {
        "batches": found,
        "states": STATES,
        "older": f"{UPLOADS}?before={found[-1].id}" if len(found) == table.PAGE else "",
        "later": before is not None,
        "asked": asked or Asked("", "auto", None),
        "tiers": TIERS if state.desk.model["version"].startswith("full") else {},
        "levels": LEVELS,
        "longest": LONGEST_NAME,
        "most": state.settings.batch_megabytes,
        "trouble": trouble,
    }


def _check(request: Request, received: Received) -> None:
    check_token(request, token_in_head(request) or received.fields.get(CSRF_FIELD))


def _asked(received: Received) -> Asked:
    fields = received.fields
    level = next((level for level in LEVELS if level == fields.get("level")), None)
    name = " ".join(safe(fields.get("name", "")).split()) or _usual_name(received.files)
    return Asked(name[:LONGEST_NAME].strip(), tier_of(fields.get("tier", "")), level)


def _usual_name(files: list[str]) -> str:
    """Return a name by the first file, or by the folder that all lie in."""
    if not files:
        return ""
    tops = {name.replace("\\", "/").partition("/")[0] for name in files}
    first = file_name(files[0])
    if len(files) == 1:
        return PurePosixPath(first).stem
    if len(tops) == 1:
        return file_name(tops.pop())
    return f"{PurePosixPath(first).stem[: LONGEST_NAME // 2]} 等 {len(files):,} 个文件"
