"""A review as it stands once people have corrected it, in the one shape of a review that all outputs take."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from model.content import rubric
from model.draft import Draft, Quote, quote
from model.review import (
    RHYTHMS,
    Assignment,
    Finding,
    FlagJudgement,
    Review,
    State,
    Triage,
    TriageValue,
    UnitAdvice,
    Verdict,
)
from model.rubric import FlagName
from model.summary import summarise
from model.unit_list import UnitList, bundled_units
from model.verdict import verdict
from training.local.said import Said

_MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """What lists show of a review.

    Attributes:
        verdict: of the review.
        too_broad: state of the flag, like the two that follow.
        vague: likewise.
        infeasible: likewise.
        main: 主办.
        triage: 三分.
        codes: the reason codes and formal objections that hold, as :class:`PieceRow` keeps them.
    """

    verdict: Verdict
    too_broad: State
    vague: State
    infeasible: State
    main: str
    triage: TriageValue
    codes: str = ""


def brief_of(review: Review) -> Brief:
    """Return what lists show of a review."""
    states = {judged.flag: judged.state for judged in review.flags}
    return Brief(
        review.verdict,
        states["too_broad"],
        states["vague"],
        states["infeasible"],
        review.units.main.unit,
        review.triage.value,
        " ".join(_holding(review)),
    )


def _holding(review: Review) -> Iterator[str]:
    """Yield the codes that hold; of a draft that is no suggestion at all the objections alone."""
    yield from dict.fromkeys(objection.code for objection in review.objections)
    if review.verdict != "不宜作为建议":
        yield from (found.code for found in review.findings if found.state == "成立")


def corrected(draft: Draft, review: Review, said: Said, units: UnitList | None = None) -> Review:
    """Put what people said in the place of what the model said.

    What a person said is certain: its probability is 1 or 0. Codes that a person added point at the title, or
    at the beginning of a draft without one. Verdict and summary follow by the same rules as the model's.

    Args:
        draft: as the model judged it.
        review: by the model.
        said: by people; where they are silent the model's word stands.
        units: whose duties are quoted; the bundled ones if not given. A unit of former days, which is none of
            them, is named without any.
    """
    if not said:
        return review
    findings = tuple(_findings(draft, review, said))
    flags = tuple(_flag(judged, findings, said) for judged in review.flags)
    advice = _units(draft, review.units, said, units or bundled_units())
    triage = Triage(said.triage, 1.0, RHYTHMS[said.triage]) if said.triage else review.triage
    decided = verdict(review.objections, flags, findings)
    return replace(
        review,
        verdict=decided,
        summary=summarise(decided, review.objections, flags, findings, advice, review.items, triage),
        flags=flags,
        findings=findings,
        units=advice,
        triage=triage,
    )


def _findings(draft: Draft, review: Review, said: Said) -> Iterator[Finding]:
    """Yield the findings that people leave, and those they added."""
    for found in review.findings:
        if said.flags.get(found.flag) is False or (said.codes is not None and found.code not in said.codes):
            continue
        yield replace(found, probability=1.0, state="成立") if said.codes is not None else found
    known = {found.code for found in review.findings}
    for name in said.codes or ():
        flag = rubric().codes[name].flag
        assert flag is not None  # noqa: S101 - only reason codes are said, see api.desk.saying
        if name not in known and said.flags.get(flag) is not False:
            yield _added(draft, name, flag)


def _added(draft: Draft, name: str, flag: FlagName) -> Finding:
    code = rubric().codes[name]
    return Finding(
        code=name,
        flag=flag,
        name=code.name,
        probability=1.0,
        state="成立",
        severity=code.severity,
        quotes=(_first_words(draft),),
        message=f"审核人员认为“{code.name}”：{code.definition}",
        advice=code.advice,
        example=code.example,
        clause=code.clause,
    )


def _first_words(draft: Draft) -> Quote:
    if draft.title:
        return quote(draft, "title", 0, len(draft.title))
    return quote(draft, "body", 0, draft.sentences[0].end if draft.sentences else len(draft.body))


def _flag(judged: FlagJudgement, findings: tuple[Finding, ...], said: Said) -> FlagJudgement:
    """Return what holds of a flag: as said, or as the codes that were said imply."""
    holds = said.flags.get(judged.flag)
    if holds is None and said.codes is not None:
        holds = any(found.flag == judged.flag for found in findings)
    if holds is None:
        return judged
    return replace(judged, probability=float(holds), state="成立" if holds else "不成立")


def _units(draft: Draft, advice: UnitAdvice, said: Said, units: UnitList) -> UnitAdvice:
    text = f"{draft.title}\n{draft.body}"
    main, candidates = advice.main, advice.candidates
    if said.main is not None:
        main = Assignment(said.main, "主办", 1.0, units.matching_duty(said.main, text))
        others = [each for each in candidates if each.unit != said.main]
        candidates = (main, *others[: _MOST_CANDIDATES - 1])
    if said.co is not None:
        co = tuple(Assignment(unit, "会办", 1.0, units.matching_duty(unit, text)) for unit in said.co)
    else:
        co = tuple(each for each in advice.co if each.unit != main.unit)
    state = advice.state if said.main is None else "成立"
    return UnitAdvice(state, main, co, candidates)
