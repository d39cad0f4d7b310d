"""Fit the full tier: how much the encoder counts beside the linear heads, and the curves over both.

Only drafts of the reserved groups serve, which the encoder has not learnt from: of all others it is far too
sure, and a head that trusted it there would be wrong about every new draft.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft
from model.encoder import Encoder, Reading
from model.origins import handed_over
from model.review import TRIAGE
from model.rubric import FLAGS, FlagName
from model.scores import JUDGED, factors
from model.tier import Blend, Calibration, FullTier, Thresholds
from training.calibrate import fit_platt, platt_loss
from training.examples import UNTOLD
from training.held_out import HeldOut, calibrate, flag_scores, titled_rows
from training.labels import Corpus
from training.layout import Texts

THRESHOLDS = Thresholds(holds=0.45, unsure=0.25, unit=0.5, co=0.5)
"""Chosen on real drafts, as what follows is."""

FLAG_FACTORS: dict[FlagName, float] = {"too_broad": 2.0, "vague": 2.0, "infeasible": 0.25}
"""How much the encoder counts for a flag and its codes, unless it is worth nothing on held-out groups.

Chosen on real drafts that nothing was trained on. The corpus cannot settle it: its two held-out parts want
0.5 and 0.25 for 内容模糊, where real long texts want 2, because the n-grams know the manner of the corpus.
"""
REAL_ODDS: dict[FlagName, float] = {"too_broad": 3.0, "infeasible": 0.4}
"""How much oftener a flag holds on real drafts than a curve fitted on the corpus says, in odds.

题目过大 was seen in 7 of 53 county drafts, where the curve expected 4. One draft in five of the corpus is
缺乏可行性, of real ones one in twenty.
"""
UNITS = 0.125
"""How much the encoder counts for the unit, unless it is worth nothing; likewise chosen on real titles."""
PASSAGES = 0.1
"""How much the encoder counts for evidence; chosen by the first quotes that hit on the tuning part."""
_FACTORS = (0.0, 0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
_READERS = 2
_TRIAGE = slice(len(JUDGED) - len(TRIAGE), len(JUDGED))


@dataclass(frozen=True, slots=True)
class Readings:
    """What the encoder says of the reserved drafts and titles; zero elsewhere.

    Attributes:
        judged: shape (drafts, len(JUDGED)).
        units: of drafts, titles and all other texts, shape (texts, units).
        asks: of the asks found in the drafts, shape (asks, units).
    """

    judged: NDArray[np.float32]
    units: NDArray[np.float32]
    asks: NDArray[np.float32]


def read_reserved(
    corpus: Corpus, texts: Texts, encoder: Encoder, progress: Callable[[float], None]
) -> Readings:
    """Let the encoder read all drafts and titles of the reserved groups."""
    drafts = [*(row.draft for row in corpus.drafts), *(row.as_draft() for row in corpus.titles)]
    chosen = np.flatnonzero(texts.reserved[: len(drafts)]).tolist()
    judged = np.zeros((len(corpus.drafts), len(JUDGED)), np.float32)
    units = np.zeros((texts.rows.shape[0], texts.involved.shape[1]), np.float32)
    asked = np.zeros((texts.asks.shape[0], units.shape[1]), np.float32)
    for done, (number, reading) in enumerate(
        zip(chosen, _read(encoder, [drafts[number].masked for number in chosen]), strict=True), 1
    ):
        units[number] = handed_over(reading.whole[len(JUDGED) :], texts.unit_list)
        if number < len(corpus.drafts):
            judged[number] = reading.whole[: len(JUDGED)]
            asks = drafts[number].asks
            for place, ask in zip(np.flatnonzero(texts.ask_of == number), asks, strict=True):
                asked[place] = handed_over(reading.ask(ask.start, ask.end), texts.unit_list)
        progress(done / len(chosen))
    return Readings(judged, units, asked)


def _read(encoder: Encoder, drafts: list[Draft]) -> Iterator[Reading]:
    with ThreadPoolExecutor(_READERS) as readers:
        yield from readers.map(encoder.read, drafts)


def fit_full_tier(texts: Texts, scores: HeldOut, read: Readings, encoder: str) -> FullTier:
    """Fit the full tier.

    Args:
        texts: the labelled data laid out.
        scores: of the linear heads, held out; it is fitted on the texts of them that are ``tested``.
        read: by the encoder.
        encoder: its digest.
    """
    blend = _fit_blend(texts, scores, read)
    counted = replace(blended(scores, read, blend), counted=scores.tested[: len(scores.counted)])
    alike = replace(texts, restated=np.zeros_like(texts.restated))  # the encoder makes no more of tidy drafts
    return FullTier(encoder, blend, _on_real_drafts(calibrate(alike, counted)), THRESHOLDS)


def _on_real_drafts(calibration: Calibration) -> Calibration:
    """Move the curves of flags by what is known of real drafts."""
    flags = {
        flag: replace(curve, intercept=round(curve.intercept + log(REAL_ODDS.get(flag, 1.0)), 6))
        for flag, curve in calibration.flags.items()
    }
    return replace(calibration, flags=flags)


def blended(scores: HeldOut, read: Readings, blend: Blend) -> HeldOut:
    """Add what the encoder says to what the linear heads say, as :func:`model.scores.blended` does."""
    return replace(
        scores,
        judged=scores.judged + factors(blend) * read.judged,
        units=scores.units + blend.units * read.units,
        asks=scores.asks + blend.asks * read.asks,
    )


def _fit_blend(texts: Texts, scores: HeldOut, read: Readings) -> Blend:
    """Weigh the encoder for each kind of head: by the first choice that is right where one is chosen."""
    drafts = np.flatnonzero(scores.tested[: len(scores.counted)])
    titled = titled_rows(texts, scores)
    told = np.flatnonzero((texts.ask_units != UNTOLD) & scores.tested[texts.ask_of])

    def worth(flag: FlagName) -> float:
        truth = texts.judged[drafts, FLAGS.index(flag)]
        factor = FLAG_FACTORS[flag]
        alone = flag_scores(scores.judged[drafts], flag)
        both = flag_scores(scores.judged[drafts] + factor * read.judged[drafts], flag)
        return factor if _loss(both, truth) < _loss(alone, truth) else 0.0

    too_broad, vague, infeasible = (worth(flag) for flag in FLAGS)
    named = (scores.units[titled], read.units[titled], texts.units[titled])
    return Blend(
        too_broad,
        vague,
        infeasible,
        _best(scores.judged[drafts, _TRIAGE], read.judged[drafts, _TRIAGE], texts.triage[drafts]),
        UNITS if _hits(UNITS, *named) > _hits(0.0, *named) else 0.0,
        _best(scores.asks[told], read.asks[told], texts.ask_units[told]),
        PASSAGES,
    )


def _loss(scores: NDArray[np.float32], truth: NDArray[np.bool_]) -> float:
    return platt_loss(fit_platt(scores, truth), scores, truth)


def _best(own: NDArray[np.float32], lent: NDArray[np.float32], answers: NDArray[np.intp]) -> float:
    """Return the factor with which the highest score is right most often; the smallest of those alike."""
    return max(_FACTORS, key=lambda factor: _hits(factor, own, lent, answers))


def _hits(
    factor: float, own: NDArray[np.float32], lent: NDArray[np.float32], answers: NDArray[np.intp]
) -> int:
    return int(((own + factor * lent).argmax(axis=1) == answers).sum())
