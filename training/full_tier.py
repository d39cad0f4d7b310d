"""Fit the full tier: how much the encoder counts beside the linear heads, and the curves over both.

Only drafts of the reserved groups serve, which the encoder has not learnt from: of all others it is far too
sure, and a head that trusted it there would be wrong about every new draft.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.bundle import Blend, FullTier, Thresholds
from model.content import REASONS
from model.draft import Draft
from model.encoder import Encoder, Reading
from model.review import TRIAGE
from model.rubric import FLAGS
from training.calibrate import choice_loss, fit_choice, fit_platt, platt_loss
from training.held_out import HeldOut, calibrate, flag_scores
from training.labels import Corpus
from training.layout import JUDGED, UNTOLD, Texts

THRESHOLDS = Thresholds(holds=0.65, unsure=0.4, unit=0.5, co=0.5)

PASSAGES = 0.5
"""How much the encoder counts for evidence; chosen by the first quotes that hit on the tuning part."""
_FACTORS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
_READERS = 2
_FLAGS, _CODES = slice(0, len(FLAGS)), slice(len(FLAGS), len(FLAGS) + len(REASONS))
_TRIAGE = slice(_CODES.stop, len(JUDGED))


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
        scores: of the linear heads, held out.
        read: by the encoder.
        encoder: its digest.
    """
    blend = _fit_blend(texts, scores, read)
    factors = np.concatenate(
        [
            np.full(count, factor, np.float32)
            for count, factor in (
                (len(FLAGS), blend.flags),
                (len(REASONS), blend.codes),
                (len(TRIAGE), blend.triage),
            )
        ]
    )
    blended = replace(
        scores,
        counted=texts.reserved[: len(scores.counted)],
        judged=np.asarray(scores.judged + factors * read.judged, np.float32),
        units=scores.units + blend.units * read.units,
        asks=scores.asks + blend.asks * read.asks,
    )
    return FullTier(encoder, blend, calibrate(texts, blended), THRESHOLDS)


def _fit_blend(texts: Texts, scores: HeldOut, read: Readings) -> Blend:
    """Take of a few factors the likeliest one for each kind of head; the codes first, flags lean on them."""
    drafts = np.flatnonzero(texts.reserved[: len(scores.counted)])
    titled = np.flatnonzero(texts.reserved[: texts.items.start])
    told = np.flatnonzero((texts.ask_units != UNTOLD) & texts.reserved[texts.ask_of])
    truth = texts.judged[drafts]

    def judged(columns: slice, factor: float) -> NDArray[np.float32]:
        return scores.judged[drafts, columns] + factor * read.judged[drafts, columns]

    def codes(factor: float) -> float:
        return _curves_loss(judged(_CODES, factor), truth[:, _CODES])

    def flags(factor: float) -> float:
        rows = np.hstack([judged(_FLAGS, factor), judged(_CODES, best_codes), judged(_TRIAGE, 0.0)])
        return _curves_loss(np.stack([flag_scores(rows, flag) for flag in FLAGS], axis=1), truth[:, _FLAGS])

    best_codes = _best(codes)
    return Blend(
        flags=_best(flags),
        codes=best_codes,
        triage=_best(lambda factor: _choice_loss(judged(_TRIAGE, factor), texts.triage[drafts])),
        units=_best(
            lambda factor: _choice_loss(
                scores.units[titled] + factor * read.units[titled], texts.units[titled]
            )
        ),
        asks=_best(
            lambda factor: _choice_loss(scores.asks[told] + factor * read.asks[told], texts.ask_units[told])
        ),
        passages=PASSAGES,
    )


def _best(loss: Callable[[float], float]) -> float:
    return min(_FACTORS, key=loss)


def _curves_loss(scores: NDArray[np.float32], truth: NDArray[np.bool_]) -> float:
    return sum(
        platt_loss(fit_platt(scores[:, column], truth[:, column]), scores[:, column], truth[:, column])
        for column in range(scores.shape[1])
    )


def _choice_loss(scores: NDArray[np.float32], answers: NDArray[np.intp]) -> float:
    return choice_loss(scores, fit_choice(scores, answers).sharpness, answers)
