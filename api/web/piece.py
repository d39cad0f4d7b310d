"""The page of one draft on the desk: what was found beside its text, and what is decided about it.

Everything on it is one form, so that whichever button is pressed, nothing that was typed elsewhere is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from api.batch.rows import Scored
from api.desk.corrected import corrected
from api.desk.deciding import act_one, undo
from api.desk.history import Step, history
from api.desk.opinion import own_opinion
from api.desk.pieces import Piece, find
from api.desk.saying import merged, read_form, said_in, told
from api.desk.standing import Standing
from api.desk.wanted import read_wanted
from api.errors import BadRequest, ChangedMeanwhile, NotThere
from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.page_form import page_form
from api.http.problems import problem_of
from api.storage.desk_schema import PieceState
from api.web.answers import go, page
from api.web.looked_for import wanted_of
from api.web.numbers import number_in
from api.web.piece_view import Typed, last_held, shown, typed_at_first
from model.unit_list import UnitList
from training.local.said import Said

router = APIRouter(route_class=GuardedRoute)

LONGEST_OPINION: Final = 20_000
"""Code points of an edited opinion."""

_NOTHING_NEW: Final = "没有改动，什么也没有记。"
_NO_OPINION: Final = "意见是空的，请写几句，好让代表知道怎么改"
_NO_REASON: Final = "按现在的判断，没有看到要修改的地方，请在意见里写明退回的理由"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A button.

    Attributes:
        name: of the action.
        state: in which the draft is then; ``None`` for the one it is in.
        told: in the history.
        done: said on the page afterwards.
    """

    name: str
    state: PieceState | None
    told: str
    done: str


_ACCEPT = _Kind("accept", "accepted", "接收", "已接收。")
_RETURN = _Kind("return", "returned", "退回修改", "已退回，代表会看到下面的意见。")
_REOPEN = _Kind("reopen", "open", "重新处理", "又放回待处理了。")
_CORRECT = _Kind("correct", None, "", "更正已保存。")


@dataclass(frozen=True, slots=True)
class _Sent:
    """What came with a button.

    Attributes:
        version: of the draft as it was looked at.
        fields: of the page.
        clear: whether all corrections shall go.
    """

    version: int
    fields: FormData
    clear: bool

    def typed(self, base: Typed) -> Typed:
        """Return what stood in the fields; what did not come along was left as it was."""
        opinion = self.fields.get("opinion")
        return Typed(
            read_form(self._texts) or base.form,
            _plain(opinion) if isinstance(opinion, str) else base.opinion,
        )

    @property
    def _texts(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self.fields.multi_items() if isinstance(value, str)]


@router.get("/desk/pieces/{number}")
@at_the_desk
def show(request: Request, number: str) -> Response:
    """Show one draft."""
    return _page(request, _found(request, number))


@router.post("/desk/pieces/{number}/accept")
@at_the_desk
async def accept(request: Request, number: str) -> Response:
    """Accept it, with the corrections that stand in the form."""
    return await run_in_threadpool(_decided, request, number, _ACCEPT, await page_form(request))


@router.post("/desk/pieces/{number}/return")
@at_the_desk
async def give_back(request: Request, number: str) -> Response:
    """Return it to the deputy with the opinion in the form."""
    return await run_in_threadpool(_decided, request, number, _RETURN, await page_form(request))


@router.post("/desk/pieces/{number}/reopen")
@at_the_desk
async def reopen(request: Request, number: str) -> Response:
    """Take up a draft once more that was decided."""
    return await run_in_threadpool(_decided, request, number, _REOPEN, await page_form(request))


@router.post("/desk/pieces/{number}/correct")
@at_the_desk
async def correct(request: Request, number: str) -> Response:
    """Keep corrections and opinion without a decision."""
    return await run_in_threadpool(_decided, request, number, _CORRECT, await page_form(request))


@router.post("/desk/pieces/{number}/undo")
@at_the_desk
async def take_back(request: Request, number: str) -> Response:
    """Take the newest step back, wherever it was made."""
    return await run_in_threadpool(_taken_back, request, number, await page_form(request))


def _decided(request: Request, number: str, kind: _Kind, fields: FormData) -> Response:
    piece, sent = _found(request, number), _sent(fields)
    if sent.version != piece.version:
        return _overtaken(request, piece, sent)
    base = typed_at_first(piece)
    typed = sent.typed(base)
    after, wrong = _after(piece, kind, base, typed, units=request.app.state.desk.units, clear=sent.clear)
    if wrong:
        return _page(request, piece, 422, typed=typed, wrong=wrong)
    words = _told(kind, piece.standing, after)
    account, database = signed_in(request).id, request.app.state.database
    try:
        acted = act_one(database, account, kind.name, words, piece.id, piece.version, lambda _: after)
    except ChangedMeanwhile:
        return _overtaken(request, _found(request, number), sent)
    return _go(request, piece, kind.done if acted.action else _NOTHING_NEW)


def _taken_back(request: Request, number: str, fields: FormData) -> Response:
    piece, sent = _found(request, number), _sent(fields)
    database = request.app.state.database
    newest = last_held(history(database, piece.id))
    if sent.version != piece.version or newest is None or str(newest.action) != fields.get("action"):
        return _overtaken(request, piece, sent)
    base = typed_at_first(piece)
    typed = sent.typed(base)
    try:
        acted = undo(database, signed_in(request).id, newest.action)
    except (ChangedMeanwhile, NotThere) as error:
        problem = problem_of(error)
        return _page(request, _found(request, number), problem.status, typed=typed, trouble=problem.detail)
    done = f"已撤回。另有 {len(acted.kept)} 件后来又改过，没有动。" if acted.kept else "已撤回。"
    if typed == _as_sent(base):
        return _go(request, piece, done)
    now = _found(request, number)
    left = _merged(typed, base, typed_at_first(now))
    return _page(request, now, typed=left, said=f"{done}您刚才填的还在下面，还没有保存。")


def _overtaken(request: Request, piece: Piece, sent: _Sent) -> Response:
    """Show what others did meanwhile, with what was typed put on top of it; nothing is kept yet."""
    steps = history(request.app.state.database, piece.id)
    now, seen = typed_at_first(piece), _as_seen(piece, steps, sent.version)
    typed = sent.typed(now)
    if seen is not None:
        base = typed_at_first(seen)
        typed = _merged(sent.typed(base), base, now)
    others = [step for step in steps if step.version > sent.version]
    who = "、".join(dict.fromkeys(step.by for step in others)) or "别人"
    trouble = f"{who}刚刚改过这一件，您的改动还没有保存。您填的都还在，请看看现在的情况，再决定要不要改。"
    return _page(request, piece, 409, typed=typed, trouble=trouble, others=others)


def _as_seen(piece: Piece, steps: tuple[Step, ...], version: int) -> Piece | None:
    """Return the draft as it stood at a version; ``None`` for one that it never had."""
    if version == 1:
        return replace(piece, standing=replace(piece.standing, said=Said(), opinion=""))
    standing = next((step.after for step in steps if step.version == version), None)
    return replace(piece, standing=standing) if standing else None


def _merged(typed: Typed, base: Typed, now: Typed) -> Typed:
    opinion = now.opinion if typed.opinion == _plain(base.opinion) else typed.opinion
    return Typed(merged(typed.form, base.form, now.form), opinion)


def _as_sent(typed: Typed) -> Typed:
    """Return what comes back from the browser when nothing is changed."""
    return replace(typed, opinion=_plain(typed.opinion))


def _after(  # noqa: PLR0913 - all that a form is judged by
    piece: Piece, kind: _Kind, base: Typed, typed: Typed, *, units: UnitList, clear: bool
) -> tuple[Standing, dict[str, str]]:
    """Return how the draft shall stand, and what is wrong with that by the ``id`` of the field."""
    before = piece.standing
    wrong: dict[str, str] = {}
    said = Said()
    if not clear:
        said, wrong = said_in(typed.form, piece.model, base.form, before.said, units)
    review = corrected(piece.entry.draft, piece.model, said, piece.units)
    opinion = typed.opinion
    if opinion == _plain(base.opinion):
        opinion = before.opinion
    elif opinion == _plain(own_opinion(Scored(piece.entry, review))):
        opinion = ""
    if len(opinion) > LONGEST_OPINION:
        wrong["opinion"] = f"意见有 {len(opinion)} 个字，最多 {LONGEST_OPINION} 个"
    elif kind is _RETURN and not typed.opinion:
        wrong["opinion"] = _NO_OPINION
    elif kind is _RETURN and not opinion and review.verdict == "可提交":
        wrong["opinion"] = _NO_REASON
    return replace(before, state=kind.state or before.state, said=said, opinion=opinion), wrong


def _told(kind: _Kind, before: Standing, after: Standing) -> str:
    edited = "改了意见" if after.opinion != before.opinion else ""
    return "；".join(part for part in (kind.told, told(before.said, after.said), edited) if part)


def _sent(fields: FormData) -> _Sent:
    version = number_in(str(fields.get("version", "")))
    if version is None:
        raise BadRequest("没有写明是哪一版", remedy="请回到这一件的页面再做一次")
    return _Sent(version, fields, clear=fields.get("clear") == "1")


def _plain(text: str) -> str:
    """Return a text as it is kept: browsers send line breaks as CR LF, and databases take no U+0000."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip()


def _found(request: Request, number: str) -> Piece:
    known = number_in(number)
    piece = None if known is None else find(request.app.state.database, known)
    if piece is None:
        raise NotThere("审核台上没有这一件", remedy="请回到审核台里找")
    return piece


def _go(request: Request, piece: Piece, said: str) -> Response:
    query = read_wanted(request.url.query).query
    return go(request, f"/desk/pieces/{piece.id}{f'?{query}' if query else ''}", said)


def _page(  # noqa: PLR0913 - what a page may have to say
    request: Request,
    piece: Piece,
    status: int = 200,
    *,
    typed: Typed | None = None,
    wrong: Mapping[str, str] | None = None,
    trouble: str = "",
    others: Sequence[Step] = (),
    said: str | None = None,
) -> Response:
    state = request.app.state
    view = shown(state.database, state.desk.units, piece, wanted_of(request, request.url.query), typed)
    told_before = {} if said is None else {"said": said}
    return page(
        request,
        "piece.html",
        status,
        shown=view,
        opinion=view.opinion,
        by=view.by,
        wrong=wrong or {},
        trouble=trouble,
        others=others,
        **told_before,
    )
