"""Drafts handed in: only here is anything of a draft stored, and only when its author says so."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api import submissions
from api.errors import NotThere
from api.http.access import GuardedRoute, anybody_signed_in, only, signed_in
from api.http.problems import SCRIPT
from api.submissions import STATE_NAMES, Submission
from api.web.answers import go, page
from api.web.forms import draft_of, read_form
from api.web.progress import Seen
from api.web.views import opinion
from api.web.words import TONES
from model.review import Verdict, from_json

router = APIRouter(route_class=GuardedRoute)

_DIGITS = 9
"""A number with more digits is none of ours, and PostgreSQL would not take it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One submission in the list.

    Attributes:
        id: its number.
        title: identifiers of persons masked.
        by: who handed it in; empty in a list of one's own.
        submitted: in UTC.
        state: how far it has come, in Chinese.
        verdict: of the review its author saw.
        tone: the class of style of the verdict.
    """

    id: int
    title: str
    by: str
    submitted: datetime
    state: str
    verdict: Verdict
    tone: str


@router.post("/drafts")
@only("deputy")
async def hand_in(request: Request) -> Response:
    """Review what is in the form once more, and keep both for the reviewers."""
    state = request.app.state
    written, _ = await read_form(request)
    draft = draft_of(written)
    review = await state.desk.review(draft)
    author = signed_in(request).id
    handed_in = await run_in_threadpool(submissions.submit, state.database, author, draft, review)
    answer = go(request, f"/drafts/{handed_in.id}", "已提交给审核人员。")
    if SCRIPT in request.headers:
        answer.status_code = 201  # it goes there itself; a redirect would take its request along instead
    return answer


@router.get("/drafts")
@anybody_signed_in
def show_all(request: Request, before: str = "") -> Response:
    """Show what was handed in, newest first: to a deputy their own, to the others everybody's."""
    account, database = signed_in(request), request.app.state.database
    own, last = account.role == "deputy", _number(before)
    found = submissions.own(database, account.id, last) if own else submissions.everyones(database, last)
    older = f"/drafts?before={found[-1].id}" if len(found) == submissions.PAGE else ""
    rows = [_row(submission, own=own) for submission in found]
    return page(request, "drafts.html", rows=rows, own=own, older=older, later=last is not None)


@router.get("/drafts/{number}")
@anybody_signed_in
def show_one(request: Request, number: str) -> Response:
    """Show one with the review its author saw.

    Raises:
        NotThere: there is none, or it is not for this account to see, which is not told apart.
    """
    found, account = _found(request, number), signed_in(request)
    if found is None or (account.role == "deputy" and found.account_id != account.id):
        raise NotThere("没有这件草稿", remedy="请回到列表里找")
    shown = opinion(found.draft, from_json(found.review), Seen())
    return page(
        request,
        "draft.html",
        submission=found,
        state=STATE_NAMES[found.state],
        own=account.role == "deputy",
        opinion=shown,
    )


def _found(request: Request, number: str) -> Submission | None:
    known = _number(number)
    return None if known is None else submissions.find(request.app.state.database, known)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None


def _row(submission: Submission, *, own: bool) -> _Row:
    verdict = from_json(submission.review).verdict
    return _Row(
        submission.id,
        submission.draft.masked_title,
        "" if own else submission.by,
        submission.submitted,
        STATE_NAMES[submission.state],
        verdict,
        TONES[verdict],
    )
