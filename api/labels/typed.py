"""What somebody typed on the page for labelling, and what they say with it.

Only what was judged counts: a flag about which nothing was chosen is not said to be absent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from model.content import REASONS
from model.judging import FLAG_OF
from model.review import TRIAGE
from model.rubric import FLAGS, FlagName
from model.unit_list import UnitList
from training.local.said import Said

YES, NO, SILENT = "yes", "no", ""
"""What is said of a flag: it holds, it does not, or nothing."""

_MOST_SHOWN: Final = 6
_AS_SAID = {YES: True, NO: False}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form; anything may stand there.

    Attributes:
        flags: :data:`YES`, :data:`NO` or :data:`SILENT` for each flag.
        codes: that are ticked.
        main: 主办, or a part of its name.
        triage: 三分; empty for nothing.
        seen: whether the model's view was asked for before.
    """

    flags: Mapping[FlagName, str]
    codes: frozenset[str] = frozenset()
    main: str = ""
    triage: str = ""
    seen: bool = False


EMPTY: Final = Typed(dict.fromkeys(FLAGS, SILENT))


def typed_in(fields: Iterable[tuple[str, str]]) -> Typed:
    """Return what was sent.

    Args:
        fields: names and values, in the order in which they came.
    """
    pairs = list(fields)
    single = dict(pairs)
    return Typed(
        {flag: single.get(flag, SILENT) for flag in FLAGS},
        frozenset(value for name, value in pairs if name == "code"),
        "".join(single.get("main", "").split()),
        single.get("triage", ""),
        single.get("seen") == "1",
    )


def typed_as(said: Said, codes: Iterable[str] = (), *, seen: bool = False) -> Typed:
    """Return the form that says this.

    Args:
        said: earlier.
        codes: that were ticked then, though not all were judged, see :func:`said_in`.
        seen: whether the model's view was seen then.
    """
    words = {True: YES, False: NO, None: SILENT}
    return Typed(
        {flag: words[said.flags.get(flag)] for flag in FLAGS},
        frozenset(said.codes if said.codes is not None else codes),
        said.main or "",
        said.triage or "",
        seen,
    )


def said_in(typed: Typed, units: UnitList) -> tuple[Said, tuple[str, ...], dict[str, str]]:
    """Return what is said, which codes are ticked, and what is wrong by the ``id`` of the field.

    A label that names codes names all that hold. So they are said only where all three flags are judged and
    each that holds has one; else they are ticked, and no more.

    Args:
        typed: by somebody.
        units: that can be named.
    """
    flags = {flag: _AS_SAID[value] for flag, value in typed.flags.items() if value in _AS_SAID}
    holding = {flag for flag, holds in flags.items() if holds}
    ticked = tuple(code for code in REASONS if code in typed.codes and FLAG_OF[code] in holding)
    explained = {FLAG_OF[code] for code in ticked}
    all_said = len(flags) == len(FLAGS) and holding == explained
    triage = next((value for value in TRIAGE if value == typed.triage), None)
    main, wrong = None, {}
    if typed.main:
        found = units_like(typed.main, units)
        if len(found) == 1:
            main = found[0]
        else:
            wrong["main"] = _which(typed.main, found)
    said = Said(flags, ticked if all_said else None, main, None, triage)
    if not said and not wrong:
        wrong[FLAGS[0]] = "一项都还没有判，所以没有保存；不想判这一件，就跳过"
    return said, ticked, wrong


def units_like(typed: str, units: UnitList) -> tuple[str, ...]:
    """Return the units that somebody may mean who typed a part of a name.

    A whole name or alias means one unit; else all with it in their name or alias.
    """
    for means in (
        [unit.name for unit in units.units if typed == unit.name],
        [unit.name for unit in units.units if typed in unit.aliases],
        [unit.name for unit in units.units if typed in unit.name],
        [unit.name for unit in units.units if any(typed in alias for alias in unit.aliases)],
    ):
        if means:
            return tuple(means)
    return ()


def _which(typed: str, found: tuple[str, ...]) -> str:
    if not found:
        return f"名单里没有名字含“{typed[:20]}”的单位，请改一改，或者空着不说"
    shown = "、".join(found[:_MOST_SHOWN])
    return f"“{typed[:20]}”可能是{shown}{'等' if len(found) > _MOST_SHOWN else ''}，请多打一个字"
