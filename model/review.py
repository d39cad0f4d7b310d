"""What the program says about one draft. One shape for the screen, JSON, HTTP, batch files and tests."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, get_args

import orjson

from model.draft import Level, Quote
from model.errors import ReviewFormatError
from model.rubric import Clause, Example, FlagName, Severity

if TYPE_CHECKING:
    from pydantic import TypeAdapter

State = Literal["成立", "拿不准", "不成立"]
Verdict = Literal["可提交", "修改后提交", "不宜作为建议"]
Role = Literal["主办", "会办"]
TriageValue = Literal["小微事", "急难事", "大要事"]
TRIAGE: tuple[TriageValue, ...] = get_args(TriageValue)
RHYTHMS: dict[TriageValue, str] = {"小微事": "一周一办结", "急难事": "一周一推动", "大要事": "一月一促进"}


@dataclass(frozen=True, slots=True)
class FlagJudgement:
    """How likely one of the three flags is.

    Attributes:
        flag: ``too_broad``, ``vague`` or ``infeasible``.
        name: its Chinese name.
        probability: calibrated, 0 to 1.
        state: ``拿不准`` between the two thresholds the model states.
    """

    flag: FlagName
    name: str
    probability: float
    state: State


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason code that holds, or nearly holds.

    Attributes:
        code: such as ``V2``.
        flag: the flag it belongs to.
        name: the code's Chinese name.
        probability: that this code holds, 0 to 1.
        state: ``成立`` or ``拿不准``.
        severity: how much it stands in the way.
        quotes: the words that show it, best first; at least one.
        message: what is wrong here, pointing at the words.
        advice: how to mend this draft.
        example: a worked example of the same fault, before and after.
        clause: the rubric clause it rests on.
    """

    code: str
    flag: FlagName
    name: str
    probability: float
    state: Literal["成立", "拿不准"]
    severity: Severity
    quotes: tuple[Quote, ...]
    message: str
    advice: str
    example: Example
    clause: Clause


@dataclass(frozen=True, slots=True)
class Objection:
    """A formal objection N1–N8 (形式审查), found by a rule.

    Attributes:
        code: such as ``N8``.
        name: its Chinese name.
        severity: ``blocking`` makes the verdict 不宜作为建议, ``mend`` asks for a revision.
        quotes: the words that show it; identifiers of persons are masked.
        message: what is wrong here.
        advice: what to do.
        clause: the rubric clause it rests on.
    """

    code: str
    name: str
    severity: Severity
    quotes: tuple[Quote, ...]
    message: str
    advice: str
    clause: Clause


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit that could handle the draft or one of its asks.

    Attributes:
        unit: 单位 as named in ``data/departments.jsonl``.
        role: 主办 or 会办.
        probability: calibrated, 0 to 1.
        duty: the clause of the unit's duties that fits best, word for word; empty when none shares a word.
    """

    unit: str
    role: Role
    probability: float
    duty: str


@dataclass(frozen=True, slots=True)
class UnitAdvice:
    """Who should handle the draft.

    Attributes:
        state: ``拿不准`` when the first candidate is not likely enough to assert.
        main: 主办, the first candidate.
        co: 会办, none to three.
        candidates: the three likeliest for 主办, likeliest first.
    """

    state: Literal["成立", "拿不准"]
    main: Assignment
    co: tuple[Assignment, ...]
    candidates: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One ask of the draft (逐条分解).

    Attributes:
        quote: the ask, word for word.
        assignment: the unit it falls to.
    """

    quote: Quote
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class Triage:
    """三分：the class of the matter and its rhythm.

    Attributes:
        value: 小微事, 急难事 or 大要事.
        probability: calibrated, 0 to 1.
        rhythm: such as 一周一办结.
    """

    value: TriageValue
    probability: float
    rhythm: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything the program says about one draft.

    Attributes:
        title: of the draft, identifiers of persons masked.
        level: 本级 the draft was judged by.
        verdict: 可提交, 修改后提交 or 不宜作为建议.
        summary: one paragraph for the deputy.
        objections: formal ones, in the order of their codes.
        flags: all three, always in the rubric's order.
        findings: likeliest flag first.
        units: 主办 and 会办.
        items: the asks in the order of the text.
        triage: 三分.
        model: version of the bundle that judged.
    """

    title: str
    level: Level
    verdict: Verdict
    summary: str
    objections: tuple[Objection, ...]
    flags: tuple[FlagJudgement, ...]
    findings: tuple[Finding, ...]
    units: UnitAdvice
    items: tuple[Item, ...]
    triage: Triage
    model: str

    @property
    def clean(self) -> bool:
        """Whether there is nothing to mend and nothing in doubt."""
        return self.verdict == "可提交" and not self.findings


def to_json(review: Review, *, indent: bool = False) -> bytes:
    """Return the one JSON form of a review, UTF-8, probabilities as stated in the review."""
    return orjson.dumps(review, option=orjson.OPT_INDENT_2 if indent else 0)


def from_json(content: bytes) -> Review:
    """Return the review that :func:`to_json` stated.

    Args:
        content: one JSON object with the keys of a review, all of them and no others.

    Raises:
        ReviewFormatError: it is none.
    """
    from pydantic import ValidationError  # noqa: PLC0415 - who only makes reviews need not wait for it

    try:
        (review,) = _reader().validate_json(b"[" + content + b"]")
    except (ValidationError, ValueError) as error:
        raise ReviewFormatError(
            "这不是一份审读结果，或是程序的另一个版本写的", remedy="请用写它的那个版本读，或重新审读"
        ) from error
    return review


@cache
def _reader() -> "TypeAdapter[list[Review]]":
    """Return what reads reviews by their types; only inside a list does it take how strict it is to be."""
    from pydantic import ConfigDict, TypeAdapter  # noqa: PLC0415 - as above

    return TypeAdapter(list[Review], config=ConfigDict(strict=True, extra="forbid"))
