"""What can be done to many drafts at once: accept, return, take up again, assign, and class as 三分."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from api.desk.standing import Standing
from api.errors import BadRequest
from api.storage.desk_schema import PieceState
from model.review import TRIAGE
from model.unit_list import UnitList

Action = Literal["accept", "return", "reopen", "unit", "triage"]

_STATES: dict[str, tuple[PieceState, str]] = {
    "accept": ("accepted", "接收"),
    "return": ("returned", "退回修改"),
    "reopen": ("open", "重新处理"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done.

    Attributes:
        action: which.
        told: in Chinese, for the history.
        change: from how a draft stands to how it shall stand.
    """

    action: Action
    told: str
    change: Callable[[Standing], Standing]


def deed(action: str, unit: str, triage: str, units: UnitList) -> Deed:
    """Return what was asked for.

    Args:
        action: one of :data:`Action`.
        unit: 主办, for ``unit``.
        triage: 三分, for ``triage``.
        units: that may be 主办.

    Raises:
        BadRequest: it is none of these, or unit or class is not one that there is.
    """
    known = next((each for each in get_args(Action) if each == action), None)
    if known is None:
        raise BadRequest("没有这种操作", remedy="请回到审核台再选一次")
    if known == "unit":
        if unit not in units:
            raise BadRequest("还没有选主办单位", remedy="请先选一个单位，再按“改主办”")
        return Deed(known, f"主办改为{unit}", lambda was: replace(was, said=replace(was.said, main=unit)))
    if known == "triage":
        value = next((each for each in TRIAGE if each == triage), None)
        if value is None:
            raise BadRequest("还没有选三分", remedy="请先选一类，再按“改三分”")
        return Deed(known, f"三分改为{value}", lambda was: replace(was, said=replace(was.said, triage=value)))
    state, told = _STATES[known]
    return Deed(known, told, lambda was: replace(was, state=state))
