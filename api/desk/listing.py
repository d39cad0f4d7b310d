"""The list of the desk: a page of the drafts that are wanted, and what stands around one of them in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select, tuple_

from api.desk.choosing import chosen, in_order, order
from api.desk.wanted import Wanted, read_wanted
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceState
from api.storage.schema import AccountRow
from model.review import State, TriageValue, Verdict
from model.rubric import FlagName

__all__ = ["PAGE", "Listed", "Neighbours", "Row", "Wanted", "listed", "neighbours", "read_wanted"]

PAGE: Final = 50
"""How many drafts a page shows."""


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
    """

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


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
    """Return a page of the drafts that are wanted."""
    with database.session() as session:
        total = session.scalar(chosen(wanted, select(func.count(PieceRow.id)))) or 0
        pages = max(1, -(-total // PAGE))
        page = min(wanted.page, pages)
        numbers = session.scalars(
            in_order(wanted, chosen(wanted, select(PieceRow.id))).offset((page - 1) * PAGE).limit(PAGE)
        ).all()
        found = {
            piece.id: _row(piece, by or "")
            for piece, by in session.execute(
                select(PieceRow, AccountRow.display)
                .outerjoin(AccountRow, PieceRow.changed_by == AccountRow.id)
                .where(PieceRow.id.in_(numbers))
            )
        }
        return Listed(tuple(found[number] for number in numbers), total, page, pages)


def neighbours(database: Database, wanted: Wanted, piece_id: int) -> Neighbours:
    """Return what stands around a draft in the list of what is wanted.

    They are found by where the draft would stand, so that they are found, too, once a decision has taken it
    out of the list.
    """
    down, key = order(wanted)
    here = select(key, PieceRow.id).where(PieceRow.id == piece_id).scalar_subquery()
    place = tuple_(key, PieceRow.id)
    after = place < here if down else place > here
    before = place > here if down else place < here
    numbers = chosen(wanted, select(PieceRow.id))
    with database.session() as session:
        return Neighbours(
            session.scalar(in_order(wanted, numbers, backwards=True).where(before).limit(1)),
            session.scalar(in_order(wanted, numbers).where(after).limit(1)),
            session.scalar(chosen(wanted, select(func.count(PieceRow.id))).where(before)) or 0,
            session.scalar(chosen(wanted, select(func.count(PieceRow.id)))) or 0,
        )


def _row(piece: PieceRow, by: str) -> Row:
    return Row(
        piece.id,
        piece.version,
        piece.title,
        piece.deputy,
        piece.delegation,
        piece.verdict,
        {"too_broad": piece.too_broad, "vague": piece.vague, "infeasible": piece.infeasible},
        piece.main,
        piece.triage,
        piece.state,
        piece.group_id,
        piece.merged,
        piece.received,
        piece.changed,
        by,
    )
