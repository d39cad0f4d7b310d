"""The deputy's page: a draft beside what is said about it. Nothing of the draft is kept."""

from dataclasses import dataclass, replace
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.documents.document import Document
from api.http.access import GuardedRoute, precheck
from api.http.problems import SCRIPT, problem_of
from api.web import taking
from api.web.answers import page, refusal
from api.web.examples import example as example_named
from api.web.forms import Upload, draft_of, read_form
from api.web.progress import Seen
from api.web.revising import handed_in_before
from api.web.templates import fill
from api.web.views import Opinion, Written, opinion, questions
from model.draft import Draft
from model.errors import LianshenError

router = APIRouter(route_class=GuardedRoute)
router.include_router(taking.router)

_AGAIN = "这是您提交过的那一件，改好以后按“提交给审核人员”再交一次。"
_PASTED = "粘贴的文字.txt"


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the page shows at one moment.

    Attributes:
        written: what stands in the form.
        former: what stood there before a file took its place.
        opinion: on what is written.
        notices: what is to be known about how a file was read.
        trouble: why something was refused.
        advice: lines of the reviewers' opinion on what was handed in before.
    """

    written: Written
    former: Written | None = None
    opinion: Opinion | None = None
    notices: tuple[str, ...] = ()
    trouble: str = ""
    advice: tuple[str, ...] = ()


@router.get("/")
@precheck
async def show(request: Request, example: str = "", draft: str = "") -> Response:
    """Show the page: empty, with one of the bundled drafts, or with one that its author handed in before.

    Raises:
        NotThere: nothing was handed in under that number, or not by this account.
    """
    if draft:
        former = await run_in_threadpool(handed_in_before, request, draft)
        return _page(request, _Shown(former.written, notices=(_AGAIN,), advice=former.answer))
    document = await run_in_threadpool(example_named, example)
    return _page(request, _Shown(_written(document) if document else Written()))


@router.post("/check")
@precheck
async def check(request: Request) -> Response:
    """Review what is in the form: answer the script with the opinion alone, everybody else with the page."""
    written, upload = await read_form(request)
    if SCRIPT in request.headers:
        return HTMLResponse(_part(request, await _checked(request, _Shown(written))))
    shown = _Shown(written)
    try:
        if upload:
            shown = await _taken_in(request, written, upload)
        return _page(request, await _checked(request, shown))
    except LianshenError as error:
        problem = problem_of(error)
        return refusal(request, problem, "page.html", **_values(replace(shown, trouble=problem.detail)))


@router.post("/read")
@precheck
async def read(request: Request) -> Response:
    """Take a file, or a draft pasted whole, apart into title and body, for the script."""
    written, upload = await read_form(request)
    given = upload or Upload(_PASTED, written.body.encode())
    parser = request.app.state.parser
    document = await parser.read(given.name, given.content, None, None, pasted=upload is None)
    draft: Draft = document.draft
    found = {"title": draft.title, "body": draft.body, "level": draft.level, "notices": document.notices}
    return Response(orjson.dumps(found), media_type="application/json")


async def _taken_in(request: Request, written: Written, upload: Upload) -> _Shown:
    """Put a file that was chosen into the form; the level counts as chosen where it is not the usual one."""
    level = None if written.level == "县" else written.level
    document = await request.app.state.parser.read(upload.name, upload.content, None, level)
    former = written if (written.title + written.body).strip() else None
    return _Shown(_written(document), former, notices=document.notices)


async def _checked(request: Request, shown: _Shown) -> _Shown:
    """Review what is written, unless nothing is."""
    written = shown.written
    if not (written.title + written.body).strip():
        return replace(shown, written=replace(written, seen=Seen()))
    draft = draft_of(written)
    review = await request.app.state.desk.review(draft)
    found = opinion(draft, review, written.seen)
    return replace(shown, written=replace(written, seen=found.progress.seen), opinion=found)


def _written(document: Document) -> Written:
    draft = document.draft
    return Written(draft.title, draft.body, draft.level)


def _page(request: Request, shown: _Shown) -> Response:
    return page(request, "page.html", **_values(shown))


def _values(shown: _Shown) -> dict[str, Any]:
    return {
        "written": shown.written,
        "former": shown.former,
        "opinion": shown.opinion,
        "notices": shown.notices,
        "trouble": shown.trouble,
        "advice": shown.advice,
        "questions": questions(),
    }


def _part(request: Request, shown: _Shown) -> str:
    if shown.opinion is None:
        return fill("parts/welcome.html", questions=questions())
    return fill("parts/opinion.html", opinion=shown.opinion, account=request.state.account)
