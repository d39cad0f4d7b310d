"""A reviewer: one trained bundle, drafts in, reviews out."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from model.advice import advise
from model.asks import asks
from model.bundle import Bundle, load_bundle
from model.calibration import stated
from model.content import rubric, units
from model.draft import Draft, Quote, quote
from model.errors import BundleFormatError
from model.evidence import Witness
from model.features import draft_blocks
from model.formal import objections
from model.judging import FLAG_OF, CodeJudgement, judge_codes, judge_flags
from model.naming import named_units
from model.reservations import reservations
from model.review import TRIAGE, Assignment, Finding, Item, Review, Triage, TriageValue
from model.summary import summarise
from model.units import NAMED, UnitScores, advise_units, ask_blocks, ask_probabilities, matching_duty
from model.verdict import verdict

_MATTERS = 3
_RHYTHM: dict[TriageValue, str] = {"小微事": "一周一办结", "急难事": "一周一推动", "大要事": "一月一促进"}


def _matters(items: tuple[Item, ...]) -> tuple[Quote, ...]:
    """Return the first ask for each unit, three at most: what shows several matters in one draft (B2)."""
    first: dict[str, Quote] = {}
    for item in items:
        first.setdefault(item.assignment.unit, item.quote)
    return tuple(first.values())[:_MATTERS] if len(first) > 1 else ()


class Reviewer:
    """Reviews drafts with one bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle

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

    def review_many(self, drafts: Iterable[Draft]) -> Iterator[Review]:
        """Review drafts one after the other, as they come."""
        return map(self.review, drafts)

    def review(self, draft: Draft) -> Review:
        """Review one draft.

        Identifiers of persons are masked before anything is judged or quoted; only the formal rule that
        looks for them sees them. Masking keeps every length, so offsets are those of the draft as given.
        """
        shown = Draft(draft.masked_title, draft.masked_body, draft.level)
        calibration, thresholds = self._bundle.calibration, self._bundle.thresholds
        heads, vocabulary = self._bundle.heads["drafts"], self._bundle.vocabularies["drafts"]
        spans = [(ask.start, ask.end) for ask in asks(shown)]
        asked = [shown.canonical_body[start:end] for start, end in spans]
        raw = heads.score(vocabulary.encode([draft_blocks(shown), *map(ask_blocks, asked)]))
        scores = dict(zip(heads.names, raw[0].tolist(), strict=True))
        named = NAMED * np.stack([named_units(text) for text in ("".join(asked), *asked)])
        unit_scores = UnitScores(raw[0, -len(units()) :] + named[0], raw[1:, -len(units()) :] + named[1:])
        reserved = reservations(asked)
        flags = judge_flags(scores, calibration, thresholds, reserved)
        advised = advise_units(unit_scores, shown.canonical_title + "".join(asked), calibration, thresholds)
        codes = judge_codes(flags, scores, calibration, thresholds, reserved)
        items = tuple(
            Item(quote(shown, "body", *span), assignment)
            for span, assignment in zip(spans, self._assign(asked, unit_scores), strict=True)
        )
        unit = advised.main.unit if advised.state == "成立" else ""
        findings = self._findings(shown, codes, unit, items)
        if any(finding.code == "V2" and finding.state == "成立" for finding in findings):
            items = ()  # nothing definite is asked: a wish is not listed as if it were
        triage = self._triage(scores)
        formal = objections(draft)
        decided = verdict(formal, flags, findings)
        return Review(
            title=shown.title,
            level=shown.level,
            verdict=decided,
            summary=summarise(decided, formal, flags, findings, advised, items, triage),
            objections=formal,
            flags=flags,
            findings=findings,
            units=advised,
            items=items,
            triage=triage,
            model=self.version,
        )

    def _findings(
        self, draft: Draft, codes: list[CodeJudgement], unit: str, items: tuple[Item, ...]
    ) -> tuple[Finding, ...]:
        if not codes:
            return ()
        witness = Witness(draft, self._bundle.vocabularies["sentences"], self._bundle.heads["sentences"])
        findings = []
        for judged in codes:
            code = rubric().codes[judged.code]
            quotes = (_matters(items) if judged.code == "B2" else ()) or witness.quotes(judged.code)
            if not quotes:
                continue
            said = advise(judged.code, draft, quotes, unit, judged.state == "成立")
            findings.append(
                Finding(
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
            )
        return tuple(findings)

    def _assign(self, asked: list[str], scores: UnitScores) -> list[Assignment]:
        names = list(units())
        assignments = []
        for text, row in zip(asked, ask_probabilities(scores, self._bundle.calibration), strict=True):
            best = int(np.argmax(row))
            assignments.append(
                Assignment(names[best], "主办", stated(row[best]), matching_duty(names[best], text))
            )
        return assignments

    def _triage(self, scores: dict[str, float]) -> Triage:
        raw = np.array([scores[value] for value in TRIAGE], np.float32)
        chances = self._bundle.calibration.triage.probabilities(raw)
        value = TRIAGE[int(np.argmax(chances))]
        return Triage(value, stated(chances.max()), _RHYTHM[value])
