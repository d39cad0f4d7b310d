"""Drafts on the same matter (同一件事): the list of their groups, and one group with what it proposes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Row, Select, case, func, or_, select
from sqlalchemy.orm import Session, selectinload

from api.desk.beside import likeness
from api.desk.choosing import chosen
from api.desk.pieces import WITH_TEXT, Piece, piece_of
from api.desk.wanted import HANDED_IN, Wanted
from api.desk.whole import members_in
from api.storage.database import Database
from api.storage.desk_schema import ActionRow, BatchRow, ChangeRow, GroupRow, PieceRow
from api.storage.schema import LAST_NUMBER, AccountRow
from api.units.today import units_in

PAGE: Final = 50
"""How many groups, or members of one, a page shows."""

_LATELY = 8
_FOUND = 10

_Found = Row[int | None, int, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One group in the list.

    Attributes:
        id: its number.
        title: of its representative; may be empty.
        deputy: who proposes that; may be empty.
        size: how many members it has.
        merged: how many of them are answered together (并案).
        near_copies: whether the members share most of their words.
        unit: 牵头单位.
    """

    id: int
    title: str
    deputy: str
    size: int
    merged: int
    near_copies: bool
    unit: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list.

    Attributes:
        lines: at most :data:`PAGE`, those with most members first.
        total: how many groups are wanted in all.
        page: which page it is: the last one where a later one was asked for.
        pages: how many there are, at least one.
        batches: names of the batches, by number, that have groups.
    """

    lines: tuple[Line, ...]
    total: int
    page: int
    pages: int
    batches: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to members of a group.

    Attributes:
        action: its number.
        by: shown name of who did it.
        when: in UTC.
        told: in Chinese.
        can_undo: whether it was neither taken back nor takes something back.
    """

    action: int
    by: str
    when: datetime
    told: str
    can_undo: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a group.

    Attributes:
        piece: the draft.
        likeness: how likely it is on the matter of the representative, 0 to 1; 1 for that itself.
    """

    piece: Piece
    likeness: float


@dataclass(frozen=True, slots=True)
class Group:
    """Drafts on the same matter.

    Attributes:
        id: its number.
        near_copies: whether the members share most of their words.
        versions: of all members, by their numbers.
        merged: how many of them are answered together (并案).
        representative: the one that stands for them.
        members: those of this page, the representative first on the first page.
        page: from 1.
        pages: how many there are.
        main: 牵头单位: the one that most members go to, that of the representative among equals.
        votes: how many members go to it.
        co: 会办: the others, the most frequent first, and those that help with the representative.
        deputies: who proposed, that of the representative first.
        done: what was done to members lately, newest first.
    """

    id: int
    near_copies: bool
    versions: Mapping[int, int]
    merged: int
    representative: Piece
    members: tuple[Member, ...]
    page: int
    pages: int
    main: str
    votes: int
    co: tuple[str, ...]
    deputies: tuple[str, ...]
    done: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft that may be put into a group.

    Attributes:
        id: its number.
        version: as found.
        title: may be empty.
        deputy: may be empty.
        unit: 主办.
        group: number of the group it is in already, if it is in one.
        size: how many are in that.
    """

    id: int
    version: int
    title: str
    deputy: str
    unit: str
    group: int | None
    size: int


def listed(database: Database, batch: int | None, merged: bool | None, page: int) -> Listed:
    """Return a page of the groups with two members or more.

    Args:
        database: where they are.
        batch: only those with a draft of this batch, or for :data:`api.desk.wanted.HANDED_IN` one that its
            deputy handed in.
        merged: only those that are merged in part at least, or only the others.
        page: from 1.
    """
    wanted = _wanted(batch, merged)
    with database.session() as session:
        total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
        pages = max(1, -(-total // PAGE))
        page = min(max(page, 1), pages)
        order = wanted.order_by(func.count().desc(), PieceRow.group_id)
        found = session.execute(order.offset((page - 1) * PAGE).limit(PAGE)).all()
        return Listed(_lines(session, found), total, page, pages, _batches(session))


def find(database: Database, number: int, page: int = 1) -> Group | None:
    """Return the group with a number; ``None`` where it has fewer than two members.

    Args:
        database: where it is.
        number: of the group.
        page: which of its members, from 1.
    """
    with database.session() as session:
        group = session.get(GroupRow, number) if 0 < number <= LAST_NUMBER else None
        rows = members_in(session, number) if group else ()
        if group is None or len(rows) < 2:
            return None
        first = next((row for row in rows if row.id == group.representative), rows[0])
        ordered = [first, *(row for row in rows if row is not first)]
        pages = -(-len(ordered) // PAGE)
        page = min(max(page, 1), pages)
        shown = _pieces(session, [first.id, *(row.id for row in ordered[(page - 1) * PAGE : page * PAGE])])
        representative = shown[first.id]
        main, votes, co = _units(ordered, representative)
        return Group(
            number,
            group.near_copies,
            {row.id: row.version for row in ordered},
            sum(row.merged for row in ordered),
            representative,
            _members(representative, [shown[row.id] for row in ordered[(page - 1) * PAGE : page * PAGE]]),
            page,
            pages,
            main,
            votes,
            co,
            tuple(dict.fromkeys(row.deputy for row in ordered if row.deputy)),
            _lately(session, [row.id for row in ordered]),
        )


def candidates(database: Database, group: int, text: str) -> tuple[Candidate, ...]:
    """Return drafts that may be put into a group: the one with a number, and some that say some words.

    Args:
        database: where they are.
        group: number of the group, whose own members are left out.
        text: a number, or words of the title, the deputy, the delegation or the body.
    """
    number = int(text) if text.isascii() and text.isdigit() and int(text) <= LAST_NUMBER else 0
    says = chosen(Wanted(text=text), select(PieceRow.id))
    with database.session() as session:
        rows = session.scalars(
            select(PieceRow)
            .options(selectinload(PieceRow.person))
            .where(or_(PieceRow.id == number, PieceRow.id.in_(says)))
            .where(or_(PieceRow.group_id.is_(None), PieceRow.group_id != group))
            .order_by(PieceRow.id != number, PieceRow.id.desc())
            .limit(_FOUND)
        ).all()
        counted = select(PieceRow.group_id, func.count()).group_by(PieceRow.group_id)
        among = counted.where(PieceRow.group_id.in_([row.group_id for row in rows if row.group_id]))
        sizes = {row[0]: row[1] for row in session.execute(among)}
        return tuple(
            Candidate(
                row.id,
                row.version,
                row.title,
                row.deputy,
                row.main,
                row.group_id,
                sizes.get(row.group_id, 0),
            )
            for row in rows
        )


def is_there(database: Database, number: int) -> bool:
    """Whether a group has two members at least."""
    with database.session() as session:
        of_it = select(func.count(PieceRow.id)).where(PieceRow.group_id == min(number, LAST_NUMBER))
        return (session.scalar(of_it) or 0) > 1


def moved_to(database: Database, number: int) -> int | None:
    """Return the number of the group in which the representative of a former group is now."""
    with database.session() as session:
        group = session.get(GroupRow, number) if 0 < number <= LAST_NUMBER else None
        row = session.get(PieceRow, group.representative) if group else None
        return row.group_id if row and row.group_id != number else None


def group_of(database: Database, pieces: Sequence[int]) -> int | None:
    """Return the number of the group in which most of some drafts are."""
    with database.session() as session:
        groups = session.scalars(
            select(PieceRow.group_id).where(PieceRow.id.in_(pieces), PieceRow.group_id.is_not(None))
        ).all()
    return Counter(groups).most_common(1)[0][0] if groups else None


def _wanted(batch: int | None, merged: bool | None) -> Select[int | None, int, int, int]:
    """Ask for the groups: their numbers, sizes, how many are merged, and the first of their members."""
    together = func.sum(case((PieceRow.merged, 1), else_=0))
    asked = (
        select(PieceRow.group_id, func.count(), together, func.min(PieceRow.id))
        .where(PieceRow.group_id.is_not(None))
        .group_by(PieceRow.group_id)
        .having(func.count() > 1)
    )
    if batch is not None:
        own = PieceRow.batch_id.is_(None) if batch == HANDED_IN else PieceRow.batch_id == batch
        asked = asked.having(func.sum(case((own, 1), else_=0)) > 0)
    if merged is not None:
        asked = asked.having(together > 0 if merged else together == 0)
    return asked


def _lines(session: Session, found: Sequence[_Found]) -> tuple[Line, ...]:
    numbers = [number for number, *_ in found]
    rows = {row.id: row for row in session.scalars(select(GroupRow).where(GroupRow.id.in_(numbers)))}
    units: dict[int, Counter[str]] = {row: Counter() for row in rows}
    for number, unit, count in session.execute(
        select(PieceRow.group_id, PieceRow.main, func.count())
        .where(PieceRow.group_id.in_(numbers))
        .group_by(PieceRow.group_id, PieceRow.main)
    ):
        units[number or 0][unit] = count
    first = _firsts(session, rows)
    lines = []
    for number, size, merged, lowest in found:
        assert number is not None  # noqa: S101 - asked for so
        group, piece = rows[number], first.get(number) or session.get_one(PieceRow, lowest)
        unit = _most(units[number], piece.main)
        lines.append(Line(number, piece.title, piece.deputy, size, merged, group.near_copies, unit))
    return tuple(lines)


def _firsts(session: Session, groups: Mapping[int, GroupRow]) -> dict[int, PieceRow]:
    """Return the representative of each group that has it among its members."""
    wanted = [group.representative for group in groups.values()]
    asked = select(PieceRow).options(selectinload(PieceRow.person))
    rows = session.scalars(asked.where(PieceRow.id.in_(wanted))).all()
    return {row.group_id: row for row in rows if row.group_id is not None}


def _batches(session: Session) -> dict[int, str]:
    of_groups = select(PieceRow.batch_id).where(PieceRow.group_id.is_not(None)).distinct()
    asked = select(BatchRow.id, BatchRow.name).where(BatchRow.id.in_(of_groups)).order_by(BatchRow.id.desc())
    return {row[0]: row[1] for row in session.execute(asked)}


def _pieces(session: Session, numbers: Sequence[int]) -> dict[int, Piece]:
    units = units_in(session)
    rows = session.scalars(WITH_TEXT.where(PieceRow.id.in_(numbers)))
    return {row.id: piece_of(row, units) for row in rows}


def _members(representative: Piece, pieces: Sequence[Piece]) -> tuple[Member, ...]:
    others = [piece for piece in pieces if piece.id != representative.id]
    likely = likeness(representative.entry.draft, [piece.entry.draft for piece in others])
    found = {piece.id: chance for piece, chance in zip(others, likely, strict=True)}
    return tuple(Member(piece, found.get(piece.id, 1.0)) for piece in pieces)


def _units(rows: Sequence[PieceRow], representative: Piece) -> tuple[str, int, tuple[str, ...]]:
    """Return 牵头单位, how many members go to it, and 会办."""
    votes = Counter(row.main for row in rows)
    main = _most(votes, rows[0].main)
    helping = [each.unit for each in representative.review.units.co]
    others = dict.fromkeys([*(unit for unit, _ in votes.most_common()), *helping])
    return main, votes[main], tuple(unit for unit in others if unit != main)


def _most(votes: Mapping[str, int], own: str) -> str:
    return max(votes, key=lambda unit: (votes[unit], unit == own))


def _lately(session: Session, pieces: Sequence[int]) -> tuple[Done, ...]:
    numbers = session.scalars(
        select(ChangeRow.action_id)
        .where(ChangeRow.piece_id.in_(pieces))
        .distinct()
        .order_by(ChangeRow.action_id.desc())
        .limit(_LATELY)
    ).all()
    undone = set(session.scalars(select(ActionRow.undoes).where(ActionRow.undoes.in_(numbers))))
    found = session.execute(
        select(ActionRow, AccountRow.display)
        .join(AccountRow, ActionRow.account_id == AccountRow.id)
        .where(ActionRow.id.in_(numbers))
        .order_by(ActionRow.id.desc())
    ).all()
    return tuple(
        Done(action.id, by, action.made, action.told, action.undoes is None and action.id not in undone)
        for action, by in found
    )
