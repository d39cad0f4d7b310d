"""The page on the labels (标注情况): how many, how far people agree, and which look mistaken."""

from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.page_form import page_form
from api.http.problems import problem_of
from api.labels.counts import counts
from api.labels.doubting import ABOUT, Doubts, confirm, withdraw
from api.labels.of_today import of_today
from api.labels.store import standing_labels
from api.web.answers import go, page, refusal
from api.web.numbers import number_in
from api.web.watching import due_for
from model.errors import LianshenError

router = APIRouter(route_class=GuardedRoute)

_SHOWN = 50
_DEEDS = {"confirm": (confirm, "记下了：没有标错。"), "withdraw": (withdraw, "已撤回，以后不用它教模型。")}


@router.get("/labels")
@at_the_desk
def show(request: Request) -> Response:
    """Show how many labels there are and how far people agree."""
    return _page(request)


@router.get("/labels/doubted")
@at_the_desk
def show_doubted(request: Request) -> Response:
    """Show the labels that look mistaken."""
    return _doubted(request)


@router.post("/labels/doubted")
@at_the_desk
async def decide(request: Request) -> Response:
    """Confirm a label that looks mistaken, or withdraw it."""
    return await run_in_threadpool(_decided, request, await page_form(request))


def _page(request: Request) -> Response:
    from training.local.agreement import agreement  # noqa: PLC0415 - loads what measures it

    database = request.app.state.database
    shares = counts(database)
    measured = agreement(of_today(database, standing_labels(database)))
    topics = [topic for topic in measured.topics if topic.kind != "unit" and topic.drafts]
    return page(
        request,
        "labels.html",
        shares=shares,
        total=sum(each.labels for each in shares),
        topics=topics,
        due=due_for(request),
    )


def _doubted(request: Request, trouble: LianshenError | None = None) -> Response:
    doubts: Doubts = request.app.state.doubts
    values: dict[str, Any] = {"doubted": (), "about": ABOUT, "total": 0, "missing": "", "trouble": ""}
    try:
        found = doubts.now(request.app.state.database)
        values |= {"doubted": found[:_SHOWN], "total": len(found)}
    except LianshenError as error:
        problem = problem_of(error)
        values["missing"] = f"{problem.detail}"
    if trouble is None:
        return page(request, "doubted.html", **values)
    problem = problem_of(trouble)
    return refusal(request, problem, "doubted.html", **values | {"trouble": problem.detail})


def _decided(request: Request, form: FormData) -> Response:
    deed, told = _DEEDS.get(str(form.get("deed")), _DEEDS["confirm"])
    account = signed_in(request)
    number = number_in(str(form.get("label", ""))) or 0
    try:
        deed(request.app.state.database, (account.id, account.display), number, str(form.get("about", "")))
    except LianshenError as error:
        return _doubted(request, error)
    return go(request, "/labels/doubted", told)
