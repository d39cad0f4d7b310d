"""How good the reviews of whole drafts are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.content import REASONS
from model.review import Review, State
from model.rubric import FLAGS, FlagName
from training.answers import DraftAnswer
from training.measures import Bools, Floats, ratio, share
from training.yardstick.detection import Detection, detection
from training.yardstick.evidence import points_at_it
from training.yardstick.hits import Hits, membership, micro_f1, table
from training.yardstick.items import ItemHits, item_hits
from training.yardstick.parts import LENGTHS, length, parts
from training.yardstick.reliability import Bin, reliability
from training.yardstick.resamples import Estimate, Resamples
from training.yardstick.units import (
    Confusion,
    UnitHits,
    confusions,
    ranking,
    right,
    unit_hits,
    unit_table,
)


@dataclass(frozen=True, slots=True)
class DraftMeasures:
    """The measures on some drafts.

    Attributes:
        count: drafts judged.
        flags: by name, at the threshold of 成立; drafts on which people differ are left out.
        clean_count: drafts in which nobody sees a fault.
        clean: share of these on which no flag holds.
        unsure: share of all flag judgements that are 拿不准.
        codes: micro-averaged F1 of the codes found, 拿不准 included; those on which people differ count
            neither way.
        quoted: true codes found.
        evidence: share of these whose first quote overlaps a labelled quote of that code.
        units: 承办单位.
        items: 逐条要求.
        triage: share of right classes.
    """

    count: int
    flags: dict[FlagName, Detection]
    clean_count: int
    clean: Estimate
    unsure: Estimate
    codes: Estimate
    quoted: int
    evidence: Estimate
    units: UnitHits
    items: ItemHits
    triage: Estimate


@dataclass(frozen=True, slots=True)
class DraftEvaluation:
    """All that is measured on drafts.

    Attributes:
        whole: on all of them.
        sources: on those of each source, if there are several.
        lengths: on those whose body has so many characters, if there are several ranges.
        by_code: each code that is labelled or was found.
        by_unit: each unit that is labelled or was named.
        states: how often each flag was judged 成立, 拿不准, 不成立 where it is labelled (``there``) and
            where it is not (``absent``).
        reliability: of each flag's probability.
        unit_reliability: of the first candidate's probability.
        confusions: units taken for others, the most frequent first.
    """

    whole: DraftMeasures
    sources: dict[str, DraftMeasures]
    lengths: dict[str, DraftMeasures]
    by_code: dict[str, Hits]
    by_unit: dict[str, Hits]
    states: dict[FlagName, "States"]
    reliability: dict[FlagName, tuple[Bin, ...]]
    unit_reliability: tuple[Bin, ...]
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class States:
    """How often a flag was judged 成立, 拿不准, 不成立, in this order.

    Attributes:
        there: where it is labelled.
        absent: where it is not.
    """

    there: tuple[int, int, int]
    absent: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Flag:
    """One flag over some drafts, without those on which people differ; arrays have shape (scored,)."""

    resamples: Resamples
    truth: Bools
    probability: Floats
    states: list[State]


def evaluate_drafts(answers: Sequence[DraftAnswer], reviews: Sequence[Review]) -> DraftEvaluation:
    """Measure what was said of drafts."""
    resamples = Resamples([answer.group for answer in answers])
    rankings = [ranking(review) for review in reviews]
    flags = {flag: _flag(resamples, answers, reviews, flag) for flag in FLAGS}

    def by(parted: dict[str, list[int]]) -> dict[str, DraftMeasures]:
        return {
            name: _measures(
                resamples.among(rows),
                [answers[row] for row in rows],
                [reviews[row] for row in rows],
            )
            for name, rows in parted.items()
        }

    return DraftEvaluation(
        whole=_measures(resamples, answers, reviews),
        sources=by(parts([answer.source for answer in answers])),
        lengths=by(parts([length(answer.draft.body) for answer in answers], LENGTHS)),
        by_code=table(resamples, REASONS, *_codes(answers, reviews)),
        by_unit=unit_table(resamples, answers, rankings),
        states={flag: _states(judged) for flag, judged in flags.items()},
        reliability={
            flag: reliability(judged.resamples, judged.truth, judged.probability)
            for flag, judged in flags.items()
        },
        unit_reliability=reliability(
            resamples, right(answers, rankings), np.array([said.probability for said in rankings], np.float64)
        ),
        confusions=confusions(answers, rankings),
    )


def _measures(
    resamples: Resamples, answers: Sequence[DraftAnswer], reviews: Sequence[Review]
) -> DraftMeasures:
    pairs = list(zip(answers, reviews, strict=True))
    clean = np.array([answer.clean for answer in answers], np.bool_)
    passed = np.array([all(flag.state != "成立" for flag in review.flags) for review in reviews], np.bool_)
    right_triage = np.array([review.triage.value in answer.triage for answer, review in pairs], np.bool_)
    unsure = np.array(
        [sum(flag.state == "拿不准" for flag in review.flags) / len(FLAGS) for review in reviews], np.float64
    )
    quoted, evidence = _evidence(resamples, answers, reviews)
    return DraftMeasures(
        count=len(answers),
        flags={flag: _detection(_flag(resamples, answers, reviews, flag)) for flag in FLAGS},
        clean_count=int(clean.sum()),
        clean=resamples.estimate(lambda weights: share(weights, passed, clean)),
        unsure=resamples.estimate(lambda weights: ratio(weights @ unsure, weights.sum(axis=1))),
        codes=micro_f1(resamples, *_codes(answers, reviews)),
        quoted=quoted,
        evidence=evidence,
        units=unit_hits(resamples, answers, [ranking(review) for review in reviews]),
        items=item_hits(resamples, answers, reviews),
        triage=resamples.estimate(lambda weights: share(weights, right_triage)),
    )


def _flag(
    resamples: Resamples, answers: Sequence[DraftAnswer], reviews: Sequence[Review], flag: FlagName
) -> _Flag:
    kept = [row for row, answer in enumerate(answers) if flag not in answer.disputed]
    said = [next(each for each in reviews[row].flags if each.flag == flag) for row in kept]
    return _Flag(
        resamples.among(kept),
        np.array([flag in answers[row].flags for row in kept], np.bool_),
        np.array([each.probability for each in said], np.float64),
        [each.state for each in said],
    )


def _detection(judged: _Flag) -> Detection:
    found = np.array([state == "成立" for state in judged.states], np.bool_)
    return detection(judged.resamples, judged.truth, found, judged.probability)


def _states(judged: _Flag) -> States:
    def counted(truth: bool) -> tuple[int, int, int]:
        said = [state for state, there in zip(judged.states, judged.truth, strict=True) if there == truth]
        return said.count("成立"), said.count("拿不准"), said.count("不成立")

    return States(there=counted(truth=True), absent=counted(truth=False))


def _codes(answers: Sequence[DraftAnswer], reviews: Sequence[Review]) -> tuple[Bools, Bools]:
    """Return which codes are labelled and which were found, shape (drafts, codes)."""
    truth = membership([answer.reasons for answer in answers], REASONS)
    found = [
        {finding.code for finding in review.findings} - answer.tolerated
        for answer, review in zip(answers, reviews, strict=True)
    ]
    return truth, membership(found, REASONS)


def _evidence(
    resamples: Resamples, answers: Sequence[DraftAnswer], reviews: Sequence[Review]
) -> tuple[int, Estimate]:
    hits = [
        [points_at_it(answer, finding) for finding in review.findings if finding.code in answer.reasons]
        for answer, review in zip(answers, reviews, strict=True)
    ]
    true = np.array([len(each) for each in hits], np.float64)
    pointed = np.array([sum(each) for each in hits], np.float64)
    estimate = resamples.estimate(lambda weights: ratio(weights @ pointed, weights @ true))
    return int(true.sum()), estimate
