"""The pages of groups on the same matter: their list, and one group to be merged or taken apart."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from api.desk import grouping, groups
from api.desk.deciding import undo
from api.desk.grouping import Grouped, Seen
from api.desk.groups import Group
from api.desk.standing import STATE_NAMES
from api.desk.wanted import HANDED_IN, Wanted, read_wanted
from api.errors import BadRequest, ChangedMeanwhile, NotThere, RequestError
from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.problems import problem_of
from api.storage.database import Database
from api.web.answers import go, page
from api.web.complaints import Complaints
from api.web.looked_for import find, wanted_of
from api.web.numbers import number_in
from api.web.shared import shared

router = APIRouter(route_class=GuardedRoute)

_ADDRESS = "/desk/groups"
_MERGED = {"yes": True, "no": False}


class _Asked(BaseModel):
    """What shall be done to a group: a button, and what stood in the form when it was pressed."""

    do: str = ""
    seen: str = ""
    tick: list[int] = Field(default_factory=list)
    first: int = 0
    unit: str = ""


@router.get(_ADDRESS)
@at_the_desk
def show_all(request: Request) -> Response:
    """Show the groups, most members first."""
    return _list_page(request, {})


@router.post(_ADDRESS + "/undo")
@at_the_desk
def take_back(
    request: Request, action: Annotated[int, Form()] = 0, group: Annotated[int, Form()] = 0
) -> Response:
    """Take back what was done to a group, and show the group as it is again."""
    try:
        acted = undo(_database(request), signed_in(request).id, action)
    except RequestError as error:
        now, status = _now(_database(request), group), problem_of(error).status
        if now:
            return _group_page(request, now, {"": str(error)}, status=status)
        return _list_page(request, {"": str(error)}, status=status)
    database = _database(request)
    back = groups.group_of(database, acted.done) if acted.done else _now(database, group)
    left = "".join(f"“{kept.title}”后来又改过，没有动它。" for kept in acted.kept[:3])
    done = f"已{acted.told}。" if acted.done else "没有撤回，什么也没有改。"
    return go(request, f"{_ADDRESS}/{back}" if back else _ADDRESS, f"{done}{left}")


@router.get(_ADDRESS + "/{number}")
@at_the_desk
def show_one(request: Request, number: str) -> Response:
    """Show one group.

    Raises:
        NotThere: there is none, or nothing of it is left.
    """
    known = number_in(number) or 0
    now = _now(_database(request), known)
    if now is None:
        raise NotThere("这一组已经不在了", remedy="它可能已经拆散，请回到审核台的“同一件事”里找")
    if now != known:
        return go(request, f"{_ADDRESS}/{now}", "这一组后来改过，下面是现在的样子。")
    return _group_page(request, known, {})


@router.post(_ADDRESS + "/{number}")
@at_the_desk
def change(request: Request, number: str, asked: Annotated[_Asked, Form()]) -> Response:
    """Do something to a group; where somebody was faster, show what has become of it, and what was chosen."""
    known = number_in(number) or 0
    try:
        done = _done(request, known, asked)
    except RequestError as error:
        now, status = _now(_database(request), known), problem_of(error).status
        if now is None:
            return _list_page(request, {"": str(error)}, status=status)
        if now != known:
            error = ChangedMeanwhile("别人刚刚改过这一组，您要做的这一步没有做", remedy="下面是现在的样子")
            return _group_page(request, now, {"": str(error)}, asked, problem_of(error).status)
        field = "unit" if asked.do == "assign" and isinstance(error, BadRequest) else ""
        return _group_page(request, known, {field: str(error)}, asked, status)
    action = done.acted.action
    where = f"{_ADDRESS}/{done.group}" if done.group else _ADDRESS
    if action is None:
        return go(request, where, "没有要改的，已经是这样了。")
    gone = "" if done.group else "这一组只剩不到两件，不再列出；撤回就能恢复。"
    return go(request, f"{where}?done={action}", f"已做好。{done.acted.told}。{gone}")


@router.post(_ADDRESS + "/{number}/find")
@at_the_desk
def look_for(request: Request, number: str, text: Annotated[str, Form()] = "") -> Response:
    """Lead to the group with drafts that might belong to it; the words stay out of the address."""
    known = _now(_database(request), number_in(number) or 0)
    if known is None:
        raise NotThere("这一组已经不在了", remedy="请回到审核台的“同一件事”里找")
    query = Wanted(find=find(request.app.state.seal, text)).query
    return go(request, f"{_ADDRESS}/{known}{f'?{query}' if query else ''}#more")


def _now(database: Database, number: int) -> int | None:
    """Return the number under which a group is shown now; ``None`` where nothing is left of it."""
    numbers = (number, groups.moved_to(database, number))
    return next((each for each in numbers if each and groups.is_there(database, each)), None)


def _done(request: Request, number: int, asked: _Asked) -> Grouped:
    """Do what a button says."""
    seen, ticked = Seen(number, _versions(asked.seen)), frozenset(asked.tick)
    to = (_database(request), signed_in(request).id, seen)
    what, *about = asked.do.split(" ")
    numbers = [number_in(each) or 0 for each in about]
    ways: dict[tuple[str, int], Callable[[], Grouped]] = {
        ("merge", 0): lambda: grouping.merge(*to, ticked, asked.first),
        ("unmerge", 0): lambda: grouping.unmerge(*to, ticked),
        ("out", 0): lambda: grouping.take_out(*to, ticked),
        ("represent", 0): lambda: grouping.represent(*to, asked.first),
        ("assign", 0): lambda: grouping.assign(*to, ticked, _unit(request, asked.unit)),
        ("accepted", 0): lambda: grouping.decide(*to, ticked, "accepted"),
        ("returned", 0): lambda: grouping.decide(*to, ticked, "returned"),
        ("add", 2): lambda: grouping.add(*to, numbers[0], numbers[1]),
        ("join", 1): lambda: grouping.join(*to, numbers[0]),
    }
    if (what, len(numbers)) not in ways:
        raise BadRequest("看不懂要做什么", remedy="请刷新页面再做一次")
    return ways[what, len(numbers)]()


def _unit(request: Request, name: str) -> str:
    if name not in request.app.state.desk.units:
        raise BadRequest("还没有选主办单位", remedy="请先选一个单位，再按“设主办”")
    return name


def _versions(seen: str) -> dict[int, int]:
    """Read the versions that a form carries, such as ``12:1 13:4``; what is none is left out."""
    pairs = [each.split(":") for each in seen.split()]
    found = [(number_in(pair[0]), number_in(pair[-1])) for pair in pairs]
    return {number: version for number, version in found if number is not None and version is not None}


def _list_page(request: Request, wrong: Complaints, status: int = 200) -> Response:
    given = request.query_params if request.method == "GET" else {}
    wanted = read_wanted(given.items())
    merged = _MERGED.get(given.get("merged", ""))
    found = groups.listed(_database(request), wanted.batch, merged, wanted.page)
    return page(
        request,
        "groups.html",
        status,
        wrong=wrong,
        found=found,
        batch=wanted.batch,
        merged=given.get("merged", "") if merged is not None else "",
        handed_in=HANDED_IN,
        done=number_in(given.get("done", "")),
    )


def _group_page(
    request: Request, number: int, wrong: Complaints, asked: _Asked | None = None, status: int = 200
) -> Response:
    """Show a group, which is there, with what was chosen in the form before."""
    database, units = _database(request), request.app.state.desk.units.names
    given = request.query_params if request.method == "GET" else {}
    wanted = wanted_of(request, given.items())
    group = groups.find(database, number, wanted.page)
    if group is None:
        raise NotThere("这一组已经不在了", remedy="请回到审核台的“同一件事”里找")
    return page(
        request,
        "group.html",
        status,
        wrong=wrong,
        units=units,
        **_values(database, group, wanted, given, asked),
    )


def _values(
    database: Database, group: Group, wanted: Wanted, given: Mapping[str, str], asked: _Asked | None
) -> dict[str, Any]:
    others = [each for each in group.members if each.piece.id != group.representative.id]
    beside = number_in(given.get("beside", ""))
    other = next((each for each in others if each.piece.id == beside), others[0])
    done = number_in(given.get("done", ""))
    return {
        "group": group,
        "seen": " ".join(f"{piece}:{version}" for piece, version in group.versions.items()),
        "other": other,
        "shared": shared(group.representative.entry.draft, other.piece.entry.draft),
        "asked": asked or _Asked(first=group.representative.id),
        "text": wanted.text,
        "candidates": groups.candidates(database, group.id, wanted.text) if wanted.text else (),
        "done": next((each for each in group.done if each.action == done and each.can_undo), None),
        "states": STATE_NAMES,
    }


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database
