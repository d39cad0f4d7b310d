"""The desk: the list of drafts, what is done to many of them at once, and the news of other reviewers."""

from dataclasses import replace
from typing import Any, Final

import orjson
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.desk.deciding import Acted, undo
from api.desk.deeds import deed
from api.desk.history import MOST, Step, last_action, since
from api.desk.listing import Wanted, listed
from api.desk.many import Done, Seen, act_on_all, act_on_picked, seen
from api.desk.recent import Recent, recent
from api.desk.standing import STATE_NAMES
from api.desk.wanted import read_wanted
from api.errors import BadRequest
from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.page_form import page_form
from api.http.problems import problem_of
from api.web.answers import go, page, refusal
from api.web.desk_view import shown
from api.web.exports import exports_persons
from api.web.looked_for import find, wanted_of
from api.web.numbers import number_in
from api.web.watching import due_for
from api.web.words import clock
from model.errors import LianshenError
from model.review import TRIAGE

router = APIRouter(route_class=GuardedRoute)

_DONE: Final = "done"
"""In the query string: the action after which the list is shown, so that it can be taken back from there."""


@router.get("/desk")
@at_the_desk
def show(request: Request) -> Response:
    """Show the list."""
    return _list(request, wanted_of(request, request.query_params.multi_items()))


@router.post("/desk/find")
@at_the_desk
async def look_for(request: Request) -> Response:
    """Lead to the list of what the form asks for; the words stay out of the address."""
    form = await page_form(request)
    asked = read_wanted([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
    query = asked.but(find=find(request.app.state.seal, _text(form, "text"))).query
    return go(request, f"/desk?{query}" if query else "/desk")


@router.post("/desk/act")
@at_the_desk
async def act(request: Request) -> Response:
    """Do one thing to many drafts."""
    return await run_in_threadpool(_act, request, await page_form(request))


@router.post("/desk/undo")
@at_the_desk
async def take_back(request: Request) -> Response:
    """Take one action back."""
    return await run_in_threadpool(_undo, request, await page_form(request))


@router.get("/desk/news")
@at_the_desk
def news(request: Request) -> Response:
    """Tell what was done after an action, for the scripts of the list and of the page of one draft."""
    database, own = request.app.state.database, signed_in(request).display
    after = number_in(request.query_params.get("since", "")) or 0
    steps = since(database, after)
    told = {
        "last": max([after, *(step.action for step in steps)])
        if len(steps) < MOST
        else last_action(database),
        "more": len(steps) >= MOST,
        "steps": [_step(step, own) for step in steps],
    }
    return Response(orjson.dumps(told), media_type="application/json")


def _step(step: Step, own: str) -> dict[str, object]:
    return {
        "action": step.action,
        "who": step.by,
        "own": step.by == own,
        "when": step.when.isoformat(),
        "clock": clock(step.when),
        "told": step.told,
        "piece": step.piece_id,
        "version": step.version,
        "state": step.after.state,
        "words": STATE_NAMES[step.after.state],
    }


def _list(request: Request, wanted: Wanted, trouble: LianshenError | None = None) -> Response:
    database = request.app.state.database
    looked = seen(database)  # first: what is changed while the list is read counts as changed later
    found = listed(database, wanted)
    looked = replace(looked, total=found.total)
    wanted = wanted.but(page=found.page)
    lately = recent(database)
    values: dict[str, Any] = {
        "wanted": wanted,
        "listed": found,
        "shown": shown(database, wanted, found),
        "looked": looked,
        "lately": lately,
        "done": _just_done(request, lately),
        "units": request.app.state.desk.units.names,
        "classes": TRIAGE,
        "trouble": "",
        "due": due_for(request),
        "persons": exports_persons(request),
    }
    if trouble is None:
        return page(request, "desk.html", **values)
    problem = problem_of(trouble)
    return refusal(request, problem, "desk.html", **values | {"trouble": problem.detail})


def _just_done(request: Request, lately: tuple[Recent, ...]) -> Recent | None:
    number = number_in(request.query_params.get(_DONE, ""))
    own = (each for each in lately if each.account_id == signed_in(request).id)
    return next((each for each in own if each.action == number and each.open), None)


def _act(request: Request, form: FormData) -> Response:
    wanted = wanted_of(request, _text(form, "query"))
    try:
        done = _done(request, form, wanted)
    except LianshenError as error:
        return _list(request, wanted, error)
    return _result(request, wanted, done, _text(form, "at"))


def _done(request: Request, form: FormData, wanted: Wanted) -> Done:
    state, account = request.app.state, signed_in(request).id
    asked = deed(_text(form, "action"), _text(form, "unit"), _text(form, "triage"), state.desk.units)
    scope = _text(form, "scope")
    if scope == "all":
        numbers = (number_in(_text(form, name)) or 0 for name in ("last_action", "last_piece", "total"))
        return act_on_all(state.database, account, asked, wanted, Seen(*numbers))
    versions = _versions(form, "row" if scope == "page" else "piece")
    if not versions:
        raise BadRequest("还没有勾选建议", remedy="请先在要办的建议前面打勾，再按一次")
    return act_on_picked(state.database, account, asked, versions)


def _versions(form: FormData, name: str) -> dict[int, int]:
    """Return the version that was looked at of each draft that was picked."""
    found = {}
    for value in form.getlist(name):
        number, _, version = value.partition(":") if isinstance(value, str) else ("", "", "")
        if number_in(number) is not None:
            found[int(number)] = number_in(version) or 0
    return found


def _result(request: Request, wanted: Wanted, done: Done, at: str) -> Response:
    """Go back to the list where all was done; else tell what was left, and why."""
    acted = done.acted
    if acted.action and not (acted.kept or done.faultless or done.gone):
        place = f"at={at}" if number_in(at) is not None else ""
        query = "&".join(filter(None, (wanted.query, f"{_DONE}={acted.action}", place)))
        return go(request, f"/desk?{query}")
    return page(request, "desk_done.html", done=done, wanted=wanted)


def _undo(request: Request, form: FormData) -> Response:
    wanted = wanted_of(request, _text(form, "query"))
    database = request.app.state.database
    number = number_in(_text(form, "action")) or 0
    try:
        acted = undo(database, signed_in(request).id, number)
    except LianshenError as error:
        return _list(request, wanted, error)
    if acted.kept or not acted.action:
        return page(request, "desk_done.html", done=Done(acted, 0, 0), wanted=wanted)
    query = f"?{wanted.query}" if wanted.query else ""
    return go(request, f"/desk{query}", f"已{_taken_back(acted)}。")


def _taken_back(acted: Acted) -> str:
    return f"{acted.told}（{len(acted.done)} 件）"


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
