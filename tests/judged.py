"""Answers and reviews made by hand: what people said, and what a reviewer says of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from model.content import rubric
from model.draft import Draft, Quote, quote
from model.judging import FLAG_OF
from model.review import Assignment, Finding, FlagJudgement, Item, Review, State, Triage, UnitAdvice
from model.rubric import FLAGS
from training.answers import Answer, DraftAnswer
from training.labels import Evidence

TITLE = "关于修路的建议"
BODY = "有的路段坑坑洼洼。请予重视。"
PROBABILITIES: dict[State, float] = {"成立": 0.9, "拿不准": 0.5, "不成立": 0.1}


def title_answer(**changes: Any) -> Answer:
    """Return a title whose 主办 is 交通运输局."""
    parts: dict[str, Any] = {
        "id": "t",
        "group": "t",
        "source": "甲",
        "draft": Draft(TITLE, "三组的路坏了。"),
        "main": ("交通运输局",),
        "co": ("财政局",),
    }
    return Answer(**{**parts, **changes})


def draft_answer(**changes: Any) -> DraftAnswer:
    """Return a clean draft whose 主办 is 交通运输局."""
    parts: dict[str, Any] = {
        "id": "h-1",
        "group": "h",
        "source": "甲",
        "draft": Draft(TITLE, BODY),
        "main": ("交通运输局",),
        "co": ("财政局",),
        "flags": frozenset(),
        "disputed": frozenset(),
        "reasons": frozenset(),
        "tolerated": frozenset(),
        "evidence": (),
        "items": (),
        "triage": frozenset({"急难事"}),
    }
    return DraftAnswer(**{**parts, **changes})


def vague_answer(**changes: Any) -> DraftAnswer:
    """Return a draft labelled V1."""
    return draft_answer(
        **{
            "flags": frozenset({"vague"}),
            "reasons": frozenset({"V1"}),
            "evidence": (Evidence("V1", "有的路段"),),
            **changes,
        }
    )


def review(
    draft: Draft,
    *,
    states: dict[str, State] | None = None,
    findings: Sequence[Finding] = (),
    units: Sequence[str] = ("交通运输局", "财政局", "公安局"),
    **changes: Any,
) -> Review:
    """Return a review that finds nothing unless told to; the first unit is as likely as 0.9."""
    candidates = tuple(Assignment(unit, "主办", 0.9 / 2**rank, "") for rank, unit in enumerate(units))
    said = {flag: (states or {}).get(flag, "不成立") for flag in FLAGS}
    made = Review(
        title=draft.title,
        level=draft.level,
        verdict="可提交",
        summary="",
        objections=(),
        flags=tuple(FlagJudgement(flag, "", PROBABILITIES[said[flag]], said[flag]) for flag in FLAGS),
        findings=tuple(findings),
        units=UnitAdvice("成立", candidates[0], (), candidates),
        items=(),
        triage=Triage("急难事", 0.9, "一周一推动"),
        model="fast-0123456789ab",
    )
    return replace(made, **changes)


def finding(draft: Draft, code: str, words: str) -> Finding:
    """Return a finding that quotes words of the draft."""
    known = rubric().codes[code]
    return Finding(
        code=code,
        flag=FLAG_OF[code],
        name=known.name,
        probability=0.9,
        state="成立",
        severity=known.severity,
        quotes=(_found(draft, words),),
        message="",
        advice="",
        example=known.example,
        clause=known.clause,
    )


def item(draft: Draft, words: str, unit: str) -> Item:
    """Return an ask that was found in the body."""
    start = draft.body.index(words)
    return Item(quote(draft, "body", start, start + len(words)), Assignment(unit, "主办", 0.9, ""))


def knowing(answer: Answer) -> Review:
    """Return what a reviewer says who agrees with people in everything."""
    if not isinstance(answer, DraftAnswer):
        return review(answer.draft, units=(answer.main[0], "公安局", "民政局"))
    quoted = {entry.reason: entry.quote for entry in answer.evidence}
    return review(
        answer.draft,
        states=dict.fromkeys(answer.flags, "成立"),
        findings=[finding(answer.draft, code, words) for code, words in quoted.items()],
        units=(answer.main[0], "公安局", "民政局"),
        triage=Triage(min(answer.triage), 0.9, ""),
    )


def _found(draft: Draft, words: str) -> Quote:
    if words in draft.title:
        start = draft.title.index(words)
        return quote(draft, "title", start, start + len(words))
    start = draft.body.index(words)
    return quote(draft, "body", start, start + len(words))
