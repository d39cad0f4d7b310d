"""How an ask begins that is addressed to a unit: 请县教育局牵头."""

import re
from collections.abc import Sequence

from model.unit import Unit

_SHORT = frozenset(
    ("交警", "城管", "住建", "国土部门", "财政", "物业", "社区", "村里", "镇里", "县里", "市里", "区里")
)


def addressed_to(units: Sequence[Unit]) -> re.Pattern[str]:
    """Return what finds, at the beginning of an ask, the unit it is addressed to.

    Args:
        units: whose names and aliases are known, and their short forms: 教育部门 for 教育局.
    """
    names = {name for unit in units for name in (unit.name, *unit.aliases)}
    short = {name[:-1] + "部门" for name in names if name.endswith("局")} | _SHORT
    longest_first = sorted(names | short, key=lambda name: (-len(name), name))
    return re.compile(
        "^[请由让和、及会同协调牵头]{0,6}[县市区省镇乡]?(?:里)?(?:"
        + "|".join(map(re.escape, longest_first))
        + ")(?:等?部门|等单位|等)?(?:牵头|负责)?"
    )
