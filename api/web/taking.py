"""What a deputy takes along: the draft with comments, the opinion sheet. Made in memory, kept nowhere."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from api.annotate import annotated
from api.documents.document import Document
from api.http.access import GuardedRoute, precheck
from api.http.parsing import Parser
from api.sheet.making import sheet_of
from api.sheet.page import sheet_page
from api.sheet.sheet import Sheet
from api.sheet.word import sheet_docx
from api.web.forms import Upload, draft_of, read_form
from api.web.templates import static_address
from api.web.views import Written
from api.word.fair_copy import NAME, word_of
from model.draft import Draft
from model.review import Review

router = APIRouter(route_class=GuardedRoute)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class _File:
    """A Word file that comments can be put into.

    Attributes:
        name: of the file.
        content: its bytes.
        document: what was read from it.
    """

    name: str
    content: bytes
    document: Document


@router.post("/annotated")
@precheck
async def annotate(request: Request) -> Response:
    """Answer with a Word file in which every passage has its remark beside it.

    It is the file that was chosen, if its words are still those in the form; else the draft is set anew.
    """
    written, upload = await read_form(request)
    own = await _own_file(request, written, upload)
    draft = own.document.draft if own else draft_of(written)
    review = await request.app.state.desk.review(draft)
    if own is None:
        name, content = NAME, await run_in_threadpool(_fair_copy, draft, review)
    else:
        parser: Parser = request.app.state.parser
        name, content = own.name, await parser.annotated(own.name, own.content, own.document, review)
    return _download(f"{PurePath(name).stem}-批注.docx", content)


@router.post("/sheet")
@precheck
async def sheet(request: Request) -> Response:
    """Answer with the opinion sheet as a page to print."""
    return HTMLResponse(sheet_page(await _sheet(request), static_address("sheet.css")))


@router.post("/sheet.docx")
@precheck
async def sheet_as_word(request: Request) -> Response:
    """Answer with the opinion sheet as a Word file."""
    content = await run_in_threadpool(sheet_docx, await _sheet(request))
    return _download("联审意见单.docx", content)


async def _own_file(request: Request, written: Written, upload: Upload | None) -> _File | None:
    """Return the Word file that was chosen, unless the draft was changed since or it is of another kind."""
    if upload is None or not upload.name.lower().endswith(".docx"):
        return None
    document: Document = await request.app.state.parser.read(upload.name, upload.content, None, written.level)
    draft = document.draft
    same = (draft.title, draft.body) == (written.title, written.body)
    untouched = not (written.title + written.body).strip()
    return _File(upload.name, upload.content, document) if same or untouched else None


def _fair_copy(draft: Draft, review: Review) -> bytes:
    content, document = word_of(draft)
    return annotated(NAME, content, document, review)


async def _sheet(request: Request) -> Sheet:
    written, _ = await read_form(request)
    review: Review = await request.app.state.desk.review(draft_of(written))
    return sheet_of(review, date.today())


def _download(name: str, content: bytes) -> Response:
    disposition = f"attachment; filename=\"lianshen.docx\"; filename*=utf-8''{quote(name)}"
    return Response(content, media_type=WORD, headers={"Content-Disposition": disposition})
