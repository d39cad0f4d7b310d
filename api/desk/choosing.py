"""What is wanted of the desk, as a question to the database."""

from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any, TypeVar

from sqlalchemy import CTE, ColumnElement, Select, case, func, or_, select

from api.desk.wanted import HANDED_IN, FlagWanted, Wanted
from api.storage.desk_schema import PieceRow, PieceTextRow

_Selecting = TypeVar("_Selecting", bound="Select[*tuple[Any, ...]]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The conditions on a draft; what one statement asks by one choice searches the texts only once.

    Attributes:
        wanted: which drafts.
        hits: numbers of the drafts in which the words stand; ``None`` where none are looked for.
    """

    wanted: Wanted
    hits: CTE | None = field(init=False)

    def __post_init__(self) -> None:
        """Look for the words."""
        found = _saying(self.wanted.text).cte("hits") if self.wanted.text else None
        object.__setattr__(self, "hits", found)

    def among(self, which: _Selecting, but: str = "") -> _Selecting:
        """Narrow a question about drafts (:class:`PieceRow`) down to those that are wanted.

        Args:
            which: the question.
            but: name of a filter that is not to count.
        """
        found = [condition for name, condition in _conditions(self.wanted) if name != but]
        if self.hits is not None:
            found.append(PieceRow.id.in_(select(self.hits.c.piece_id)))
        return which.where(*found)


def chosen(wanted: Wanted, which: _Selecting) -> _Selecting:
    """Narrow one question about drafts (:class:`PieceRow`) down to those that are wanted."""
    return Choice(wanted).among(which)


def in_order(wanted: Wanted, which: _Selecting, *, backwards: bool = False) -> _Selecting:
    """Put drafts in the order that is wanted; what is equal in it stands in the order of its numbers."""
    down, key = order(wanted)
    if down != backwards:
        return which.order_by(key.desc(), PieceRow.id.desc())
    return which.order_by(key, PieceRow.id)


def _conditions(wanted: Wanted) -> list[tuple[str, ColumnElement[bool]]]:
    equal = {
        "state": (PieceRow.state, wanted.state),
        "verdict": (PieceRow.verdict, wanted.verdict),
        "unit": (PieceRow.main, wanted.unit),
        "triage": (PieceRow.triage, wanted.triage),
        "delegation": (PieceRow.delegation, wanted.delegation),
        "group": (PieceRow.group_id, wanted.group),
    }
    found: list[tuple[str, ColumnElement[bool]]] = [
        (name, column == value) for name, (column, value) in equal.items() if value
    ]
    if wanted.batch is not None:
        handed_in = wanted.batch == HANDED_IN
        found.append(
            ("batch", PieceRow.batch_id.is_(None) if handed_in else PieceRow.batch_id == wanted.batch)
        )
    if wanted.flag:
        found.append(("flag", _flagged(wanted.flag)))
    return found


_FLAGS = {"too_broad": PieceRow.too_broad, "vague": PieceRow.vague, "infeasible": PieceRow.infeasible}


def _flagged(flag: FlagWanted) -> ColumnElement[bool]:
    if flag == "unsure":
        return or_(*(column == "拿不准" for column in _FLAGS.values()))
    if flag == "clean":
        return func.coalesce(*(func.nullif(column, "不成立") for column in _FLAGS.values())).is_(None)
    return _FLAGS[flag] == "成立"


def _saying(words: str) -> Select[int]:
    """Look for the letters themselves, capital and small ones alike.

    ``LIKE`` was the fastest of what SQLite has; folding letters is a quarter slower, and Chinese has none.
    """
    folded = words.lower() != words.upper()
    where = (PieceRow.title, PieceRow.deputy, PieceRow.delegation, PieceTextRow.body)
    found = (each.icontains if folded else each.contains for each in where)
    return (
        select(PieceTextRow.piece_id)
        .join(PieceRow, PieceRow.id == PieceTextRow.piece_id)
        .where(or_(*(stands_in(words, autoescape=True) for stands_in in found)))
    )


_VERDICTS = {"不宜作为建议": 0, "修改后提交": 1, "可提交": 2}
_TRIAGE = {"急难事": 0, "小微事": 1, "大要事": 2}
_STATES = {"open": 0, "returned": 1, "accepted": 2}
_HOLDS = {"成立": 4, "拿不准": 1}


def order(wanted: Wanted) -> tuple[bool, ColumnElement[Any]]:
    """Return whether the last comes first, and by what drafts are ordered."""
    keys: dict[str, ColumnElement[Any]] = {
        "received": PieceRow.received.expression,
        "title": PieceRow.title.expression,
        "deputy": PieceRow.deputy.expression,
        "delegation": PieceRow.delegation.expression,
        "verdict": case(_VERDICTS, value=PieceRow.verdict, else_=9),
        "flags": reduce(add, (case(_HOLDS, value=column, else_=0) for column in _FLAGS.values())),
        "unit": PieceRow.main.expression,
        "triage": case(_TRIAGE, value=PieceRow.triage, else_=9),
        "state": case(_STATES, value=PieceRow.state, else_=9),
        "changed": func.coalesce(PieceRow.changed, PieceRow.received),
    }
    return wanted.sort.startswith("-"), keys[wanted.sort.removeprefix("-")]
