"""A reviewer: one trained bundle, drafts in, reviews out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Literal

import numpy as np

from model.advice import advise
from model.asks import asked_of
from model.bundle import Bundle, load_bundle
from model.calibration import stated
from model.content import REASONS, rubric
from model.countryside import rural
from model.draft import Draft, Quote, quote
from model.encoder import Encoder, Reading, find_encoder
from model.errors import EncoderError
from model.evidence import Evidence, Lent, Witness
from model.features import draft_parts, parts_lot
from model.formal import objections
from model.judging import FLAG_OF, CodeJudgement, judge_codes, judge_flags
from model.reservations import reservations
from model.review import RHYTHMS, TRIAGE, Finding, FlagJudgement, Item, Review, Triage, UnitAdvice
from model.scores import Scores, blended
from model.summary import summarise
from model.tier import Calibration, FullTier
from model.unit_list import UnitList
from model.units import NAMED, UnitScores, advise_units, ask_parts, assign, unit_chances
from model.verdict import verdict

Tier = Literal["full", "fast", "auto"]

_LOT = 16
"""Drafts reviewed together: more would save no more time."""
_MATTERS = 3
_SURELY_NOT, _SURELY = 0.05, 0.95
"""Probabilities of a flag beyond which the fast tier settles a draft."""


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
    reading: Reading | None


class Reviewer:
    """Reviews drafts with one bundle: by its full tier where an encoder is given, else by its fast one."""

    def __init__(self, bundle: Bundle, encoder: Encoder | None = None, *, settle: bool = False) -> None:
        """Take a bundle.

        Args:
            bundle: to judge by.
            encoder: the one that its full tier was calibrated with.
            settle: let the fast tier settle the drafts it is sure of; the encoder reads only the others.
        """
        self._bundle = bundle
        self._encoder = encoder
        self._settle = settle
        self._witness = Witness(bundle.vocabularies["sentences"], bundle.heads["sentences"])

    @classmethod
    def load(cls, folder: Path, tier: Tier | None = None, threads: int = 0) -> "Reviewer":
        """Load the bundle in ``folder``.

        Args:
            folder: of the bundle.
            tier: ``full``, ``fast``, or ``auto`` for the full tier where the fast one is not sure; the full
                one if not given and the bundle has it.
            threads: that the encoder computes with; 0 for all cores.

        Raises:
            BundleError: there is none, it was changed, or it is of another format.
            EncoderError: the tier wants an encoder, and the bundle has none or it cannot be used.
        """
        bundle = load_bundle(folder)
        if tier == "fast" or (tier is None and bundle.full is None):
            return cls(bundle)
        if bundle.full is None:
            raise EncoderError(
                "模型只有快速一档",
                where=str(folder),
                remedy="请去掉 --tier，或装上编码器再运行 lianshen train",
            )
        encoder = Encoder.load(find_encoder(bundle.full.encoder, folder.parent), threads)
        return cls(bundle, encoder, settle=tier == "auto")

    @property
    def bundle(self) -> Bundle:
        """What it judges by."""
        return self._bundle

    @property
    def reads(self) -> bool:
        """Whether it judges by the full tier, with an encoder."""
        return self._encoder is not None and self._bundle.full is not None

    @property
    def version(self) -> str:
        """Tier and version of the bundle; every review names them."""
        return self._version(self._encoder is not None)

    def review(self, draft: Draft) -> Review:
        """Review one draft."""
        (review,) = self._review([draft])
        return review

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        """Review drafts in the order they come, a few at a time, which takes less than one by one."""
        coming = iter(drafts)
        while lot := list(islice(coming, _LOT)):
            yield from self._review(lot)

    def scores(self, drafts: Sequence[Draft]) -> list[Scores]:
        """Return what the linear heads say of each draft, in which identifiers of persons are masked."""
        heads, vocabulary = self._bundle.heads["drafts"], self._bundle.vocabularies["drafts"]
        asks = [draft.words.stretch(ask.start, ask.end) for draft in drafts for ask in draft.asks]
        parts = [*map(draft_parts, drafts), *map(ask_parts, asks)]
        raw = heads.score(vocabulary.look_up(parts_lot(parts)))
        asked = [asked_of(draft) for draft in drafts]
        named = self._bundle.units.named([*map("".join, asked), *chain.from_iterable(asked)])
        judging = len(heads.names) - len(self._bundle.units)
        by_unit = raw[:, judging:] + NAMED * named
        of_asks = np.split(by_unit[len(drafts) :], np.cumsum([len(own) for own in asked]))
        return [
            Scores(dict(zip(heads.names, row, strict=False)), UnitScores(own, of))
            for row, own, of in zip(
                raw[: len(drafts), :judging].tolist(), by_unit, of_asks[: len(drafts)], strict=False
            )
        ]

    def finer_scores(self, drafts: Sequence[Draft], scored: Sequence[Scores]) -> list[Scores]:
        """Return what the full tier says of each draft; where it is not to judge, what was said already.

        Args:
            drafts: in which identifiers of persons are masked.
            scored: what :meth:`scores` returned for them.
        """
        if not self._encoder or not self._bundle.full:
            return list(scored)
        return self._finer(drafts, scored, [self._encoder.read(each) for each in drafts], self._bundle.full)

    def _review(self, drafts: Sequence[Draft]) -> list[Review]:
        """Review some drafts together.

        Identifiers of persons are masked before anything is judged or quoted; only the formal rule that
        looks for them sees them. Masking keeps every length, so offsets are those of the draft as given.
        """
        shown = [draft.masked for draft in drafts]
        opinions = self._opinions(shown)
        lent = [_lent(opinion.reading, self._bundle.full) for opinion in opinions] if self._encoder else ()
        matters = [_matters(opinion.items) for opinion in opinions]
        evidence = self._witness.evidence(
            shown,
            [
                [judged.code for judged in opinion.codes if judged.code != "B2" or not several]
                for opinion, several in zip(opinions, matters, strict=True)
            ],
            lent,
        )
        return [
            self._state(draft, opinion, {"B2": several} | quoted)
            for draft, opinion, several, quoted in zip(drafts, opinions, matters, evidence, strict=True)
        ]

    def _opinions(self, drafts: Sequence[Draft]) -> list[_Opinion]:
        """Judge drafts by the tier that is asked for."""
        scored = self.scores(drafts)
        full = self._bundle.full
        if not self._encoder or not full:
            return self._judge(drafts, scored, self._bundle)
        opinions = self._judge(drafts, scored, self._bundle) if self._settle else []
        left = [number for number in range(len(drafts)) if not opinions or not _sure(opinions[number])]
        if not left:
            return opinions
        unsettled = [drafts[number] for number in left]
        readings = [self._encoder.read(draft) for draft in unsettled]
        scored_finer = self._finer(unsettled, [scored[number] for number in left], readings, full)
        finer = dict(zip(left, self._judge(unsettled, scored_finer, full, readings), strict=True))
        return [finer.get(number) or opinions[number] for number in range(len(drafts))]

    def _finer(
        self, drafts: Sequence[Draft], scored: Sequence[Scores], readings: Sequence[Reading], full: FullTier
    ) -> list[Scores]:
        return [
            blended(own, draft, reading, full.blend, self._bundle.units)
            for own, draft, reading in zip(scored, drafts, readings, strict=True)
        ]

    def _judge(
        self,
        drafts: Sequence[Draft],
        scored: Sequence[Scores],
        by: Bundle | FullTier,
        readings: Sequence[Reading | None] = (),
    ) -> list[_Opinion]:
        calibration, thresholds, units = by.calibration, by.thresholds, self._bundle.units
        opinions = []
        for draft, scores, chances, triage, reading in zip(
            drafts,
            (own.judged for own in scored),
            unit_chances(
                [own.units for own in scored], calibration, self._bundle.handover, [*map(rural, drafts)]
            ),
            _triage([own.judged for own in scored], calibration),
            readings or (None,) * len(drafts),
            strict=True,
        ):
            asked = asked_of(draft)
            reserved = reservations(asked)
            flags = judge_flags(scores, calibration, thresholds, reserved, self._bundle.upheld)
            opinions.append(
                _Opinion(
                    flags=flags,
                    codes=judge_codes(flags, scores, calibration, thresholds, reserved, self._bundle.upheld),
                    units=advise_units(
                        chances, draft.canonical_title + "".join(asked), calibration, thresholds, units
                    ),
                    items=tuple(
                        Item(quote(draft, "body", ask.start, ask.end), assignment)
                        for ask, assignment in zip(draft.asks, assign(asked, chances, units), strict=True)
                    ),
                    triage=triage,
                    reading=reading,
                )
            )
        return opinions

    def _version(self, full: bool) -> str:
        return f"{'full' if full else 'fast'}-{self._bundle.version.rpartition('-')[2]}"

    def _state(self, draft: Draft, opinion: _Opinion, evidence: Evidence) -> Review:
        unit = opinion.units.main.unit if opinion.units.state == "成立" else ""
        findings = tuple(
            _finding(judged, draft.masked, quotes, unit, self._bundle.units)
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
            model=self._version(opinion.reading is not None),
        )


def _triage(judged: Sequence[dict[str, float]], calibration: Calibration) -> list[Triage]:
    if not judged:
        return []
    raw = np.array([[scores[value] for value in TRIAGE] for scores in judged], np.float32)
    likeliest = [
        (TRIAGE[int(row.argmax())], stated(row.max())) for row in calibration.triage.probabilities(raw)
    ]
    return [Triage(value, probability, RHYTHMS[value]) for value, probability in likeliest]


def _sure(opinion: _Opinion) -> bool:
    """Return whether the fast tier is so sure of a draft that the full one would hardly say otherwise."""
    return all(flag.probability <= _SURELY_NOT or flag.probability >= _SURELY for flag in opinion.flags)


def _lent(reading: Reading | None, full: FullTier | None) -> Lent:
    if not reading or not full:
        return lambda _part, _start, _end: np.zeros(len(REASONS), np.float32)
    factor = np.float32(full.blend.passages)
    return lambda part, start, end: factor * reading.passage(part, start, end)


def _finding(
    judged: CodeJudgement, draft: Draft, quotes: tuple[Quote, ...], unit: str, units: UnitList
) -> Finding:
    code = rubric().codes[judged.code]
    said = advise(judged.code, draft, quotes, unit, judged.state == "成立", units)
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
