"""Fit a bundle: vocabularies, linear heads, and the curves that calibrate them; an encoder may help."""

from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits

from model.bundle import Bundle, Training
from model.content import REASONS
from model.encoder import Encoder
from model.features import Heads, Vocabulary
from model.scores import JUDGED
from model.tier import Thresholds
from model.unit_list import UnitList
from training.card import make_card
from training.examples import sentence_texts
from training.figures import Read
from training.full_tier import blended, fit_full_tier, read_reserved
from training.heads import fit_judging, fit_units
from training.held_out import calibrate, score_held_out
from training.labels import Corpus
from training.layout import lay_out
from training.linear import Weights, logistic
from training.matrix import fit_vocabulary, matrix
from training.reference import reference_of

Progress = Callable[[str, float], None]
"""Called with what is being done, in Chinese, and the share of the whole work that is done."""

THRESHOLDS = Thresholds(holds=0.65, unsure=0.4, unit=0.5, co=0.5)

_SENTENCE_STRENGTH = 10.0
_KEPT = 120_000
"""Features kept of a vocabulary: those with the largest weight in any head. The rest hardly move a score."""


def fit(  # noqa: PLR0913 - what a model is made of
    corpus: Corpus,
    *,
    data: str,
    seed: int = 0,
    encoder: Encoder | None = None,
    units: UnitList | None = None,
    progress: Progress = lambda _stage, _share: None,
) -> Bundle:
    """Train a bundle; equal arguments give equal bits.

    Args:
        corpus: labelled drafts and titles.
        data: SHA-256 of what ``corpus`` was read from, kept in the bundle.
        seed: of everything random.
        encoder: for the full tier; without one the bundle has the fast tier alone.
        units: to be told apart; the bundled ones if not given.
        progress: called as the work goes on.
    """
    with threadpool_limits(1):  # sums in another order would be other numbers
        progress("读入语料", 0.0)
        texts = lay_out(corpus, units)
        everything = np.arange(texts.rows.shape[0])
        stage = "在没见过的题材上校准"
        progress(stage, 0.2)
        scores = score_held_out(texts, seed, lambda share: progress(stage, 0.2 + 0.35 * share))
        calibration = calibrate(texts, scores)
        progress("学习三类问题和单位", 0.55)
        vocabulary, heads = _pruned(
            texts.vocabulary,
            (*JUDGED, *texts.unit_list.names),
            _beside(fit_judging(texts, everything, seed), fit_units(texts, everything, seed)),
        )
        progress("学习引文", 0.8)
        seen, quoting = _quoting(corpus, seed)
        full = read = None
        if encoder:
            stage = "用编码器读没学过的题材"
            told = read_reserved(corpus, texts, encoder, lambda share: progress(stage, 0.85 + 0.12 * share))
            full, read = fit_full_tier(texts, scores, told, encoder.digest), Read(encoder, told)
        progress("在没见过的题材上量一量，写模型卡", 0.97)
        card = make_card(corpus, texts, scores, THRESHOLDS, read)
        finest = blended(scores, read.readings, full.blend) if full and read else scores
        reference = reference_of(corpus, texts, finest, full.calibration if full else calibration)
        progress("完成", 1.0)
    return Bundle(
        version="",
        training=Training(data, seed, len(corpus.drafts), len(corpus.titles)),
        units=texts.unit_list,
        vocabularies={"drafts": vocabulary, "sentences": seen},
        heads={"drafts": heads, "sentences": quoting},
        calibration=calibration,
        thresholds=THRESHOLDS,
        card=card,
        full=full,
        reference=reference,
    )


def _quoting(corpus: Corpus, seed: int) -> tuple[Vocabulary, Heads]:
    """Return the heads that find the evidence of each code among sentences and clauses."""
    sentences = sentence_texts(corpus.drafts)
    seen = fit_vocabulary(sentences.blocks)
    fitted = logistic(matrix(seen, sentences.blocks), sentences.codes, _SENTENCE_STRENGTH, seed)
    return _pruned(seen, REASONS, fitted)


def _beside(left: Weights, right: Weights) -> Weights:
    return Weights(np.hstack([left.weights, right.weights]), np.concatenate([left.bias, right.bias]))


def _pruned(vocabulary: Vocabulary, names: tuple[str, ...], fitted: Weights) -> tuple[Vocabulary, Heads]:
    largest = np.abs(fitted.weights).max(axis=1)
    kept = np.sort(np.argsort(-largest, kind="stable")[:_KEPT])
    return (
        Vocabulary(vocabulary.hashes[kept], vocabulary.weights[kept]),
        Heads(names, fitted.weights[kept].astype(np.float16), fitted.bias),
    )
