"""The list of the desk: a page of the drafts that are wanted, and what stands around one of them in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row as SqlRow
from sqlalchemy import Select, Text, cast, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from api.desk.choosing import Choice, in_order, order
from api.desk.wanted import HANDED_IN, Wanted, read_wanted
from api.storage.database import Database
from api.storage.desk_schema import SHOWN_NAME, PieceRow, PieceState
from api.storage.persons_schema import PersonRow
from api.storage.schema import AccountRow
from model.review import State, TriageValue, Verdict
from model.rubric import FlagName

__all__ = [
    "HANDED_IN",
    "PAGE",
    "Listed",
    "Neighbours",
    "Row",
    "Wanted",
    "listed",
    "neighbours",
    "read_wanted",
]

PAGE: Final = 50
"""How many drafts a page shows."""

MOST_VALUES: Final = 100
"""How many values of one filter can be chosen from a list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One draft of the list.

    Attributes:
        id: its number on the desk.
        version: of the draft as the list shows it.
        title: may be empty.
        deputy: who proposes it; may be empty.
        delegation: may be empty.
        verdict: as it stands.
        flags: the state of each flag, as it stands.
        unit: 主办.
        triage: 三分.
        state: what was decided.
        group: number of its group, if it is in one.
        merged: whether it is answered with that group (并案).
        received: in UTC.
        changed: when it was changed last, in UTC.
        changed_by: shown name of who did; empty where nobody has.
    """

    id: int
    version: int
    title: str
    deputy: str
    delegation: str
    verdict: Verdict
    flags: Mapping[FlagName, State]
    unit: str
    triage: TriageValue
    state: PieceState
    group: int | None
    merged: bool
    received: datetime
    changed: datetime | None
    changed_by: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list.

    Attributes:
        rows: at most :data:`PAGE`.
        total: how many drafts are wanted in all.
        page: which page it is: the last one where a later one was asked for.
        pages: how many there are, at least one.
        counts: by the name of a filter, for each of its values how many drafts there would be with it and the
            other filters as they are; most frequent first, at most :data:`MOST_VALUES`.
    """

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands around one draft in a list; the draft itself may have left it meanwhile.

    Attributes:
        previous: number of the one before it.
        next: number of the one after it.
        before: how many stand before it.
        total: how many are wanted in all.
    """

    previous: int | None
    next: int | None
    before: int
    total: int


def listed(database: Database, wanted: Wanted) -> Listed:
    """Return a page of the drafts that are wanted, and how many there would be with other filters."""
    with database.session() as session:
        numbers, counts, total = _asked(session, wanted)
        pages = max(1, -(-total // PAGE))
        page = min(wanted.page, pages)
        if page < wanted.page:
            numbers, counts, total = _asked(session, replace(wanted, page=page))
        found = {row.id: row for row in map(_row, session.execute(_ROWS.where(PieceRow.id.in_(numbers))))}
    rows = tuple(found[number] for number in numbers if number in found)
    return Listed(rows, total, page, pages, counts)


def neighbours(database: Database, wanted: Wanted, piece_id: int) -> Neighbours:
    """Return what stands around a draft in the list of what is wanted.

    They are found by where the draft would stand, so that they are found, too, once a decision has taken it
    out of the list.
    """
    choice = Choice(wanted)
    piece = choice.piece
    down, key = order(wanted, piece)
    here_key = order(wanted)[1]
    here = select(here_key, PieceRow.id).where(PieceRow.id == piece_id).scalar_subquery()
    place = tuple_(key, piece.id)
    before, after = (place > here, place < here) if down else (place < here, place > here)
    numbers = choice.among(select(piece.id))
    count = choice.among(select(func.count(piece.id)))
    asked = select(
        in_order(wanted, numbers.where(before), piece, backwards=True).limit(1).scalar_subquery(),
        in_order(wanted, numbers.where(after), piece).limit(1).scalar_subquery(),
        count.where(before).scalar_subquery(),
        count.scalar_subquery(),
    )
    with database.session() as session:
        return Neighbours(*session.execute(asked).one())


_FACETS: Mapping[str, str] = {
    "batch": "batch_id",
    "state": "state",
    "verdict": "verdict",
    "unit": "main",
    "triage": "triage",
    "delegation": "delegation",
}
_PLACE, _TOTAL, _NONE = "place", "total", str(HANDED_IN)


def _asked(session: Session, wanted: Wanted) -> tuple[list[int], dict[str, dict[str, int]], int]:
    """Ask for a page, all counts and the total in one statement, so that texts are searched once."""
    choice = Choice(wanted)
    total = choice.among(select(literal(_TOTAL), literal(""), func.count(choice.piece.id)))
    facets = (_facet(choice, name, column) for name, column in _FACETS.items())
    places: dict[int, int] = {}
    counts: dict[str, dict[str, int]] = {name: {} for name in (*_FACETS, _TOTAL)}
    asked: Iterable[SqlRow[*tuple[Any, ...]]] = session.execute(union_all(_page(choice), total, *facets))
    for name, value, count in asked:
        if name == _PLACE:
            places[count] = int(value)
        else:
            counts[name][value] = count
    return [places[place] for place in sorted(places)], counts, counts.pop(_TOTAL)[""]


def _page(choice: Choice) -> Select[*tuple[Any, ...]]:
    """Return the question for the numbers of one page, as rows of what :func:`_asked` asks."""
    piece = choice.piece
    down, key = order(choice.wanted, piece)
    page = (
        in_order(choice.wanted, choice.among(select(piece.id, key.label("key"))), piece)
        .offset((choice.wanted.page - 1) * PAGE)
        .limit(PAGE)
        .subquery()
    )
    columns = (page.c.key.desc(), page.c.id.desc()) if down else (page.c.key, page.c.id)
    place = func.row_number().over(order_by=columns)
    return select(literal(_PLACE), cast(page.c.id, Text), place)


def _facet(choice: Choice, name: str, column: str) -> Select[*tuple[Any, ...]]:
    value = getattr(choice.piece, column)
    count = func.count().label("count")
    asked = choice.among(select(func.coalesce(cast(value, Text), _NONE).label("value"), count), but=name)
    some = asked.group_by(value).order_by(count.desc(), value).limit(MOST_VALUES).subquery()
    return select(literal(name), some.c.value, some.c.count)


_ROWS = select(
    PieceRow.id,
    PieceRow.version,
    PieceRow.title,
    PersonRow.deputy,
    PieceRow.delegation,
    PieceRow.verdict,
    PieceRow.too_broad,
    PieceRow.vague,
    PieceRow.infeasible,
    PieceRow.main,
    PieceRow.triage,
    PieceRow.state,
    PieceRow.group_id,
    PieceRow.merged,
    PieceRow.received,
    PieceRow.changed,
    AccountRow.display,
)
_ROWS = _ROWS.outerjoin(AccountRow, PieceRow.changed_by == AccountRow.id).outerjoin(PieceRow.person)


def _row(found: SqlRow[*tuple[Any, ...]]) -> Row:
    return Row(
        found.id,
        found.version,
        found.title,
        (found.deputy or "")[:SHOWN_NAME],
        found.delegation,
        found.verdict,
        {"too_broad": found.too_broad, "vague": found.vague, "infeasible": found.infeasible},
        found.main,
        found.triage,
        found.state,
        found.group_id,
        found.merged,
        found.received,
        found.changed,
        found.display or "",
    )
