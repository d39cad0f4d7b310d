"""What is wanted of the desk, as a question to the database."""

from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from api.desk.wanted import HANDED_IN, FlagWanted, Wanted
from api.storage.desk_schema import PieceRow, PieceTextRow
from api.storage.persons_schema import PersonRow
from model.review import State

_Selecting = TypeVar("_Selecting", bound="Select[*tuple[Any, ...]]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The drafts that are wanted, for one statement that asks several things about them.

    Where words are looked for, the texts are searched once; what is asked then is asked of the drafts found.

    Attributes:
        wanted: which drafts.
        piece: what to ask instead of :class:`PieceRow`; without what lists do not need.
    """

    wanted: Wanted
    piece: type[PieceRow] = field(init=False)

    def __post_init__(self) -> None:
        """Look for the words."""
        words = self.wanted.text
        piece = aliased(PieceRow, _found(words).cte("found")) if words else PieceRow
        object.__setattr__(self, "piece", piece)

    def among(self, which: _Selecting, but: str = "") -> _Selecting:
        """Narrow a question about :attr:`piece` down to the drafts that are wanted.

        Args:
            which: the question.
            but: name of a filter that is not to count.
        """
        conditions = _conditions(self.piece, self.wanted)
        return which.where(*(condition for name, condition in conditions.items() if name != but))


def chosen(wanted: Wanted, which: _Selecting) -> _Selecting:
    """Narrow one question about drafts (:class:`PieceRow`) down to those that are wanted."""
    narrowed = which.where(*_conditions(PieceRow, wanted).values())
    if wanted.text:
        found = _found(wanted.text).subquery()
        return narrowed.where(PieceRow.id.in_(select(found.c.id)))
    return narrowed


def in_order(
    wanted: Wanted, which: _Selecting, piece: type[PieceRow] = PieceRow, *, backwards: bool = False
) -> _Selecting:
    """Put drafts in the order that is wanted; what is equal in it stands in the order of its numbers."""
    down, key = order(wanted, piece)
    if down != backwards:
        return which.order_by(key.desc(), piece.id.desc())
    return which.order_by(key, piece.id)


def _conditions(piece: type[PieceRow], wanted: Wanted) -> dict[str, ColumnElement[bool]]:
    found: dict[str, ColumnElement[bool]] = {}
    equal = {
        "state": (piece.state, wanted.state),
        "verdict": (piece.verdict, wanted.verdict),
        "unit": (piece.main, wanted.unit),
        "triage": (piece.triage, wanted.triage),
        "delegation": (piece.delegation, wanted.delegation),
        "group": (piece.group_id, wanted.group),
        "batch": (piece.batch_id, wanted.batch),
    }
    for name, (column, value) in equal.items():
        if value:
            found[name] = column == value
    if wanted.batch == HANDED_IN:
        found["batch"] = piece.batch_id.is_(None)
    if wanted.flag:
        found["flag"] = _flagged(piece, wanted.flag)
    if wanted.code:
        found["code"] = (" " + piece.codes + " ").contains(f" {wanted.code} ")
    return found


def _flagged(piece: type[PieceRow], flag: FlagWanted) -> ColumnElement[bool]:
    flags = _flags(piece)
    if flag == "unsure":
        return or_(*(column == "拿不准" for column in flags.values()))
    if flag == "clean":
        return and_(*(column == "不成立" for column in flags.values()))
    return flags[flag] == "成立"


def _flags(piece: type[PieceRow]) -> dict[str, InstrumentedAttribute[State]]:
    return {"too_broad": piece.too_broad, "vague": piece.vague, "infeasible": piece.infeasible}


def _found(words: str) -> Select[*tuple[Any, ...]]:
    """Look for the letters themselves, capital and small ones alike.

    ``LIKE`` was the fastest of what SQLite has; folding letters costs as much again, and Chinese has none.
    """
    folded = words.lower() != words.upper()
    places = (PieceRow.title, PieceRow.delegation, PieceTextRow.body)
    stands = [each.icontains if folded else each.contains for each in places]
    named = PersonRow.deputy.icontains if folded else PersonRow.deputy.contains
    persons = select(PersonRow.piece_id).where(named(words, autoescape=True))
    columns = [getattr(PieceRow, name) for name in _LISTED]
    texts = select(*columns).join(PieceTextRow, PieceTextRow.piece_id == PieceRow.id)
    found = [stands_in(words, autoescape=True) for stands_in in stands]
    return texts.where(or_(PieceRow.id.in_(persons), *found))


_LISTED = (
    "id", "batch_id", "title", "delegation", "verdict", "too_broad", "vague", "infeasible", "codes",
    "main", "triage", "state", "group_id", "received", "changed",
)  # fmt: skip
_VERDICTS = {"不宜作为建议": 0, "修改后提交": 1, "可提交": 2}
_TRIAGE = {"急难事": 0, "小微事": 1, "大要事": 2}
_STATES = {"open": 0, "returned": 1, "accepted": 2}
_HOLDS = {"成立": 4, "拿不准": 1}


_Key = ColumnElement[Any] | InstrumentedAttribute[Any]


def order(wanted: Wanted, piece: type[PieceRow] = PieceRow) -> tuple[bool, _Key]:
    """Return whether the last comes first, and by what drafts are ordered."""
    flags = _flags(piece).values()
    keys: dict[str, _Key] = {
        "received": piece.received,
        "title": piece.title,
        "deputy": func.coalesce(_deputy_of(piece), ""),
        "delegation": piece.delegation,
        "verdict": case(_VERDICTS, value=piece.verdict, else_=9),
        "flags": reduce(add, (case(_HOLDS, value=column, else_=0) for column in flags)),
        "unit": piece.main,
        "triage": case(_TRIAGE, value=piece.triage, else_=9),
        "state": case(_STATES, value=piece.state, else_=9),
        "changed": func.coalesce(piece.changed, piece.received),
    }
    return wanted.sort.startswith("-"), keys[wanted.sort.removeprefix("-")]


def _deputy_of(piece: type[PieceRow]) -> ScalarSelect[str]:
    return select(PersonRow.deputy).where(PersonRow.piece_id == piece.id).scalar_subquery()
