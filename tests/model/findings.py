"""The parts of a review, made by hand for the tests of the verdict and the summary."""

from typing import Literal

from model.content import rubric
from model.draft import Quote
from model.review import (
    Assignment,
    Finding,
    FlagJudgement,
    Item,
    Objection,
    State,
    Triage,
    TriageValue,
    UnitAdvice,
)
from model.rubric import FLAGS

TRIAGE: dict[TriageValue, str] = {"小微事": "一周一办结", "急难事": "一周一推动", "大要事": "一月一促进"}


def quoted(text: str) -> Quote:
    return Quote("body", 0, len(text), text)


def flags(**states: State) -> tuple[FlagJudgement, ...]:
    """All three flags; those not named do not hold."""
    return tuple(
        FlagJudgement(flag, rubric().flags[flag].name, 0.5, states.get(flag, "不成立")) for flag in FLAGS
    )


def finding(code: str, words: str, state: Literal["成立", "拿不准"] = "成立") -> Finding:
    entry = rubric().codes[code]
    assert entry.flag is not None
    return Finding(
        code=code,
        flag=entry.flag,
        name=entry.name,
        probability=0.9,
        state=state,
        severity=entry.severity,
        quotes=(quoted(words),),
        message="。",
        advice="。",
        example=entry.example,
        clause=entry.clause,
    )


def objection(code: str, words: str) -> Objection:
    entry = rubric().codes[code]
    return Objection(code, entry.name, entry.severity, (quoted(words),), "。", "。", entry.clause)


def handled_by(main: str, *co: str, state: Literal["成立", "拿不准"] = "成立") -> UnitAdvice:
    first = Assignment(main, "主办", 0.8, "")
    others = tuple(Assignment(unit, "会办", 0.5, "") for unit in co)
    return UnitAdvice(state, first, others, (first, *others, Assignment("财政局", "主办", 0.1, "")))


def items(count: int) -> tuple[Item, ...]:
    return tuple(Item(quoted(f"第{n}条"), Assignment("财政局", "主办", 0.5, "")) for n in range(count))


def triage(value: TriageValue) -> Triage:
    return Triage(value, 0.7, TRIAGE[value])
