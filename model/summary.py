"""The summary of a review: one paragraph for the deputy, in the order in which they will act on it."""

from collections.abc import Iterable, Iterator

from model.review import Finding, FlagJudgement, Item, Objection, Triage, UnitAdvice, Verdict
from model.rubric import FlagName
from model.shown import shown

_QUOTE = 30
_MOST_NAMED = 3
_SURELY_CLEAR = 0.2
_NUMBERS = ("身份证号", "银行卡号", "手机号")

# What is in order when a flag does not hold.
_GOOD: dict[FlagName, str] = {
    "too_broad": "题目大小合适",
    "vague": "情况和要求写得清楚",
    "infeasible": "没有看到本级办不成的要求",
}

# For each reason code: what to mend first, and what to look at again when in doubt.
_MEND: dict[str, tuple[str, str]] = {
    "B1": ("把题目和要求收到一处地点、一类人或一个环节上", "范围是否收得够小"),
    "B2": ("一事一议，把互不相干的事分成几件来提", "几件事是否要分开提"),
    "B3": ("把题目改成正文要办的那件事", "题目是否比正文大"),
    "V1": ("补上可以核实的地点、对象、数量或事例", "地点、对象和数量是否写得够清楚"),
    "V2": ("写明请哪个单位做什么", "要求是否明确到哪个单位做什么"),
    "V3": ("把方向性的话换成一两条能检查的动作", "是否有一条能检查做没做的动作"),
    "F1": ("改为向上反映，或改提本级能办的事", "是否在本级的职权之内"),
    "F2": ("写明分期和资金来源，或先做一期", "花费是否承受得起"),
    "F3": ("把时限改成分步的", "时限是否来得及"),
    "F4": ("换成法律允许的做法", "做法是否合法合规"),
    "F5": ("补上论证，或换一个条件够的办法", "所需的条件是否具备"),
}

# For each formal objection but N8: its ground in plain words; where the matter belongs, or what mends it.
_FORMAL: dict[str, tuple[str, str]] = {
    "N1": (
        "写的是本人或亲属个人的事",
        "个人的事请按正常渠道向主管单位申请；若许多人都有同样的难处，可改写成这一类人的问题再提",
    ),
    "N2": (
        "写的是诉讼、仲裁、信访中的事，或对人的检举控告",
        "请走诉讼、仲裁、信访或纪检监察的渠道；若背后有普遍问题，可去掉个案后再提",
    ),
    "N3": ("像是代转群众来信", "请先核实，再用自己的话写明问题和要求"),
    "N4": ("写法像是学术文章或产品推介", "请删去推介和学术的内容，只写要办的事"),
    "N5": ("没有写出实际的内容", "请写明在哪里、有什么问题、请哪个单位做什么"),
    "N6": ("说的是外地的事", "请由当地的代表提出，或改提本级能做的一步"),
    "N7": ("用的是请示、报告、申请或感谢信一类的文体", "请改用建议的写法"),
}


def summarise(  # noqa: PLR0913, PLR0917 — the parts of a review, each of its own kind
    decided: Verdict,
    objections: tuple[Objection, ...],
    flags: tuple[FlagJudgement, ...],
    findings: tuple[Finding, ...],
    units: UnitAdvice,
    items: tuple[Item, ...],
    triage: Triage,
) -> str:
    """Say in one paragraph what to do with the draft, why, what to mend first, and who would handle it.

    Args:
        decided: the verdict.
        objections: formal ones.
        flags: all three.
        findings: the reason codes that hold or nearly hold, likeliest flag first.
        units: 主办 and 会办.
        items: the asks of the draft.
        triage: 三分.

    Returns:
        Chinese, about 250 characters at most.
    """
    if decided == "不宜作为建议":
        return _unfit(objections)
    handling = _handling(units, items, triage)
    if decided == "修改后提交":
        return f"建议修改后提交。{_to_mend(objections, flags, findings)}{_doubts(flags, findings)}{handling}"
    return f"可以提交。{_praise(flags, items)}{_doubts(flags, findings)}{handling}"


def _unfit(objections: tuple[Objection, ...]) -> str:
    blocking = [objection for objection in objections if objection.severity == "blocking"]
    first = blocking[0]
    others = _names(objection.name for objection in objections if objection is not first)
    also = f"此外还有“{others}”的问题。" if others else ""
    return f"不宜作为代表建议提出：{_formal(first)}。{also}"


def _formal(objection: Objection) -> str:
    """The ground of an objection with the words that show it, and what to do."""
    if objection.code == "N8":
        kinds = "、".join(kind for kind in _NUMBERS if kind in objection.message) or "个人的号码"
        return f"文中写有{kinds}，请删去"
    ground, instead = _FORMAL[objection.code]
    return f"{ground}（见{_words(objection)}）。{instead}" if objection.quotes else f"{ground}。{instead}"


def _to_mend(
    objections: tuple[Objection, ...], flags: tuple[FlagJudgement, ...], findings: tuple[Finding, ...]
) -> str:
    holding = sorted(
        (finding for finding in findings if finding.state == "成立"),
        key=lambda finding: finding.severity == "minor",
    )
    explained = {finding.flag for finding in holding}
    bare = [judged for judged in flags if judged.state == "成立" and judged.flag not in explained]
    parts = []
    if holding:
        first, *rest = holding
        flag = next((judged.name for judged in flags if judged.flag == first.flag), "")
        parts.append(f"主要是{flag}（{first.name}），如{_words(first)}；请先{_MEND[first.code][0]}。")
        if others := _names(finding.name for finding in rest):
            parts.append(f"{others}也要一并修改。")
    parts.extend(
        _likely(judged, findings, brief=bool(holding) or rank > 0) for rank, judged in enumerate(bare)
    )
    if objections:
        parts.append(f"形式上，{_formal(objections[0])}。")
    return "".join(parts)


def _likely(judged: FlagJudgement, findings: tuple[Finding, ...], *, brief: bool) -> str:
    """A flag that holds though none of its codes is sure: its likeliest code."""
    about = next((finding for finding in findings if finding.flag == judged.flag), None)
    if about is None:
        return f"“{judged.name}”{'也' if brief else ''}成立，请对照细则修改。"
    if brief:
        return f"“{judged.name}”也要修改，多半是“{about.name}”。"
    return f"“{judged.name}”成立，多半是“{about.name}”，如{_words(about)}；请先{_MEND[about.code][0]}。"


def in_order(flags: tuple[FlagJudgement, ...], items: tuple[Item, ...]) -> Iterator[FlagName]:
    """Yield the flags for which a draft may be praised.

    Clear is only what surely is, and only where something is asked.
    """
    for judged in flags:
        if judged.state == "不成立" and (
            judged.flag != "vague" or (items and judged.probability < _SURELY_CLEAR)
        ):
            yield judged.flag


def _praise(flags: tuple[FlagJudgement, ...], items: tuple[Item, ...]) -> str:
    good = [_GOOD[flag] for flag in in_order(flags, items)]
    return f"{'，'.join(good)}。" if good else ""


def _doubts(flags: tuple[FlagJudgement, ...], findings: tuple[Finding, ...]) -> str:
    doubted = [judged for judged in flags if judged.state == "拿不准"]
    if not doubted:
        return ""
    names = "".join(f"“{judged.name}”" for judged in doubted)
    about = next((finding for finding in findings if finding.flag == doubted[0].flag), None)
    if about is None:
        return f"{names}拿不准，请对照细则再看一遍。"
    return f"{names}拿不准：请再看看{_words(about)}一处，{_MEND[about.code][1]}。"


def _handling(units: UnitAdvice, items: tuple[Item, ...], triage: Triage) -> str:
    asks = f"文中有{len(items)}条要求，" if len(items) > 1 else ""
    matter = f"按“{triage.value}”办理（{triage.rhythm}）。"
    if units.state == "拿不准":
        likely = "、".join(candidate.unit for candidate in units.candidates[:2])
        return f"{asks}主办单位拿不准，较可能是{likely}；{matter}"
    with_ = f"、{'、'.join(assignment.unit for assignment in units.co)}会办" if units.co else ""
    return f"{asks}宜由{units.main.unit}主办{with_}，{matter}"


def _names(names: Iterable[str]) -> str:
    """Name a few and hint at the rest."""
    each = tuple(dict.fromkeys(names))
    return "、".join(each[:_MOST_NAMED]) + ("等" if len(each) > _MOST_NAMED else "")


def _words(found: Finding | Objection) -> str:
    return shown(found.quotes[0].text, _QUOTE) if found.quotes else "这件草稿"
