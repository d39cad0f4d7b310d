"""What is wanted of the desk, as a question to the database."""

from functools import reduce
from operator import add
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from api.desk.wanted import HANDED_IN, FlagWanted, Wanted
from api.storage.desk_schema import PieceRow, PieceTextRow

_Selecting = TypeVar("_Selecting", bound=Select[Any])


def chosen(wanted: Wanted, which: _Selecting) -> _Selecting:
    """Narrow a question about drafts (:class:`PieceRow`) down to those that are wanted."""
    return which.where(*_conditions(wanted))


def in_order(wanted: Wanted, which: _Selecting, *, backwards: bool = False) -> _Selecting:
    """Put drafts in the order that is wanted; what is equal in it stands in the order of its numbers."""
    down, key = order(wanted)
    if down != backwards:
        return which.order_by(key.desc(), PieceRow.id.desc())
    return which.order_by(key, PieceRow.id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    equal = {
        PieceRow.state: wanted.state,
        PieceRow.verdict: wanted.verdict,
        PieceRow.main: wanted.unit,
        PieceRow.triage: wanted.triage,
        PieceRow.delegation: wanted.delegation,
        PieceRow.group_id: wanted.group,
    }
    found = [column == value for column, value in equal.items() if value]
    if wanted.batch == HANDED_IN:
        found.append(PieceRow.batch_id.is_(None))
    elif wanted.batch:
        found.append(PieceRow.batch_id == wanted.batch)
    if wanted.flag:
        found.append(_flagged(wanted.flag))
    if wanted.text:
        found.append(_says(wanted.text))
    return found


_FLAGS = {"too_broad": PieceRow.too_broad, "vague": PieceRow.vague, "infeasible": PieceRow.infeasible}


def _flagged(flag: FlagWanted) -> ColumnElement[bool]:
    if flag == "unsure":
        return or_(*(column == "拿不准" for column in _FLAGS.values()))
    if flag == "clean":
        return func.coalesce(*(func.nullif(column, "不成立") for column in _FLAGS.values())).is_(None)
    return _FLAGS[flag] == "成立"


def _says(text: str) -> ColumnElement[bool]:
    """Look for the letters themselves; capital and small ones are the same."""
    words = func.lower(text)
    body = select(PieceTextRow.body).where(PieceTextRow.piece_id == PieceRow.id).scalar_subquery()
    where = (PieceRow.title, PieceRow.deputy, PieceRow.delegation, body)
    return or_(*(func.lower(each).contains(words, autoescape=True) for each in where))


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
