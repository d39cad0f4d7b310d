"""Drafts handed in: only here is anything of a draft stored, and only when its author says so.

Each lies on the reviewers' desk, too, where its author does not come; here they see what was decided.
"""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api import submissions
from api.desk import pieces
from api.desk.handed_in import put_missing
from api.desk.wanted import HANDED_IN, Wanted
from api.errors import NotThere
from api.http.access import GuardedRoute, anybody_signed_in, only, signed_in
from api.http.problems import SCRIPT
from api.submissions import STATE_NAMES, Submission
from api.web.answers import go, page
from api.web.forms import draft_of, read_form
from api.web.numbers import number_in
from api.web.progress import Seen
from api.web.revising import answer_to
from api.web.views import opinion
from api.web.words import TONES
from model.review import Verdict, from_json

router = APIRouter(route_class=GuardedRoute)


@dataclass(frozen=True, slots=True)
class _Row:
    """One submission in the list.

    Attributes:
        id: its number.
        title: identifiers of persons masked.
        submitted: in UTC.
        state: how far it has come, in Chinese.
        returned: whether it waits for its author.
        verdict: of the review its author saw.
        tone: the class of style of the verdict.
    """

    id: int
    title: str
    submitted: datetime
    state: str
    returned: bool
    verdict: Verdict
    tone: str


@router.post("/drafts")
@only("deputy")
async def hand_in(request: Request) -> Response:
    """Review what is in the form once more, and put both on the reviewers' desk."""
    state = request.app.state
    written, _ = await read_form(request)
    draft = draft_of(written)
    review = await state.desk.review(draft)
    author, most = signed_in(request).id, state.settings.daily_drafts
    handed_in = await run_in_threadpool(submissions.submit, state.database, author, draft, review, most)
    await run_in_threadpool(put_missing, state.database)
    answer = go(request, f"/drafts/{handed_in.id}", "已提交给审核人员。")
    if SCRIPT in request.headers:
        answer.status_code = 201  # it goes there itself; a redirect would take its request along instead
    return answer


@router.get("/drafts")
@anybody_signed_in
def show_all(request: Request, before: str = "") -> Response:
    """Show a deputy what they handed in, newest first; who sees everybody's does so at the desk."""
    account, database = signed_in(request), request.app.state.database
    if account.role != "deputy":
        return go(request, f"/desk?{Wanted(batch=HANDED_IN).query}")
    last = number_in(before)
    found = submissions.own(database, account.id, last)
    older = f"/drafts?before={found[-1].id}" if len(found) == submissions.PAGE else ""
    rows = [_row(submission) for submission in found]
    return page(request, "drafts.html", rows=rows, older=older, later=last is not None)


@router.get("/drafts/{number}")
@anybody_signed_in
def show_one(request: Request, number: str) -> Response:
    """Show its author one with the review they saw, and what the reviewers decided.

    Raises:
        NotThere: there is none, or it is not for this account to see, which is not told apart.
    """
    found, account = _found(request, number), signed_in(request)
    if found is None or (account.role == "deputy" and found.account_id != account.id):
        raise NotThere("没有这件草稿", remedy="请回到列表里找")
    piece = pieces.of_submission(request.app.state.database, found.id)
    if account.role != "deputy":
        return go(request, f"/desk/pieces/{piece.id}" if piece else "/desk")
    return page(
        request,
        "draft.html",
        submission=found,
        state=STATE_NAMES[found.state],
        advice=answer_to(request.app.state.database, found),
        decided=piece.standing.decided if piece else None,
        opinion=opinion(found.draft, from_json(found.review), Seen()),
    )


def _found(request: Request, number: str) -> Submission | None:
    known = number_in(number)
    return None if known is None else submissions.find(request.app.state.database, known)


def _row(submission: Submission) -> _Row:
    verdict = from_json(submission.review).verdict
    return _Row(
        submission.id,
        submission.draft.masked_title,
        submission.submitted,
        STATE_NAMES[submission.state],
        submission.state == "returned",
        verdict,
        TONES[verdict],
    )
