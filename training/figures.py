"""The figures of the model card: how good the model is on groups that nothing of it has seen.

This costs no further fit of the heads. Every draft was scored by heads that had not seen its group, to
calibrate by. Here the curves, and how much the encoder counts, are fitted on the groups that are for choosing
(:mod:`training.parts`), and the figures come from those that are for the report.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.asks import asked_of
from model.calibration import stated
from model.card import Figure, FlagFigures, Measured, Sample, TierFigures, UnitFigures
from model.content import card_texts
from model.encoder import Encoder
from model.judging import judge_flags
from model.reservations import reservations
from model.review import TRIAGE
from model.rubric import FLAGS, FlagName
from model.scores import JUDGED
from model.tier import Calibration, Thresholds
from model.units import NAMED
from training.answers import Answer, Answers, DraftAnswer, answers_of
from training.examples import UNTOLD
from training.full_tier import Readings, blended, fit_full_tier
from training.held_out import HeldOut, calibrate
from training.labels import Corpus
from training.layout import Texts
from training.measures import share
from training.parts import reported
from training.yardstick.detection import Detection, detection
from training.yardstick.resamples import RESAMPLES, Estimate, Resamples
from training.yardstick.units import Ranking, unit_hits

_CANDIDATES = 3
_DIGITS = 4

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Read:
    """An encoder, and what it read in the drafts and titles it had not learnt from."""

    encoder: Encoder
    readings: Readings


@dataclass(frozen=True, slots=True)
class _Tier:
    """A tier to be measured.

    Attributes:
        scores: held out.
        calibration: fitted without the groups it is measured on.
        thresholds: those that ship.
    """

    scores: HeldOut
    calibration: Calibration
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class _Part:
    """Some of the drafts and titles; the rows are those of the scores.

    Attributes:
        drafts: what people said of the drafts.
        draft_rows: shape (drafts,).
        titles: what people said of the titles.
        title_rows: shape (titles,).
    """

    drafts: list[DraftAnswer]
    draft_rows: Rows
    titles: list[Answer]
    title_rows: Rows

    @property
    def sample(self) -> Sample:
        """How many they are."""
        return Sample(len(self.drafts), sum(answer.clean for answer in self.drafts), len(self.titles))


def measure(
    corpus: Corpus, texts: Texts, scores: HeldOut, thresholds: Thresholds, read: Read | None
) -> Measured | None:
    """Measure the fast tier, and the full one where there is an encoder.

    Args:
        corpus: labelled drafts and titles.
        texts: the corpus laid out.
        scores: of the linear heads, held out.
        thresholds: of the fast tier.
        read: by the encoder.

    Returns:
        The figures; ``None`` where there are too few groups for drafts, titles and asks in either part.
    """
    test = texts.reserved & np.array([reported(str(group)) for group in texts.groups])
    tune = texts.reserved & ~test
    fitted = replace(scores, counted=tune[: len(scores.counted)], tested=tune)
    answers = answers_of(corpus)
    chosen, held = _part(answers, tune), _part(answers, test)
    told = tune[texts.ask_of] & (texts.ask_units != UNTOLD)
    if not (chosen.drafts and chosen.titles and told.any() and held.drafts and held.titles):
        return None
    fast = _Tier(scores, calibrate(texts, fitted), thresholds)
    full = _full_tier(texts, scores, fitted, read) if read else None
    return Measured(
        how=card_texts().how,
        calibrated=chosen.sample,
        tested=held.sample,
        resamples=RESAMPLES,
        fast=_figures(texts, held, fast),
        full=_figures(texts, held, full) if full else None,
    )


def _full_tier(texts: Texts, scores: HeldOut, fitted: HeldOut, read: Read) -> _Tier:
    tier = fit_full_tier(texts, fitted, read.readings, read.encoder.digest)
    return _Tier(blended(scores, read.readings, tier.blend), tier.calibration, tier.thresholds)


def _part(answers: Answers, chosen: NDArray[np.bool_]) -> _Part:
    count = len(answers.drafts)
    drafts = np.flatnonzero(chosen[:count])
    titles = np.flatnonzero(chosen[count : count + len(answers.titles)])
    return _Part(
        [answers.drafts[row] for row in drafts],
        drafts,
        [answers.titles[row] for row in titles],
        count + titles,
    )


def _figures(texts: Texts, part: _Part, tier: _Tier) -> TierFigures:
    resamples = Resamples([answer.group for answer in part.drafts])
    classes = tier.scores.judged[part.draft_rows, -len(TRIAGE) :].argmax(axis=1).tolist()
    right = np.array([TRIAGE[best] in own.triage for best, own in zip(classes, part.drafts, strict=True)])
    flags, clean = _flags(resamples, part, tier)
    return TierFigures(
        flags=flags,
        clean=clean,
        draft_units=_units(texts, part.drafts, part.draft_rows, tier),
        title_units=_units(texts, part.titles, part.title_rows, tier),
        triage=_figure(resamples.estimate(lambda weights: share(weights, right))),
    )


def _flags(resamples: Resamples, part: _Part, tier: _Tier) -> tuple[dict[FlagName, FlagFigures], Figure]:
    """Return how well each flag is found, and the share of the clean drafts on which none is raised."""
    said = [
        judge_flags(
            dict(zip(JUDGED, row, strict=True)),
            tier.calibration,
            tier.thresholds,
            reservations(asked_of(answer.draft)),
        )
        for row, answer in zip(tier.scores.judged[part.draft_rows].tolist(), part.drafts, strict=True)
    ]
    truth = np.array([[flag in answer.flags for flag in FLAGS] for answer in part.drafts])
    found = np.array([[flag.state == "成立" for flag in own] for own in said])
    probability = np.array([[flag.probability for flag in own] for own in said])
    flags = {
        flag: _flag(detection(resamples, truth[:, at], found[:, at], probability[:, at]))
        for at, flag in enumerate(FLAGS)
    }
    clean, passed = np.logical_not(truth.any(axis=1)), np.logical_not(found.any(axis=1))
    return flags, _figure(resamples.estimate(lambda weights: share(weights, passed, clean)))


def _flag(own: Detection) -> FlagFigures:
    return FlagFigures(
        count=own.count,
        precision=_figure(own.precision),
        recall=_figure(own.recall),
        f1=_figure(own.f1),
        average_precision=_figure(own.average_precision),
        calibration_error=_figure(own.calibration_error),
    )


def _units(texts: Texts, answers: Sequence[Answer], rows: Rows, tier: _Tier) -> UnitFigures:
    """Measure the units as they are served: one that the asks call by its name is given more.

    A text whose unit nobody in the list does the work of has no right answer, and is left out.
    """
    units = texts.unit_list
    told = np.flatnonzero(texts.units[rows] != UNTOLD)
    if not len(told):
        nothing = Figure(None, None, None)
        return UnitFigures(nothing, nothing, nothing)
    rows = rows[told]
    answers = [
        replace(answers[each], main=(units.names[texts.units[row]],))
        for each, row in zip(told.tolist(), rows, strict=True)
    ]
    named = units.named(["".join(asked_of(answer.draft)) for answer in answers])
    chances = tier.calibration.units.probabilities(tier.scores.units[rows] + np.float32(NAMED) * named)
    order = np.argsort(-chances, axis=1, kind="stable")[:, :_CANDIDATES].tolist()
    rankings = [
        Ranking(tuple(units.names[unit] for unit in best), stated(row[best[0]]))
        for best, row in zip(order, chances, strict=True)
    ]
    own = unit_hits(Resamples([answer.group for answer in answers]), answers, rankings)
    return UnitFigures(_figure(own.top_1), _figure(own.top_3), _figure(own.calibration_error))


def _figure(estimate: Estimate) -> Figure:
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return Figure(None, None, None)
    return Figure(*(round(each, _DIGITS) for each in (estimate.value, estimate.low, estimate.high)))
