"""What the templates show, made from a draft, its review and the earlier checks."""

from dataclasses import dataclass, field

from api.brief import UNTITLED
from api.screen.review import whole_percent, worth_naming
from api.web.marks import Mark, Segment, segments
from api.web.progress import Progress, Seen, progress
from api.web.words import FORMAL, KINDS, QUESTIONS, STATES, TONES, chance
from model.content import rubric
from model.draft import LEVELS, Draft, Level, Part, Quote
from model.review import (
    Assignment,
    Finding,
    FlagJudgement,
    Item,
    Objection,
    Review,
    State,
    Triage,
    UnitAdvice,
    Verdict,
)
from model.rubric import Clause, Example

_PARTS: dict[Part, str] = {"title": "标题", "body": "正文"}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form.

    Attributes:
        title: one line.
        body: with one line feed between its lines.
        level: 本级.
        seen: codes found so far.
    """

    title: str = ""
    body: str = ""
    level: Level = "县"
    seen: Seen = field(default_factory=Seen)

    @property
    def levels(self) -> tuple[Level, ...]:
        """What may be chosen."""
        return LEVELS


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the draft that a remark is about.

    Attributes:
        id: on the page.
        part: ``title`` or ``body``.
        where: the same in Chinese.
        start: first code point.
        end: one past the last code point.
        text: identifiers of persons masked.
    """

    id: str
    part: Part
    where: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """An objection or a finding.

    Attributes:
        id: on the page.
        number: from 1, objections first.
        code: such as ``V2``.
        name: of the code.
        style: the class of style it is marked in.
        group: the flag it belongs to, or 形式审查.
        unsure: whether it is in doubt.
        chance: how likely it is, in words; empty for what a rule found.
        new: whether the first check did not find it.
        passages: the words that show it.
        message: what is wrong.
        advice: how to mend it.
        example: a worked example; ``None`` for an objection.
        clause: the rubric clause it rests on.
    """

    id: str
    number: int
    code: str
    name: str
    style: str
    group: str
    unsure: bool
    chance: str
    new: bool
    passages: tuple[Passage, ...]
    message: str
    advice: str
    example: Example | None
    clause: Clause


@dataclass(frozen=True, slots=True)
class FlagShown:
    """One of the three flags.

    Attributes:
        style: the class of style it is marked in.
        name: such as 内容模糊.
        question: what it asks.
        definition: when it holds.
        state: ``成立``, ``拿不准`` or ``不成立``; ``None`` before a check.
        words: the state as said to the deputy.
        chance: how likely it is, in words.
        percent: the same, 1 to 99.
    """

    style: str
    name: str
    question: str
    definition: str
    state: State | None = None
    words: str = ""
    chance: str = ""
    percent: int = 0


@dataclass(frozen=True, slots=True)
class UnitsShown:
    """Who should handle the draft.

    Attributes:
        unsure: whether the first candidate is too unlikely to assert.
        main: the first candidate.
        co: 会办.
        others: the three likeliest when unsure; else those worth naming beside main and co.
    """

    unsure: bool
    main: Assignment
    co: tuple[Assignment, ...]
    others: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """One review as the page shows it.

    Attributes:
        verdict: 可提交, 修改后提交 or 不宜作为建议.
        tone: the class of style of the verdict.
        summary: one paragraph.
        unfit: whether only the objections are shown, the draft being perhaps no suggestion at all.
        objections: formal ones.
        findings: likeliest flag first; none where ``unfit``.
        flags: all three.
        units: 主办 and 会办.
        items: the asks.
        triage: 三分.
        level: 本级 the draft was judged by.
        model: version of the bundle.
        progress: beside the first check.
        resolved: names of the codes that are resolved.
        title: the title with its marks, identifiers of persons masked.
        body: the body likewise.
        said: the verdict and the progress in a sentence, for a screen reader.
        plain: the opinion in a few lines of plain text, to be copied.
    """

    verdict: Verdict
    tone: str
    summary: str
    unfit: bool
    objections: tuple[Remark, ...]
    findings: tuple[Remark, ...]
    flags: tuple[FlagShown, ...]
    units: UnitsShown
    items: tuple[Item, ...]
    triage: Triage
    level: Level
    model: str
    progress: Progress
    resolved: tuple[str, ...]
    title: tuple[Segment, ...]
    body: tuple[Segment, ...]
    said: str
    plain: str


def questions() -> tuple[FlagShown, ...]:
    """Return the three flags as explained before a check."""
    return tuple(
        FlagShown(KINDS[flag.flag], flag.name, QUESTIONS[flag.flag], flag.definition)
        for flag in rubric().flags.values()
    )


def opinion(draft: Draft, review: Review, seen: Seen) -> Opinion:
    """Return what the page shows of a review.

    Args:
        draft: what was reviewed.
        review: of it.
        seen: what earlier checks of it found.
    """
    stands = progress(review, seen)
    # Beside a first check everything would be new.
    new = set(stands.new)
    unfit = review.verdict == "不宜作为建议"
    objections = tuple(
        _remark(number, objection, new) for number, objection in enumerate(review.objections, 1)
    )
    findings = () if unfit else review.findings
    found = tuple(
        _remark(number, finding, new) for number, finding in enumerate(findings, len(objections) + 1)
    )
    return Opinion(
        verdict=review.verdict,
        tone=TONES[review.verdict],
        summary=review.summary,
        unfit=unfit,
        objections=objections,
        findings=found,
        flags=tuple(_flag(judged) for judged in review.flags),
        units=_units(review.units),
        items=review.items,
        triage=review.triage,
        level=review.level,
        model=review.model,
        progress=stands,
        resolved=_names(stands.resolved),
        title=_marked(draft.masked_title, "title", (*objections, *found)),
        body=_marked(draft.masked_body, "body", (*objections, *found)),
        said=f"{review.verdict}。{_said(stands)}",
        plain=_plain(review, (*objections, *found)),
    )


def _names(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rubric().codes[code].name for code in codes)


def _said(stands: Progress) -> str:
    parts = []
    if stands.resolved:
        parts.append(f"已改好 {len(stands.resolved)} 处")
    if stands.new:
        parts.append(f"新出现 {len(stands.new)} 处（{'、'.join(_names(stands.new))}）")
    if stands.left:
        parts.append(f"还有 {stands.left} 处要改")
    if stands.doubted:
        parts.append(f"{stands.doubted} 处拿不准")
    return f"{'，'.join(parts)}。" if parts else ""


def _remark(number: int, found: Objection | Finding, new: set[str]) -> Remark:
    finding = found if isinstance(found, Finding) else None
    return Remark(
        id=f"finding-{found.code}",
        number=number,
        code=found.code,
        name=found.name,
        style=KINDS[finding.flag] if finding else "formal",
        group=rubric().flags[finding.flag].name if finding else FORMAL,
        unsure=finding is not None and finding.state == "拿不准",
        chance=chance(finding.probability) if finding else "",
        new=found.code in new,
        passages=tuple(_passage(found.code, rank, quote) for rank, quote in enumerate(found.quotes, 1)),
        message=found.message,
        advice=found.advice,
        example=finding.example if finding else None,
        clause=found.clause,
    )


def _passage(code: str, rank: int, quote: Quote) -> Passage:
    return Passage(
        f"passage-{code}-{rank}", quote.part, _PARTS[quote.part], quote.start, quote.end, quote.text
    )


def _flag(judged: FlagJudgement) -> FlagShown:
    flag = rubric().flags[judged.flag]
    return FlagShown(
        KINDS[judged.flag],
        judged.name,
        QUESTIONS[judged.flag],
        flag.definition,
        judged.state,
        STATES[judged.state],
        chance(judged.probability),
        whole_percent(judged.probability),
    )


def _units(advice: UnitAdvice) -> UnitsShown:
    unsure = advice.state == "拿不准"
    others = advice.candidates if unsure else worth_naming(advice)
    return UnitsShown(unsure, advice.main, advice.co, others)


def _marked(text: str, part: Part, remarks: tuple[Remark, ...]) -> tuple[Segment, ...]:
    return segments(
        text,
        [
            Mark(
                passage.start,
                passage.end,
                passage.id,
                remark.id,
                remark.number,
                f"{remark.style} unsure" if remark.unsure else remark.style,
            )
            for remark in remarks
            for passage in remark.passages
            if passage.part == part
        ],
    )


def _plain(review: Review, remarks: tuple[Remark, ...]) -> str:
    lines = [
        f"《{review.title}》" if review.title else UNTITLED,
        f"联审意见：{review.verdict}",
        review.summary,
    ]
    for remark in remarks:
        doubt = "（拿不准，请再看看）" if remark.unsure else ""
        lines.append(f"{remark.number}. {remark.group}：{remark.name}{doubt}。{remark.advice}")
    lines.append(f"意见供参考，由人决定。模型 {review.model}")
    return "\n".join(lines)
