"""Fit the full tier: how much the encoder counts beside the linear heads, and the curves over both.

Only drafts of the reserved groups serve, which the encoder has not learnt from: of all others it is far too
sure, and a head that trusted it there would be wrong about every new draft.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.bundle import Blend, FullTier, Thresholds
from model.draft import Draft
from model.encoder import Encoder, Reading
from model.review import TRIAGE
from model.rubric import FLAGS, FlagName
from model.scores import factors
from training.calibrate import choice_loss, fit_choice, fit_platt, platt_losses
from training.held_out import HeldOut, calibrate, flag_scores
from training.labels import Corpus
from training.layout import JUDGED, UNTOLD, Texts

THRESHOLDS = Thresholds(holds=0.5, unsure=0.3, unit=0.5, co=0.5)

PASSAGES = 0.5
"""How much the encoder counts for evidence; chosen by the first quotes that hit on the tuning part."""
_FACTORS = (0.0, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
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
        zip(chosen, _read(encoder, [drafts[number] for number in chosen]), strict=True), 1
    ):
        units[number] = reading.whole[len(JUDGED) :]
        if number < len(corpus.drafts):
            judged[number] = reading.whole[: len(JUDGED)]
            asks = drafts[number].asks
            for place, ask in zip(np.flatnonzero(texts.ask_of == number), asks, strict=True):
                asked[place] = reading.ask(ask.start, ask.end)
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
    return FullTier(encoder, blend, calibrate(alike, counted), THRESHOLDS)


def blended(scores: HeldOut, read: Readings, blend: Blend) -> HeldOut:
    """Add what the encoder says to what the linear heads say, as :func:`model.scores.blended` does."""
    return replace(
        scores,
        judged=scores.judged + factors(blend) * read.judged,
        units=scores.units + blend.units * read.units,
        asks=scores.asks + blend.asks * read.asks,
    )


def _fit_blend(texts: Texts, scores: HeldOut, read: Readings) -> Blend:
    """Take of a few factors the likeliest one for each flag with its codes, and for each other kind."""
    drafts = np.flatnonzero(scores.tested[: len(scores.counted)])
    titled = np.flatnonzero(scores.tested[: texts.items.start])
    told = np.flatnonzero((texts.ask_units != UNTOLD) & scores.tested[texts.ask_of])

    def judged(factor: float) -> NDArray[np.float32]:
        return scores.judged[drafts] + factor * read.judged[drafts]

    def flagged(flag: FlagName) -> float:
        truth = texts.judged[drafts, FLAGS.index(flag)]
        scored = [flag_scores(judged(factor), flag) for factor in _FACTORS]
        return _largest_as_good([platt_losses(fit_platt(own, truth), own, truth) for own in scored])

    def chosen(own: NDArray[np.float32], lent: NDArray[np.float32], answers: NDArray[np.intp]) -> float:
        return _best(lambda factor: _choice_loss(own + factor * lent, answers))

    too_broad, vague, infeasible = map(flagged, FLAGS)
    return Blend(
        too_broad,
        vague,
        infeasible,
        triage=_best(lambda factor: _choice_loss(judged(factor)[:, _TRIAGE], texts.triage[drafts])),
        units=chosen(scores.units[titled], read.units[titled], texts.units[titled]),
        asks=chosen(scores.asks[told], read.asks[told], texts.ask_units[told]),
        passages=PASSAGES,
    )


def _largest_as_good(losses: Sequence[NDArray[np.float64]]) -> float:
    """Return the largest factor that is as good as the best one, by the rule of one standard error.

    What the corpus cannot tell apart, real drafts can: there the encoder carries further than the n-grams.

    Args:
        losses: for each factor, of each draft.

    Source: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees (1984), section 3.4.3.
    """
    best = min(losses, key=lambda own: float(own.mean()))
    worse = [own - best for own in losses]
    return max(
        factor
        for factor, more in zip(_FACTORS, worse, strict=True)
        if more.mean() <= more.std() / np.sqrt(len(more))
    )


def _best(loss: Callable[[float], float]) -> float:
    return min(_FACTORS, key=loss)


def _choice_loss(scores: NDArray[np.float32], answers: NDArray[np.intp]) -> float:
    return choice_loss(scores, fit_choice(scores, answers).sharpness, answers)
