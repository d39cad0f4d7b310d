"""Questions made by hand, and what two models say to them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from model.content import rubric
from model.draft import Draft
from model.review import FlagJudgement, Review, State, TriageValue
from model.rubric import FLAGS, FlagName
from model.unit_list import UnitList, bundled_units
from tests.api.reviews import CLEAN
from tests.model.findings import finding, handled_by, triage
from tests.training.local.told import lesson
from training.local.exam import Part, Question
from training.local.measuring import Answered

SURE, NOT = 0.99, 0.01


def question(  # noqa: PLR0917 - what a question is
    number: int,
    part: Part = "local",
    group: str = "",
    flags: Mapping[FlagName, bool] | None = None,
    codes: Mapping[str, bool] | None = None,
    main: str | None = None,
    value: TriageValue | None = None,
    *,
    short: bool = False,
) -> Question:
    """Return a question; without a group it is alone."""
    draft = Draft(f"关于第{number}件事的建议", f"第{number}处坏了，\n请修好。")
    own = lesson(draft, group or f"{number}", flags=flags, codes=codes, main=main, triage=value)
    return Question(part, own, short)


def said(
    main: str = "交通运输局",
    codes: Sequence[str] = (),
    value: TriageValue = "急难事",
    chances: Mapping[FlagName, float] | None = None,
    state: State = "成立",
) -> Review:
    """Return a review; a flag holds from 0.65 on and is doubted from 0.4."""
    flags = []
    for flag in FLAGS:
        chance = (chances or {}).get(flag, NOT)
        judged: State = "成立" if chance >= 0.65 else "拿不准" if chance >= 0.4 else "不成立"
        flags.append(FlagJudgement(flag, rubric().flags[flag].name, chance, judged))
    return replace(
        CLEAN,
        verdict="修改后提交" if any(flag.state == "成立" for flag in flags) else "可提交",
        flags=tuple(flags),
        findings=tuple(finding(code, "修好") for code in codes),
        units=handled_by(main, state="拿不准" if state == "拿不准" else "成立"),
        triage=triage(value),
    )


def answered(
    questions: Iterable[Question],
    old: Iterable[Review],
    new: Iterable[Review],
    units: tuple[UnitList, UnitList] | None = None,
) -> Answered:
    """Return both models' answers; both know the bundled units if nothing else is said."""
    return Answered(list(questions), units or (bundled_units(),) * 2, (list(old), list(new)))
