"""A list of units on the screen: who there is, whose work each takes over, and whose nobody does."""

from collections.abc import Sequence

from rich.cells import cell_len

from api.screen.paper import Paper
from api.units.own import FormerName
from model.unit_list import UnitList, bundled_units


def write_units(paper: Paper, units: UnitList, former: Sequence[FormerName]) -> None:
    """Write the list in use.

    Args:
        paper: to write on.
        units: the list.
        former: names of former days.
    """
    if units == bundled_units():
        paper.write(f"用的是随程序带的名单，{len(units)} 个单位。")
        paper.write("、".join(units.names), indent=2)
        return
    paper.write(f"本地名单，{len(units)} 个单位：")
    width = max(map(cell_len, units.names))
    for unit in units.units:
        label = unit.name + " " * (width - cell_len(unit.name))
        if not unit.origins:
            told = "新单位：随程序带的标注里没有它，先按职责判断"
        elif unit.origins == (unit.name,):
            told = ""
        else:
            told = f"接过 {'、'.join(unit.origins)}"
        paper.write(f"{label}  {told}".rstrip(), indent=2)
    if former:
        paper.write()
        paper.write(f"原名，{len(former)} 条：")
        for each in former:
            paper.write(f"{each.name}（{_days(each)}）→ {each.unit}", indent=2)
    if left := nobody_does(units):
        paper.write()
        paper.write(f"随程序带的名单里，这 {len(left)} 个单位没有谁接过，它们的标注这里用不上：")
        paper.write("、".join(left), indent=2)
        paper.write("其中有改了名的，请在别名或原名里写上，再导入一次。", indent=2)


def nobody_does(units: UnitList) -> tuple[str, ...]:
    """Return the bundled units whose work nobody in a list does."""
    return tuple(name for name in bundled_units().names if name not in units.heirs)


def _days(former: FormerName) -> str:
    if former.since is None and former.until is None:
        return "不论何时"
    return f"{former.since or ''} 至 {former.until or ''}".strip()
