"""The mistakes of a model one by one, to be read. They show drafts: local material, never to be passed on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from model.draft import Draft
from model.judging import FLAG_OF
from model.review import FlagJudgement, Review, State
from model.rubric import FlagName
from training.answers import Answer, DraftAnswer
from training.yardstick.evaluation import Judged
from training.yardstick.evidence import places

_EXCERPT = 90


@dataclass(frozen=True, slots=True)
class Words:
    """Words that show a code; identifiers of persons in them are masked."""

    code: str
    quote: str


@dataclass(frozen=True, slots=True)
class FlagMistake:
    """A flag that was missed or raised falsely.

    Attributes:
        kind: ``漏判`` it is labelled and was not asserted; ``误判`` the other way round.
        flag: which.
        id: of the draft.
        source: where it comes from.
        title: identifiers of persons masked.
        probability: that was stated.
        state: that was stated.
        labelled: quotes people gave for the flag's codes.
        shown: the first quote of each of the flag's findings.
    """

    kind: Literal["漏判", "误判"]
    flag: FlagName
    id: str
    source: str
    title: str
    probability: float
    state: State
    labelled: tuple[Words, ...]
    shown: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class UnitMistake:
    """A text whose first candidate is not 主办.

    Attributes:
        id: of the draft; file and line of a title.
        source: where it comes from.
        title: identifiers of persons masked.
        excerpt: the beginning of the body or the gist, masked too.
        main: 主办 as labelled.
        co: 会办 as labelled.
        candidates: what was named, with probabilities, likeliest first.
    """

    id: str
    source: str
    title: str
    excerpt: str
    main: tuple[str, ...]
    co: tuple[str, ...]
    candidates: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Mistakes:
    """All mistakes, the surest first.

    Attributes:
        flags: missed and raised falsely.
        draft_units: wrong units for drafts.
        title_units: wrong units for titles.
    """

    flags: tuple[FlagMistake, ...]
    draft_units: tuple[UnitMistake, ...]
    title_units: tuple[UnitMistake, ...]


def mistakes(judged: Judged) -> Mistakes:
    """Collect the mistakes."""
    drafts = list(zip(judged.drafts, judged.draft_reviews, strict=True))
    titles = list(zip(judged.titles, judged.title_reviews, strict=True))
    wrong = [mistake for answer, review in drafts for mistake in _flags(answer, review)]
    return Mistakes(
        tuple(sorted(wrong, key=lambda each: -_sureness(each))),
        tuple(_units([*drafts])),
        tuple(_units(titles)),
    )


def _sureness(mistake: FlagMistake) -> float:
    return mistake.probability if mistake.kind == "误判" else 1 - mistake.probability


def _flags(answer: DraftAnswer, review: Review) -> Iterator[FlagMistake]:
    for said in review.flags:
        labelled, held = said.flag in answer.flags, said.state == "成立"
        if said.flag not in answer.disputed and labelled != held:
            yield _flag(answer, review, said)


def _flag(answer: DraftAnswer, review: Review, said: FlagJudgement) -> FlagMistake:
    return FlagMistake(
        kind="漏判" if said.flag in answer.flags else "误判",
        flag=said.flag,
        id=answer.id,
        source=answer.source,
        title=answer.draft.masked_title,
        probability=said.probability,
        state=said.state,
        labelled=tuple(
            dict.fromkeys(
                Words(entry.reason, _masked(answer.draft, entry.quote))
                for entry in answer.evidence
                if FLAG_OF[entry.reason] == said.flag
            )
        ),
        shown=tuple(
            Words(finding.code, finding.quotes[0].text)
            for finding in review.findings
            if finding.flag == said.flag
        ),
    )


def _masked(draft: Draft, words: str) -> str:
    return next(places(draft, words)).text


def _units(pairs: list[tuple[Answer, Review]]) -> list[UnitMistake]:
    wrong = [
        UnitMistake(
            id=answer.id,
            source=answer.source,
            title=answer.draft.masked_title,
            excerpt=_excerpt(answer.draft.masked_body),
            main=answer.main,
            co=answer.co,
            candidates=tuple((each.unit, each.probability) for each in review.units.candidates),
        )
        for answer, review in pairs
        if review.units.main.unit not in answer.main
    ]
    return sorted(wrong, key=lambda each: -each.candidates[0][1])


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}…"
