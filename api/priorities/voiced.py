"""How strongly a matter is voiced (反映强烈)."""

import math
from collections.abc import Sequence

from api.priorities.candidates import Mark
from api.priorities.people import People

_REPEATED = 0.6
"""With each further voice as much is left of what a score lacks: two give 0.4, three 0.64, five 0.87."""
_TOUCHED = 0.7
"""Most that people alone can give: many touched do not mean that many say it."""
_FEW, _MANY = 10, 10_000
"""People that count nothing, and fully."""


def voices(members: Sequence[int], deputies: Sequence[str]) -> int:
    """Return how many say the same: drafts, those of one deputy counted once.

    Args:
        members: numbers of the drafts.
        deputies: who put each forward; empty where that is not known, which counts as somebody else.
    """
    named = [deputy for deputy in deputies if deputy]
    return len(set(named)) + len(members) - len(named)


def voiced(count: int, people: People | None) -> Mark:
    """Measure 反映强烈, one of the office's criteria: how many say it, and how many people it touches.

    Source: issue “The reviewer's desk”, 重点处理候选. Voices give 1 - 0.6 ** (count - 1); people give nothing
    up to 10 and up to 0.7 at 10,000, by the logarithm; both are combined as independent signs.

    Args:
        count: of deputies who say the same.
        people: that it touches.
    """
    by_voices = 1 - _REPEATED ** (count - 1)
    by_people = 0.0
    if people:
        share = math.log(max(people.number, 1) / _FEW) / math.log(_MANY / _FEW)
        by_people = _TOUCHED * min(1.0, max(0.0, share))
    said = [f"{count} 件说的可能是同一件事" if count > 1 else "只有这一件说"]
    if people:
        reckoned = "" if people.heads else f"（按 {people.number} 人算）"
        said.append(f"涉及{people.stated}{reckoned}")
    else:
        said.append("没有写到涉及多少人")
    return Mark(
        "反映强烈",
        round(1 - (1 - by_voices) * (1 - by_people), 3),
        "、".join(said),
        (people.quote,) if people else (),
    )
