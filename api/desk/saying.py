"""What a reviewer judged otherwise than the model: from the form of corrections to what is kept, and back.

A correction is a label for training. So only what somebody changed in the form is kept as said; where they
left the form as it was shown, nobody said anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from model.content import REASONS, rubric
from model.review import Review, TriageValue
from model.rubric import FLAGS, FlagName
from model.unit_list import UnitList
from model.units import MOST_CO
from training.local.said import Said

HOLDS, HOLDS_NOT, LEFT = "yes", "no", ""
"""What a flag is said to do in the form: it holds, it does not, or the model's word is left."""

MARKER = "corrections"
"""A field that comes along with the form: without it, a box that is not ticked would say something."""

_AS_FIELD = {True: HOLDS, False: HOLDS_NOT, None: LEFT}
_AS_SAID = {HOLDS: True, HOLDS_NOT: False}


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form of corrections; anything may stand there.

    Attributes:
        flags: :data:`HOLDS`, :data:`HOLDS_NOT` or :data:`LEFT` for each flag.
        codes: the reason codes that are ticked.
        main: 主办; empty to leave the model's.
        co: 会办, in the order of the fields.
        triage: 三分; empty to leave the model's.
    """

    flags: Mapping[FlagName, str]
    codes: frozenset[str]
    main: str
    co: tuple[str, ...]
    triage: str


def form_of(review: Review, said: Said) -> Form:
    """Return the form as it is shown at first.

    Ticked are the codes of which the review is sure, and those behind a flag that holds.

    Args:
        review: as it stands, corrections included.
        said: these corrections.
    """
    holding = {judged.flag for judged in review.flags if judged.state == "成立"}
    return Form(
        {flag: _AS_FIELD[said.flags.get(flag)] for flag in FLAGS},
        frozenset(found.code for found in review.findings if found.state == "成立" or found.flag in holding),
        said.main or "",
        tuple(each.unit for each in review.units.co),
        said.triage or "",
    )


def read_form(fields: Iterable[tuple[str, str]]) -> Form | None:
    """Return the form that was sent; ``None`` where no form of corrections came along.

    Args:
        fields: names and values, in the order in which they came.
    """
    pairs = list(fields)
    single = dict(pairs)
    if MARKER not in single:
        return None
    co = (value for name, value in pairs if name == "co" and value)
    return Form(
        {flag: single.get(flag, LEFT) for flag in FLAGS},
        frozenset(value for name, value in pairs if name == "code"),
        single.get("main", ""),
        tuple(dict.fromkeys(co)),
        single.get("triage", ""),
    )


def merged(typed: Form, base: Form, now: Form) -> Form:
    """Return a form with what one reviewer changed in it, and what another has changed meanwhile.

    Args:
        typed: as the one sent it.
        base: as the one was shown it.
        now: as it would be shown now.
    """
    toggled = typed.codes ^ base.codes
    return Form(
        {flag: _newer(typed.flags[flag], base.flags[flag], now.flags[flag]) for flag in FLAGS},
        (now.codes - toggled) | (typed.codes & toggled),
        _newer(typed.main, base.main, now.main),
        now.co if typed.co == base.co else typed.co,
        _newer(typed.triage, base.triage, now.triage),
    )


def said_in(
    form: Form, model: Review, shown: Form, before: Said, units: UnitList
) -> tuple[Said, dict[str, str]]:
    """Return what is said in a form, and what is wrong with it by the ``id`` of the field.

    Args:
        form: as it was sent.
        model: what the model said.
        shown: the form as it was shown.
        before: what had been said until then.
        units: that can be named; who was named before may stay, though the list has changed since.
    """
    wrong = _wrong(form, shown, form.main or model.units.main.unit, units)
    if wrong:
        return before, wrong
    flags = {flag: _AS_SAID[form.flags[flag]] for flag in FLAGS if form.flags[flag] != LEFT}
    return Said(
        flags,
        _codes(form, shown, before),
        form.main or None,
        _co(form, model, shown, before),
        _triage(form.triage),
    ), {}


def told(before: Said, after: Said) -> str:
    """Return in Chinese what a correction changes, for the history; empty where it changes nothing."""
    if before and not after:
        return "恢复模型的判断"
    names = rubric().flags
    parts = []
    for flag in FLAGS:
        old, new = before.flags.get(flag), after.flags.get(flag)
        if old != new:
            parts.append(f"“{names[flag].name}”" + {True: "成立", False: "不成立", None: "按模型"}[new])
    if before.codes != after.codes:
        parts.append(_named("理由", after.codes))
    if before.main != after.main:
        parts.append(f"主办 {after.main}" if after.main else "主办按模型")
    if before.co != after.co:
        parts.append(_named("会办", after.co))
    if before.triage != after.triage:
        parts.append(f"分流 {after.triage}" if after.triage else "分流按模型")
    return f"更正：{'，'.join(parts)}" if parts else ""


def _named(what: str, values: tuple[str, ...] | None) -> str:
    if values is None:
        return f"{what}按模型"
    return f"{what} {'、'.join(values)}" if values else f"没有{what}"


def _newer(typed: str, base: str, now: str) -> str:
    return now if typed == base else typed


def _wrong(form: Form, shown: Form, main: str, units: UnitList) -> dict[str, str]:
    checks: dict[str, str] = {
        **{str(flag): _wrong_flag(form.flags[flag]) for flag in FLAGS},
        "codes": _wrong_codes(form, shown),
        "main": _wrong_main(form.main, units) if form.main != shown.main else "",
        "co": _wrong_co(form.co, main, {*units.names, *shown.co}) if form.co != shown.co else "",
        "triage": "" if form.triage in {"", *get_args(TriageValue)} else "分流没有这一类，请另选",
    }
    return {field: problem for field, problem in checks.items() if problem}


def _wrong_flag(value: str) -> str:
    return "" if value in _AS_SAID or value == LEFT else "请选成立、不成立或不改"


def _wrong_codes(form: Form, shown: Form) -> str:
    known = rubric().codes
    if unknown := form.codes - set(REASONS):
        return f"没有“{min(unknown)[:20]}”这条理由，请另选"
    for code in sorted(form.codes - shown.codes):
        flag = known[code].flag
        if flag and form.flags[flag] == HOLDS_NOT:
            return (
                f"勾选了“{code} {known[code].name}”，“{rubric().flags[flag].name}”却选了不成立，请改其中一处"
            )
    return ""


def _wrong_main(unit: str, units: UnitList) -> str:
    return "" if not unit or unit in units else f"没有叫“{unit[:20]}”的单位，请从名单里选主办单位"


def _wrong_co(co: tuple[str, ...], main: str, known: set[str]) -> str:
    if unknown := [unit for unit in co if unit not in known]:
        return f"没有叫“{unknown[0][:20]}”的单位，请从名单里选会办单位"
    if len(co) > MOST_CO:
        return f"会办单位最多 {MOST_CO} 个，现在选了 {len(co)} 个"
    return f"“{main}”已是主办单位，请从会办里去掉" if main in co else ""


def _codes(form: Form, shown: Form, before: Said) -> tuple[str, ...] | None:
    """Return the codes that are said. A flag that is said not to hold takes its codes along."""
    denied = {code for code in REASONS if form.flags[_flag_of(code)] == HOLDS_NOT}
    if form.codes - denied != shown.codes - denied:
        return tuple(code for code in REASONS if code in form.codes - denied)
    if before.codes is None:
        return None
    return tuple(code for code in before.codes if code not in denied)


def _flag_of(code: str) -> FlagName:
    flag = rubric().codes[code].flag
    assert flag is not None  # noqa: S101 - all reason codes belong to one
    return flag


def _co(form: Form, model: Review, shown: Form, before: Said) -> tuple[str, ...] | None:
    """Return 会办 where somebody said who; what becomes 主办 is none of them any more."""
    if form.co != shown.co:
        return form.co
    main = form.main or model.units.main.unit
    return before.co if before.co is None else tuple(unit for unit in before.co if unit != main)


def _triage(value: str) -> TriageValue | None:
    return next((each for each in get_args(TriageValue) if each == value), None)
