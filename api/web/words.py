"""How the page puts things into words."""

from datetime import datetime

from api.screen.review import likelihood, percent
from model.review import State, Verdict
from model.rubric import FlagName

__all__ = ["FORMAL", "KINDS", "QUESTIONS", "STATES", "TONES", "chance", "clock", "percent"]

FORMAL = "形式审查"
"""What objections are called beside the three flags."""

KINDS: dict[FlagName, str] = {"too_broad": "broad", "vague": "vague", "infeasible": "infeasible"}
"""The class of style in which each flag is marked; objections have ``formal``."""

QUESTIONS: dict[FlagName, str] = {
    "too_broad": "是不是一件事？",
    "vague": "说清楚了吗？",
    "infeasible": "办得成吗？",
}
"""What each flag asks, for somebody who sees the page for the first time."""

STATES: dict[State, str] = {"成立": "需要修改", "拿不准": "拿不准，请再看看", "不成立": "没有看到"}
"""What a state means to the deputy; a doubt is never said as a fault."""

TONES: dict[Verdict, str] = {"可提交": "good", "修改后提交": "mend", "不宜作为建议": "stop"}
"""The class of style of each verdict."""


def chance(probability: float) -> str:
    """Return a probability in words and as a percentage, such as ``可能性较大 84%``."""
    return f"{likelihood(probability)} {percent(probability)}"


def clock(moment: datetime) -> str:
    """Return a point in time by the clock of the server, such as ``2026年10月5日 9:04``."""
    local = moment.astimezone()
    return f"{local.year}年{local.month}月{local.day}日 {local.hour}:{local.minute:02d}"
