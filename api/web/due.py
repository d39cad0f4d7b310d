"""The list of due dates (办理清单): what is due when, ticked off by whoever looks after it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Annotated, Final, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from api.desk.due import Item, Matter, done_items, dues, matters, open_items, tick, ticks, titles, untick
from api.http.access import GuardedRoute, at_the_desk, signed_in
from api.http.other_sites import refuse_links_elsewhere
from api.priorities.calendar_file import calendar_parts
from api.priorities.due import not_arranged
from api.storage.database import Database
from api.storage.schema import LAST_NUMBER
from api.web.answers import go, page
from api.web.numbers import number_in
from model.review import RHYTHMS, TriageValue

router = APIRouter(route_class=GuardedRoute)

PAGE: Final = 50
"""How many due dates a page shows."""
_MOST = 500
"""Due dates that are ticked at once; a page has fewer."""
_LONGEST = 60
_SOON = 7
_WEEKDAYS = "一二三四五六日"
_ADDRESS = "/desk/due"


@dataclass(frozen=True, slots=True)
class View:
    """What of the list somebody looks at.

    Attributes:
        unit: only this one's; empty for all.
        show: what is to be done, or what is ticked off.
        by: in which order: by date, or by unit.
        page: from 1.
    """

    unit: str = ""
    show: Literal["open", "done"] = "open"
    by: Literal["date", "unit"] = "date"
    page: int = 1

    def address(self, page: int = 1) -> str:
        """Return where the page with a number is."""
        told = {"unit": self.unit, "show": self.show, "by": self.by, "page": str(page)}
        usual = {"unit": "", "show": "open", "by": "date", "page": "1"}
        query = urlencode({name: value for name, value in told.items() if value != usual[name]})
        return f"{_ADDRESS}?{query}" if query else _ADDRESS


@dataclass(frozen=True, slots=True)
class Line:
    """One due date as the page shows it.

    Attributes:
        key: of its box: number of the draft and date.
        piece_id: the draft that stands for the matter.
        title: of that draft; may be empty.
        unit: 主办.
        triage: class of the matter.
        rhythm: of the class.
        day: the date, in words.
        turn: which of its dates it is, in words; empty where there is but one.
        members: how many drafts are handled together.
        by: who ticked it off; empty while it is to be done.
        when: it was ticked off; ``None`` likewise.
    """

    key: str
    piece_id: int
    title: str
    unit: str
    triage: TriageValue
    rhythm: str
    day: str
    turn: str
    members: int
    by: str
    when: datetime | None


@dataclass(frozen=True, slots=True)
class Section:
    """Due dates under one heading.

    Attributes:
        id: on the page.
        heading: a date, or a unit.
        late: how late they are, in words; empty where they are not.
        lines: in order.
    """

    id: str
    heading: str
    late: str
    lines: tuple[Line, ...]


class _Ticked(BaseModel):
    """Which boxes were ticked, and what was looked at."""

    item: list[str] = Field(default_factory=list, max_length=_MOST)
    do: Literal["tick", "untick"] = "tick"
    unit: str = ""
    by: str = ""
    page: str = ""


@router.get(_ADDRESS)
@at_the_desk
def show_due(request: Request) -> Response:
    """Show what is due, what is overdue first, or what is ticked off."""
    database, asked = _database(request), request.query_params
    view = _view(asked.get("unit", ""), asked.get("show", ""), asked.get("by", ""), asked.get("page", ""))
    today, found, ticked = date.today(), matters(database), ticks(database)
    opened = open_items(found, ticked, today)
    units = _units(opened, today, found)
    items = opened if view.show == "open" else done_items(found, ticked)
    mine = [item for item in opened if view.unit in {"", item.matter.unit}]
    items = [item for item in items if view.unit in {"", item.matter.unit}]
    if view.by == "unit":
        items.sort(key=lambda item: item.matter.unit)
    pages = max(1, -(-len(items) // PAGE))
    number = min(view.page, pages)
    shown = items[(number - 1) * PAGE : number * PAGE]
    names = titles(database, [item.matter.piece_id for item in shown])
    return page(
        request,
        "due.html",
        view=view,
        units=units,
        summary=_summary(mine, today),
        sections=_sections(view, shown, names, today),
        number=number,
        pages=pages,
        total=len(items),
        matters=len(found),
        notice=not_arranged(item.day for item in shown),
        calendar=f"{_ADDRESS}.ics" + (f"?{urlencode({'unit': view.unit})}" if view.unit else ""),
    )


@router.post(_ADDRESS + "/tick")
@at_the_desk
def tick_off(request: Request, asked: Annotated[_Ticked, Form()]) -> Response:
    """Tick due dates off, or open them again, and go back to the list."""
    database, chosen = _database(request), [each for each in map(_item, asked.item) if each]
    view = _view(asked.unit, "done" if asked.do == "untick" else "open", asked.by, asked.page)
    back = view.address(view.page)
    if not chosen:
        return go(request, back, "还没有勾选。请先勾选，再按一次。")
    if asked.do == "untick":
        count = untick(database, chosen)
        told = f"已取消 {count} 项的销号，回到待办里。" if count else "没有要取消的，已经是这样了。"
        return go(request, back, told)
    count = tick(database, signed_in(request).id, chosen)
    gone = len(set(chosen)) - count
    left = f"另有 {gone} 项刚刚改过，已经不在清单上，没有动。" if gone else ""
    return go(request, back, f"已销号 {count} 项，在“已销号”里可以取消。{left}" if count else left)


@router.get(_ADDRESS + ".ics", dependencies=[Depends(refuse_links_elsewhere)])
@at_the_desk
def calendar(request: Request) -> Response:
    """Send what is not wholly ticked off as a calendar, of all units or of one."""
    database, unit = _database(request), _clean(request.query_params.get("unit", ""))
    ticked, today = ticks(database), date.today()
    found = matters(database)
    unfinished = {item.matter.piece_id for item in open_items(found, ticked, today)}
    wanted = [each for each in found if each.piece_id in unfinished and unit in {"", each.unit}]
    known = unit in {each.unit for each in found}  # no name of a file is made of what an address says
    name = f"代表建议三分办理（{unit}）" if known else "代表建议三分办理"
    parts = calendar_parts(name, dues(database, wanted), datetime.now(UTC))
    disposition = f"attachment; filename=\"lianshen.ics\"; filename*=utf-8''{quote(name, safe='')}.ics"
    headers = {"Content-Disposition": disposition}
    return StreamingResponse(parts, media_type="text/calendar; charset=utf-8", headers=headers)


def _units(opened: Sequence[Item], today: date, found: Sequence[Matter]) -> dict[str, str]:
    """Return the units that have a matter, each with what is to be done, in words."""
    todo = Counter(item.matter.unit for item in opened)
    late = Counter(item.matter.unit for item in opened if item.day < today)
    told = {}
    for unit in sorted({matter.unit for matter in found}, key=lambda unit: (-late[unit], -todo[unit], unit)):
        told[unit] = f"{todo[unit]:,} 项" + (f"，逾期 {late[unit]:,} 项" if late[unit] else "")
    return told


def _summary(items: Sequence[Item], today: date) -> str:
    if not items:
        return "没有要办的。"
    late = sum(item.day < today for item in items)
    now = sum(item.day == today for item in items)
    soon = sum(0 < (item.day - today).days <= _SOON for item in items)
    first = f"逾期 {late:,} 项" if late else "没有逾期的"
    return f"{first}，今天到期 {now:,} 项，往后 {_SOON} 天到期 {soon:,} 项。"


def _sections(
    view: View, items: Sequence[Item], names: Mapping[int, str], today: date
) -> tuple[Section, ...]:
    found = []
    for place, (about, own) in enumerate(groupby(items, key=lambda item: _about(view, item)), 1):
        lines = tuple(_line(item, names.get(item.matter.piece_id, "")) for item in own)
        heading = about if isinstance(about, str) else _told(about)
        late = (today - about).days if isinstance(about, date) and view.show == "open" else 0
        found.append(Section(f"due-{place}", heading, _late(late), lines))
    return tuple(found)


def _about(view: View, item: Item) -> date | str:
    if view.by == "unit":
        return item.matter.unit
    return item.tick.when.astimezone().date() if item.tick else item.day


def _late(days: int) -> str:
    if days > 0:
        return f"已逾期 {days} 天"
    return ""


def _line(item: Item, title: str) -> Line:
    matter, done = item.matter, item.tick
    return Line(
        f"{matter.piece_id}.{item.day.isoformat()}",
        matter.piece_id,
        title,
        matter.unit,
        matter.triage,
        RHYTHMS[matter.triage],
        _told(item.day),
        f"第 {item.turn} 次，共 {item.turns} 次" if item.turns > 1 else "",
        len(matter.members),
        done.by if done else "",
        done.when if done else None,
    )


def _told(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日（星期{_WEEKDAYS[day.weekday()]}）"


def _view(unit: str, show: str, by: str, number: str) -> View:
    return View(
        _clean(unit),
        "done" if show == "done" else "open",
        "unit" if by == "unit" else "date",
        max(number_in(number) or 1, 1),
    )


def _clean(unit: str) -> str:
    return "".join(letter for letter in unit if letter.isprintable())[:_LONGEST].strip()


def _item(text: str) -> tuple[int, date] | None:
    """Return the draft and the date that a box stands for, if it is one of ours."""
    number, _, day = text.partition(".")
    try:
        known = (number_in(number) or 0, date.fromisoformat(day))
    except ValueError:
        return None
    return known if 0 < known[0] <= LAST_NUMBER else None


def _database(request: Request) -> Database:
    found: Database = request.app.state.database
    return found
