"""What a review says, in the few words that fit a row of a table."""

from collections.abc import Iterator
from typing import NamedTuple

from api.batch.rows import Scored
from api.brief import UNTITLED, quoted
from api.safe import safe
from model.review import Finding, Objection, Review
from model.shown import shortened

_REMARKS = 4
_QUOTE, _ADVICE = 36, 66
_OFFER = "可写成"


class Kept(NamedTuple):
    """What is kept of a draft that other sheets name, too.

    Attributes:
        number: of its entry.
        label: 编号 as given; empty where there is none.
        title: identifiers of persons masked.
        deputy: 代表 as given.
        delegation: 代表团 as given.
        verdict: of its review.
        unit: 主办.
        triage: class of the matter.
        merged: whether people have decided to answer it together with its group.
    """

    number: int
    label: str
    title: str
    deputy: str
    delegation: str
    verdict: str
    unit: str
    triage: str
    merged: bool


def kept(scored: Scored) -> Kept:
    """Return what other sheets need of a draft."""
    review, fields = scored.review, scored.entry.fields
    return Kept(
        scored.entry.number,
        fields.get("编号", ""),
        title_of(review),
        fields.get("代表", ""),
        fields.get("代表团", ""),
        review.verdict,
        review.units.main.unit,
        review.triage.value,
        scored.decision is not None and scored.decision.merged,
    )


def title_of(review: Review) -> str:
    """Return the title, or that there is none."""
    return review.title or UNTITLED


def remarks(review: Review) -> tuple[Objection | Finding, ...]:
    """Return the few remarks that fit a row: formal ones first, then what holds, then doubts."""
    if review.verdict == "不宜作为建议":
        return review.objections[:_REMARKS]
    findings = sorted(review.findings, key=lambda finding: finding.state == "拿不准")
    told: tuple[Objection | Finding, ...] = (*review.objections, *findings)
    return told[:_REMARKS]


def reasons(told: tuple[Objection | Finding, ...]) -> str:
    """Return code and name of each remark, one a line."""
    return "\n".join(f"{each.code} {each.name}{_doubt(each)}" for each in told)


def quotes(told: tuple[Objection | Finding, ...]) -> str:
    """Return the best words that show each remark, one a line."""
    return "\n".join(_numbered(told, [_quoted(each) for each in told]))


def advice(told: tuple[Objection | Finding, ...]) -> str:
    """Return how to mend each, one a line."""
    return "\n".join(_numbered(told, [_brief(each.advice) for each in told]))


def _brief(words: str) -> str:
    """Return advice without the sentence it offers, which half told helps nobody; the letter has it whole."""
    asked = safe(words).partition(_OFFER)[0].rstrip("，；：。 ")
    return shortened(f"{asked}。" if asked else safe(words).strip(), _ADVICE)


def _numbered(told: tuple[Objection | Finding, ...], words: list[str]) -> Iterator[str]:
    for each, said in zip(told, words, strict=True):
        if said:
            yield f"{each.code}：{said}" if len(told) > 1 else said


def _quoted(remark: Objection | Finding) -> str:
    if not remark.quotes:
        return ""
    first = remark.quotes[0]
    return f"{'标题' if first.part == 'title' else ''}{quoted(first, _QUOTE)}"


def _doubt(remark: Objection | Finding) -> str:
    return "（拿不准）" if isinstance(remark, Finding) and remark.state == "拿不准" else ""
