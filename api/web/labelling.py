"""The page for labelling (标注): one draft after the other, read on the left and judged on the right.

What the model thinks does not come along until somebody asks for it, so that it cannot lead; whether it was
asked for before the judgement is kept with the label.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.desk.pieces import Piece, find
from api.errors import NotThere
from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.page_form import page_form
from api.labels.line import Line, Place
from api.labels.own import made_since, own_label
from api.labels.store import add_page_label
from api.labels.titles import titles
from api.labels.typed import EMPTY, Typed, said_in, typed_as, typed_in
from api.web.answers import go, page
from api.web.labelling_view import Sheet, questions_of, triage_of, view_of
from api.web.numbers import number_in

router = APIRouter(route_class=GuardedRoute)

_LISTED = 50
_GONE = "审核台上没有这一件"


@router.get("/labelling")
@at_the_desk
def show_next(request: Request) -> Response:
    """Show the draft to label next."""
    after = number_in(request.query_params.get("after", ""))
    place = _line(request).next(request.app.state.database, after)
    if place.wanted is None:
        return page(request, "labelling_done.html", skipped=after if place.left else None)
    return _sheet(request, _found(request, place.wanted.piece_id), place)


@router.get("/labelling/queue")
@at_the_desk
def show_queue(request: Request) -> Response:
    """Show what waits, and why."""
    left = _line(request).all_left(request.app.state.database)
    shown = left[:_LISTED]
    known = titles(request.app.state.database, [each.piece_id for each in shown])
    return page(request, "labelling_queue.html", waiting=shown, titles=known, left=len(left))


@router.get("/labelling/pieces/{number}")
@at_the_desk
def show(request: Request, number: str) -> Response:
    """Show a draft, with what the same person said of it."""
    return _sheet(request, _found(request, number_in(number)))


@router.post("/labelling/pieces/{number}/model")
@at_the_desk
async def show_model(request: Request, number: str) -> Response:
    """Show what the model thinks beside what is typed so far."""
    return await run_in_threadpool(_with_view, request, number, await page_form(request))


@router.post("/labelling/pieces/{number}")
@at_the_desk
async def save(request: Request, number: str) -> Response:
    """Keep what was judged, and go on to the next draft."""
    return await run_in_threadpool(_saved, request, number, await page_form(request))


def _with_view(request: Request, number: str, fields: FormData) -> Response:
    typed = _typed(fields)
    seen = Typed(typed.flags, typed.codes, typed.main, typed.triage, seen=True)
    return _sheet(request, _found(request, number_in(number)), typed=seen)


def _saved(request: Request, number: str, fields: FormData) -> Response:
    piece, typed = _found(request, number_in(number)), _typed(fields)
    said, ticked, wrong = said_in(typed, request.app.state.desk.units)
    if wrong:
        return _sheet(request, piece, typed=typed, wrong=wrong)
    extra: dict[str, object] = {"seen_model": typed.seen, "model": piece.model.model}
    if ticked and said.codes is None:
        extra["ticked"] = list(ticked)
    add_page_label(request.app.state.database, signed_in(request).id, piece.id, said, extra)
    return go(request, f"/labelling?after={piece.id}")


def _sheet(
    request: Request,
    piece: Piece,
    place: Place | None = None,
    *,
    typed: Typed | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    database, line = request.app.state.database, _line(request)
    account = signed_in(request).id
    own = own_label(database, account, piece.id)
    if typed is None:
        typed = EMPTY
        if own:
            ticked, seen = own.extra.get("ticked", ()), own.extra.get("seen_model") is True
            typed = typed_as(own.label.said, ticked, seen=seen)
    midnight = datetime.now(UTC).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    sheet = Sheet(
        piece,
        questions_of(typed),
        triage_of(typed),
        typed,
        view_of(piece.model) if typed.seen else None,
        line.reasons(piece.id),
        place.left if place else len(line.all_left(database)),
        made_since(database, account, midnight),
        line.before(piece.id),
        own is not None,
    )
    units = request.app.state.desk.units.units
    return page(
        request, "labelling.html", 422 if wrong else 200, sheet=sheet, units=units, wrong=dict(wrong or {})
    )


def _typed(fields: FormData) -> Typed:
    return typed_in((name, value) for name, value in fields.multi_items() if isinstance(value, str))


def _line(request: Request) -> Line:
    line: Line = request.app.state.to_label
    return line


def _found(request: Request, number: int | None) -> Piece:
    piece = None if number is None else find(request.app.state.database, number)
    if piece is None:
        raise NotThere(_GONE, remedy="请回到标注页，接着标下一件")
    return piece
