"""A reviewer: one trained bundle, drafts in, reviews out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np

from model.advice import advise
from model.asks import asked_of
from model.bundle import Bundle, load_bundle
from model.calibration import stated
from model.content import rubric, units
from model.draft import Draft, Quote, quote
from model.errors import BundleFormatError
from model.evidence import Evidence, Witness
from model.features import draft_parts, parts_lot
from model.formal import objections
from model.judging import FLAG_OF, CodeJudgement, judge_codes, judge_flags
from model.naming import named_units
from model.reservations import reservations
from model.review import TRIAGE, Finding, FlagJudgement, Item, Review, Triage, TriageValue, UnitAdvice
from model.summary import summarise
from model.units import NAMED, UnitScores, advise_units, ask_parts, assign, unit_chances
from model.verdict import verdict

_LOT = 16
"""Drafts reviewed together: more would save no more time."""
_MATTERS = 3
_RHYTHM: dict[TriageValue, str] = {"小微事": "一周一办结", "急难事": "一周一推动", "大要事": "一月一促进"}


def _matters(items: tuple[Item, ...]) -> tuple[Quote, ...]:
    """Return the first ask for each unit, three at most: what shows several matters in one draft (B2)."""
    first: dict[str, Quote] = {}
    for item in items:
        first.setdefault(item.assignment.unit, item.quote)
    return tuple(first.values())[:_MATTERS] if len(first) > 1 else ()


@dataclass(frozen=True, slots=True)
class _Opinion:
    """What is thought of a draft before its words are quoted."""

    flags: tuple[FlagJudgement, ...]
    codes: list[CodeJudgement]
    units: UnitAdvice
    items: tuple[Item, ...]
    triage: Triage


class Reviewer:
    """Reviews drafts with one bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._witness = Witness(bundle.vocabularies["sentences"], bundle.heads["sentences"])

    @classmethod
    def load(cls, folder: Path) -> "Reviewer":
        """Load the bundle in ``folder``.

        Raises:
            BundleError: there is none, it was changed, it is of another format, or it knows other units.
        """
        bundle = load_bundle(folder)
        if bundle.heads["drafts"].names[-len(units()) :] != tuple(units()):
            raise BundleFormatError(
                "模型里的单位和现在的单位名单不一样", where=str(folder), remedy="请重新运行 lianshen train"
            )
        return cls(bundle)

    @property
    def version(self) -> str:
        """Version of the bundle; every review names it."""
        return self._bundle.version

    def review(self, draft: Draft) -> Review:
        """Review one draft."""
        (review,) = self._review([draft])
        return review

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        """Review drafts in the order they come, a few at a time, which takes less than one by one."""
        coming = iter(drafts)
        while lot := list(islice(coming, _LOT)):
            yield from self._review(lot)

    def _review(self, drafts: Sequence[Draft]) -> list[Review]:
        """Review some drafts together.

        Identifiers of persons are masked before anything is judged or quoted; only the formal rule that
        looks for them sees them. Masking keeps every length, so offsets are those of the draft as given.
        """
        shown = [draft.masked for draft in drafts]
        opinions = self._opinions(shown)
        matters = [_matters(opinion.items) for opinion in opinions]
        evidence = self._witness.evidence(
            shown,
            [
                [judged.code for judged in opinion.codes if judged.code != "B2" or not several]
                for opinion, several in zip(opinions, matters, strict=True)
            ],
        )
        return [
            self._state(draft, opinion, {"B2": several} | quoted)
            for draft, opinion, several, quoted in zip(drafts, opinions, matters, evidence, strict=True)
        ]

    def _opinions(self, drafts: Sequence[Draft]) -> list[_Opinion]:
        calibration, thresholds = self._bundle.calibration, self._bundle.thresholds
        judged, by_unit = self._scores(drafts)
        opinions = []
        for draft, scores, chances, triage in zip(
            drafts, judged, unit_chances(by_unit, calibration), self._triage(judged), strict=True
        ):
            asked = asked_of(draft)
            reserved = reservations(asked)
            flags = judge_flags(scores, calibration, thresholds, reserved)
            opinions.append(
                _Opinion(
                    flags=flags,
                    codes=judge_codes(flags, scores, calibration, thresholds, reserved),
                    units=advise_units(
                        chances, draft.canonical_title + "".join(asked), calibration, thresholds
                    ),
                    items=tuple(
                        Item(quote(draft, "body", ask.start, ask.end), assignment)
                        for ask, assignment in zip(draft.asks, assign(asked, chances), strict=True)
                    ),
                    triage=triage,
                )
            )
        return opinions

    def _scores(self, drafts: Sequence[Draft]) -> tuple[list[dict[str, float]], list[UnitScores]]:
        """Return the scores of the heads that judge a draft, by name, and those of the units."""
        heads, vocabulary = self._bundle.heads["drafts"], self._bundle.vocabularies["drafts"]
        asks = [draft.words.stretch(ask.start, ask.end) for draft in drafts for ask in draft.asks]
        parts = [*map(draft_parts, drafts), *map(ask_parts, asks)]
        raw = heads.score(vocabulary.look_up(parts_lot(parts)))
        asked = [asked_of(draft) for draft in drafts]
        named = named_units([*map("".join, asked), *chain.from_iterable(asked)])
        judging = len(heads.names) - len(units())
        by_unit = raw[:, judging:] + NAMED * named
        of_asks = np.split(by_unit[len(drafts) :], np.cumsum([len(own) for own in asked]))
        return (
            [dict(zip(heads.names, row, strict=False)) for row in raw[: len(drafts), :judging].tolist()],
            [UnitScores(own, of) for own, of in zip(by_unit, of_asks[: len(drafts)], strict=False)],
        )

    def _triage(self, judged: Sequence[dict[str, float]]) -> list[Triage]:
        raw = np.array([[scores[value] for value in TRIAGE] for scores in judged], np.float32)
        chances = self._bundle.calibration.triage.probabilities(raw)
        likeliest = [(TRIAGE[int(row.argmax())], stated(row.max())) for row in chances]
        return [Triage(value, probability, _RHYTHM[value]) for value, probability in likeliest]

    def _state(self, draft: Draft, opinion: _Opinion, evidence: Evidence) -> Review:
        unit = opinion.units.main.unit if opinion.units.state == "成立" else ""
        findings = tuple(
            _finding(judged, draft.masked, quotes, unit)
            for judged in opinion.codes
            if (quotes := evidence[judged.code])
        )
        items = opinion.items
        if any(finding.code == "V2" and finding.state == "成立" for finding in findings):
            items = ()  # nothing definite is asked: a wish is not listed as if it were
        formal = objections(draft)
        decided = verdict(formal, opinion.flags, findings)
        return Review(
            title=draft.masked_title,
            level=draft.level,
            verdict=decided,
            summary=summarise(decided, formal, opinion.flags, findings, opinion.units, items, opinion.triage),
            objections=formal,
            flags=opinion.flags,
            findings=findings,
            units=opinion.units,
            items=items,
            triage=opinion.triage,
            model=self.version,
        )


def _finding(judged: CodeJudgement, draft: Draft, quotes: tuple[Quote, ...], unit: str) -> Finding:
    code = rubric().codes[judged.code]
    said = advise(judged.code, draft, quotes, unit, judged.state == "成立")
    return Finding(
        code=judged.code,
        flag=FLAG_OF[judged.code],
        name=code.name,
        probability=judged.probability,
        state=judged.state,
        severity=code.severity,
        quotes=quotes,
        message=said.message,
        advice=said.advice,
        example=code.example,
        clause=code.clause,
    )
