"""What leaves the desk: the drafts that are wanted, as they stand, one after the other.

Drafts are read a few at a time: nothing is held for the length of an export, neither in memory nor by a
transaction, and what is decided meanwhile is as it stands when its draft passes by.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from api.batch.outputs.rows import Plain, headings, rows_of
from api.batch.rows import Decision, Origin, Scored, Unread
from api.desk.beside import likeness
from api.desk.choosing import chosen
from api.desk.opinion import own_opinion
from api.desk.pieces import WITH_TEXT, Piece, piece_of
from api.desk.standing import STATE_NAMES
from api.desk.wanted import HANDED_IN, Wanted
from api.letters.saying import is_returned
from api.priorities.choosing import key_matters, small_matters
from api.priorities.summary import Summary, summarise
from api.privacy.hiding import without_persons
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, GroupRow, PieceRow, PieceTextRow, UnreadRow
from api.storage.schema import AccountRow
from api.units.today import units_in
from api.workbook.contents import Contents
from model.draft import Draft
from model.similar.groups import Group
from model.similar.passages import shared_passages

_AT_ONCE = 200
_MOST_REMEMBERED = 20_000
"""Drafts whose summaries are kept in memory, at two kilobytes each; of more they are made anew."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """A draft that leaves the desk.

    Attributes:
        batch_id: of which batch; ``None`` for one that its author handed in.
        scored: as it stands, with what was decided; its number that on the desk.
    """

    batch_id: int | None
    scored: Scored


def numbers_of(database: Database, wanted: Wanted, *further: ColumnElement[bool]) -> tuple[int, ...]:
    """Return the numbers of the drafts that are wanted, ascending.

    Args:
        database: where they are.
        wanted: which; its sort and page count for nothing.
        further: conditions on :class:`PieceRow`.
    """
    asked = chosen(wanted, select(PieceRow.id)).where(*further)
    with database.session() as session:
        return tuple(session.scalars(asked.order_by(PieceRow.id)))


def leaving(database: Database, numbers: Sequence[int], *, persons: bool = False) -> Iterator[Leaving]:
    """Yield drafts, in the order of their numbers on the desk.

    Args:
        database: where they are.
        numbers: of the drafts, ascending.
        persons: with the names of who put them forward; otherwise these are hidden.
    """
    for start in range(0, len(numbers), _AT_ONCE):
        asked = WITH_TEXT.where(PieceRow.id.in_(numbers[start : start + _AT_ONCE]))
        with database.session() as session:
            names, units = _names(session), units_in(session)
            pieces = [piece_of(row, units) for row in session.scalars(asked.order_by(PieceRow.id)).all()]
        found = (_leaving(piece, names) for piece in pieces)
        yield from found if persons else map(_without_persons, found)


def returned(*, proposed: bool) -> ColumnElement[bool]:
    """Return which drafts have a letter.

    Args:
        proposed: those, too, that the model would return and about which nobody has decided.
    """
    decided = PieceRow.state == "returned"
    would = and_(PieceRow.state == "open", PieceRow.verdict != "可提交")
    return or_(decided, would) if proposed else decided


def contents_of(database: Database, wanted: Wanted, when: date, *, persons: bool = False) -> Contents:
    """Return what a workbook of the desk shows.

    Args:
        database: where the drafts are.
        wanted: which.
        when: the day to put on it.
        persons: as for :func:`leaving`.
    """
    numbers = numbers_of(database, wanted)
    groups = groups_of(database, numbers)
    summaries = _summaries(database, numbers)
    return Contents(
        reviews=lambda: (each.scored for each in leaving(database, numbers, persons=persons)),
        unread=lambda: unread_of(database, wanted),
        when=when,
        groups=groups,
        key_matters=key_matters(summaries(), groups),
        small_matters=small_matters(summaries(), groups),
        partial=unfinished(database, wanted),
        decided=True,
    )


def table_of(database: Database, wanted: Wanted, *, persons: bool = False) -> Iterator[tuple[Plain, ...]]:
    """Yield the rows of a flat table: the headings, the drafts, and what could not be read.

    Args:
        database: where the drafts are.
        wanted: which.
        persons: as for :func:`leaving`.
    """
    group_of: dict[int, tuple[int, bool]] = {}
    numbers = numbers_of(database, wanted)
    for place, (first, members) in enumerate(_members(database, numbers), 1):
        group_of |= {member: (place, member == first) for member in members}
    drafts = (each.scored for each in leaving(database, numbers, persons=persons))
    yield headings(decided=True)
    yield from rows_of(chain(drafts, unread_of(database, wanted)), group_of, decided=True)


def with_words(scored: Scored) -> Scored:
    """Return a draft that is returned so that its letter says something.

    Where a person returns what the program would let pass and has not said why, it asks to look again.
    """
    if is_returned(scored.review) or scored.decision is None or scored.decision.opinion:
        return scored
    own = own_opinion(Scored(scored.entry, scored.review))
    return replace(scored, decision=replace(scored.decision, opinion=own))


def unread_of(database: Database, wanted: Wanted) -> Iterator[Unread]:
    """Yield what could not be read of the batches that are wanted."""
    if wanted.batch == HANDED_IN:
        return
    last = 0
    while True:
        asked = select(UnreadRow).where(UnreadRow.id > last)
        if wanted.batch:
            asked = asked.where(UnreadRow.batch_id == wanted.batch)
        with database.session() as session:
            rows = session.scalars(asked.order_by(UnreadRow.id).limit(_AT_ONCE)).all()
            found = [
                Unread(0, Origin(row.file, row.sheet, row.row), row.kind, row.problem, row.remedy)
                for row in rows
            ]
            last = rows[-1].id if rows else last
        if not found:
            return
        yield from found


def groups_of(database: Database, numbers: Sequence[int]) -> tuple[Group, ...]:
    """Return the groups of which two of some drafts or more are members, without the other members.

    Passages and likeness are those with the draft that stands for the group now. Likeness is what was found
    when the batch was filed, and is found now only where people have changed the group since, or where that
    draft is not among the others.
    """
    return tuple(_group(database, first, members) for first, members in _members(database, numbers))


def _members(database: Database, numbers: Sequence[int]) -> list[tuple[int, tuple[int, ...]]]:
    """Return the draft that stands for each group, and those of its members that are among the drafts."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    among = set(numbers)
    asked = select(PieceRow.group_id, PieceRow.id).where(PieceRow.group_id.is_not(None))
    with database.session() as session:
        for group, piece in session.execute(asked.order_by(PieceRow.id)):
            if piece in among:
                members[group or 0].append(piece)
        first = {row.id: row.representative for row in session.scalars(select(GroupRow))}
    return [
        (first[group] if first.get(group) in own else own[0], tuple(own))
        for group, own in members.items()
        if len(own) > 1
    ]


def _group(database: Database, first: int, members: tuple[int, ...]) -> Group:
    asked = (
        select(PieceRow, PieceTextRow.body, PieceTextRow.likeness, GroupRow)
        .join(PieceTextRow, PieceTextRow.piece_id == PieceRow.id)
        .join(GroupRow, GroupRow.id == PieceRow.group_id)
        .where(PieceRow.id.in_(members))
    )
    with database.session() as session:
        found = session.execute(asked).all()
    drafts = {row.id: Draft(row.title, body, row.level) for row, body, _, _ in found}
    group = found[0][3]
    stands = group.representative == first  # likeness that is kept is to that one
    likely = {row.id: known for row, _, known, _ in found if known and stands} | {first: 1.0}
    new = [number for number in members if number not in likely]
    likely |= zip(new, likeness(drafts[first], [drafts[number] for number in new]), strict=True)
    return Group(
        members,
        first,
        group.near_copies,
        tuple(likely[number] for number in members),
        tuple(
            () if number == first else shared_passages(drafts[first], drafts[number]) for number in members
        ),
    )


def _leaving(piece: Piece, names: Mapping[int, str]) -> Leaving:
    standing = piece.standing
    decision = Decision(
        STATE_NAMES[standing.state],
        names[standing.decided_by] if standing.decided_by else "",
        standing.decided,
        standing.opinion,
        standing.merged,
    )
    return Leaving(piece.batch_id, Scored(replace(piece.entry, number=piece.id), piece.review, decision))


def _without_persons(each: Leaving) -> Leaving:
    return replace(each, scored=without_persons(each.scored))


def _names(session: Session) -> dict[int, str]:
    return {account.id: account.display for account in session.scalars(select(AccountRow))}


def _summaries(database: Database, numbers: Sequence[int]) -> Callable[[], Iterable[Summary]]:
    """Return what gives the summaries again and again: from memory where they are few."""

    def anew() -> Iterator[Summary]:
        return (summarise(each.scored) for each in leaving(database, numbers, persons=True))

    if len(numbers) > _MOST_REMEMBERED:
        return anew
    kept = tuple(anew())
    return lambda: kept


def unfinished(database: Database, wanted: Wanted) -> bool:
    """Whether the batch that is wanted was not scored to its end."""
    with database.session() as session:
        batch = session.get(BatchRow, wanted.batch) if wanted.batch else None
        return batch is not None and batch.state != "done"
