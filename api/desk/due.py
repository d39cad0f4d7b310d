"""三分办理: what was accepted, its due dates, and which of them are ticked off (销号).

Dates are not stored: they follow from the day of acceptance and the class of the matter, so that a correction
of the class moves them. Drafts that are merged are one matter, handed over on the day the first of them was
accepted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

import orjson
from sqlalchemy import case, delete, select
from sqlalchemy.exc import IntegrityError

from api.batch.rows import Entry, Origin
from api.desk.hours import day_of, hour_of
from api.priorities.due import Due, dates_of
from api.priorities.summary import key_of
from api.storage.database import Database
from api.storage.desk_schema import GroupRow, PieceRow, PieceTextRow, TickRow
from api.storage.schema import AccountRow
from model.draft import Draft
from model.review import RHYTHMS, TriageValue

_AT_ONCE = 200
_dates = lru_cache(4096)(dates_of)


@lru_cache(4096)
def _days(triage: TriageValue, start: date) -> tuple[date, ...]:
    return tuple(dict.fromkeys(_dates(triage, start)[1]))


class Matter(NamedTuple):
    """One matter that is being handled.

    Attributes:
        piece_id: number of the draft that stands for it.
        unit: 主办.
        triage: its class.
        start: the day it was accepted.
        members: numbers of the drafts that are handled together, itself among them, ascending.
    """

    piece_id: int
    unit: str
    triage: TriageValue
    start: date
    members: tuple[int, ...]

    @property
    def dates(self) -> tuple[date, ...]:
        """Its due dates, all of them working days, none twice."""
        return _days(self.triage, self.start)


@dataclass(frozen=True, slots=True)
class Tick:
    """That a due date was ticked off.

    Attributes:
        by: shown name of who did it.
        when: in UTC.
    """

    by: str
    when: datetime


class Item(NamedTuple):
    """One due date of a matter.

    Attributes:
        matter: the matter.
        day: the date.
        turn: which of its dates it is, from 1.
        turns: how many there are.
        tick: that it was ticked off; ``None`` while it is to be done.
    """

    matter: Matter
    day: date
    turn: int
    turns: int
    tick: Tick | None


def matters(database: Database) -> tuple[Matter, ...]:
    """Return what was accepted, in the order of the numbers of the drafts."""
    with database.session() as session:
        hour = hour_of(session, PieceRow.decided)
        together = case((PieceRow.merged, PieceRow.group_id))
        asked = select(PieceRow.id, PieceRow.main, PieceRow.triage, hour, together)
        accepted = asked.where(PieceRow.state == "accepted", PieceRow.decided.is_not(None))
        rows = session.execute(accepted.order_by(PieceRow.id)).all()
        first = dict(session.execute(select(GroupRow.id, GroupRow.representative)).all())
    grouped: defaultdict[int, list[int]] = defaultdict(list)
    found: list[Matter] = []
    for number, unit, triage, at, group in rows:
        if group is None:
            found.append(Matter(number, unit, triage, day_of(at), (number,)))
        else:
            grouped[group].append(number)
    own = {row[0]: row for row in rows if row[-1] is not None}
    for group, members in grouped.items():
        number, unit, triage, *_ = own[first[group] if first[group] in own else members[0]]
        start = min(day_of(own[member][3]) for member in members)
        found.append(Matter(number, unit, triage, start, tuple(members)))
    return tuple(sorted(found, key=lambda matter: matter.piece_id))


def open_items(found: Iterable[Matter], ticked: Mapping[int, Mapping[date, Tick]], today: date) -> list[Item]:
    """Return what is to be done: of each matter all that is overdue, and the next that is due.

    Args:
        found: the matters.
        ticked: as :func:`ticks` returns it.
        today: by which it is told what is overdue.

    Returns:
        By the date, then by the unit.
    """
    items: list[Item] = []
    for matter in found:
        dates = matter.dates
        done = _done(matter, ticked)
        for turn, day in enumerate(dates, 1):
            if day not in done:
                items.append(Item(matter, day, turn, len(dates), None))
                if day >= today:
                    break
    items.sort(key=lambda item: (item.day, item.matter.unit, item.matter.piece_id))
    return items


def done_items(found: Iterable[Matter], ticked: Mapping[int, Mapping[date, Tick]]) -> list[Item]:
    """Return what is ticked off, what was ticked off last first; arguments as above."""
    items = [
        (own[day].when, Item(matter, day, turn, len(matter.dates), own[day]))
        for matter in found
        if (own := _done(matter, ticked))
        for turn, day in enumerate(matter.dates, 1)
        if day in own
    ]
    items.sort(key=lambda each: (-each[0].timestamp(), each[1].day, each[1].matter.piece_id))
    return [item for _, item in items]


def ticks(database: Database) -> dict[int, dict[date, Tick]]:
    """Return for the number of a draft which of its due dates are ticked off."""
    found: defaultdict[int, dict[date, Tick]] = defaultdict(dict)
    asked = select(TickRow.piece_id, TickRow.day, TickRow.made, AccountRow.display).join(
        AccountRow, AccountRow.id == TickRow.account_id
    )
    with database.session() as session:
        for piece, day, made, by in session.execute(asked):
            found[piece][day] = Tick(by, made)
    return dict(found)


def tick(database: Database, account_id: int, wanted: Iterable[tuple[int, date]]) -> int:
    """Tick due dates off.

    What somebody else has ticked off meanwhile stays theirs, and what is not due any more is left.

    Args:
        database: where they are kept.
        account_id: who does it.
        wanted: numbers of the drafts that stand for matters, and their due dates.

    Returns:
        How many of them are ticked off now.
    """
    known = {matter.piece_id: matter for matter in matters(database)}
    due = {(number, day) for number, day in wanted if number in known and day in known[number].dates}
    now = datetime.now(UTC)
    with database.writing() as session:
        for number, day in sorted(due):
            try:
                with session.begin_nested():
                    session.add(TickRow(piece_id=number, day=day, account_id=account_id, made=now))
            except IntegrityError:  # somebody else was faster
                continue
    return len(due)


def untick(database: Database, wanted: Iterable[tuple[int, date]]) -> int:
    """Take ticks back; return how many due dates are open again.

    Args:
        database: where they are kept.
        wanted: numbers of the drafts that stand for matters, and their due dates.
    """
    known = {matter.piece_id: matter.members for matter in matters(database)}
    opened = 0
    with database.writing() as session:
        for number, day in sorted(set(wanted)):
            own = TickRow.piece_id.in_(known.get(number, ()))
            gone = delete(TickRow).where(own, TickRow.day == day).returning(TickRow.piece_id)
            opened += bool(session.scalars(gone).all())
    return opened


def titles(database: Database, numbers: Sequence[int]) -> dict[int, str]:
    """Return the titles of a few drafts."""
    with database.session() as session:
        asked = select(PieceRow.id, PieceRow.title).where(PieceRow.id.in_(numbers))
        return dict(session.execute(asked).all())


def dues(database: Database, found: Sequence[Matter]) -> Iterator[Due]:
    """Yield matters as a calendar shows them, under the keys that ``lianshen score`` gives them."""
    for start in range(0, len(found), _AT_ONCE):
        own = {matter.piece_id: matter for matter in found[start : start + _AT_ONCE]}
        asked = (
            select(PieceRow.id, PieceRow.title, PieceTextRow.body, PieceRow.level, PieceTextRow.fields)
            .join(PieceTextRow, PieceTextRow.piece_id == PieceRow.id)
            .where(PieceRow.id.in_(own))
        )
        with database.session() as session:
            rows = session.execute(asked.order_by(PieceRow.id)).all()
        for number, title, body, level, fields in rows:
            entry = Entry(number, Origin(""), Draft(title, body, level), orjson.loads(fields))
            yield _due(own[number], entry)


def _due(matter: Matter, entry: Entry) -> Due:
    planned, dates = _dates(matter.triage, matter.start)
    return Due(
        number=matter.piece_id,
        title=entry.draft.title,
        unit=matter.unit,
        triage=matter.triage,
        rhythm=RHYTHMS[matter.triage],
        planned=planned,
        dates=dates,
        members=matter.members,
        key=key_of(entry),
    )


def _done(matter: Matter, ticked: Mapping[int, Mapping[date, Tick]]) -> dict[date, Tick]:
    """Return what was ticked off of a matter, under whichever of its drafts stood for it then."""
    return {day: tick for member in matter.members for day, tick in ticked.get(member, {}).items()}
