"""Fit the fast tier: vocabularies, linear heads, and the curves that calibrate them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from model.asks import asks
from model.bundle import Bundle, Calibration, Thresholds, Training
from model.calibration import softmax
from model.content import REASONS
from model.features import Heads, Vocabulary, draft_blocks
from model.judging import flag_score
from model.rubric import FLAGS
from model.units import UnitScores, ask_blocks, involvement
from training.calibrate import fit_platt, fit_sharpness
from training.examples import duty_texts, item_texts, join, sentence_texts, title_texts, unit_number
from training.labels import TRIAGE, Corpus
from training.linear import Weights, held_out, logistic, margins
from training.matrix import fit_vocabulary, matrix

Progress = Callable[[str, float], None]
"""Called with what is being done, in Chinese, and the share of the whole work that is done."""

FOLDS = 3
JUDGED = (*FLAGS, *REASONS, *TRIAGE)
THRESHOLDS = Thresholds(holds=0.6, unsure=0.35, unit=0.5, co=0.4)

_JUDGING_STRENGTH, _SENTENCE_STRENGTH, _UNIT_STRENGTH = 10.0, 10.0, 0.3
_KEPT = 120_000
"""Features kept of a vocabulary: those with the largest weight in any head. The rest hardly move a score."""
_CONTEXTS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts laid out: the drafts come first among the unit texts, then titles, labelled asks and duties.

    Attributes:
        vocabulary: over all of them.
        rows: shape (texts, features).
        judged: for the drafts, shape (drafts, len(JUDGED)).
        triage: for the drafts, the number of the class.
        units: for every text, the number of its 主办.
        groups: for every text.
        asks: the asks found in each draft, as rows of shape (asks, features).
        ask_of: for each of them, the number of its draft.
        involved: for each draft, the units that are 主办 or 会办, shape (drafts, units).
        items: where the labelled asks lie among the texts.
        item_of: for each of them, the number of its draft.
    """

    vocabulary: Vocabulary
    rows: csr_matrix
    judged: NDArray[np.bool_]
    triage: NDArray[np.intp]
    units: NDArray[np.intp]
    groups: NDArray[np.str_]
    asks: csr_matrix
    ask_of: NDArray[np.intp]
    involved: NDArray[np.bool_]
    items: slice
    item_of: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Scores of texts by heads that saw nothing of their group.

    Attributes:
        judged: of the drafts, shape (drafts, len(JUDGED)).
        units: of every text, shape (texts, units).
        asks: of the asks found in the drafts, shape (asks, units).
    """

    judged: NDArray[np.float32]
    units: NDArray[np.float32]
    asks: NDArray[np.float32]


def fit(
    corpus: Corpus, *, data: str, seed: int = 0, progress: Progress = lambda _stage, _share: None
) -> Bundle:
    """Train a bundle; equal arguments give equal bits.

    Args:
        corpus: labelled drafts and titles.
        data: SHA-256 of what ``corpus`` was read from, kept in the bundle.
        seed: of everything random.
        progress: called as the work goes on.
    """
    with threadpool_limits(1):  # sums in another order would be other numbers
        progress("读入语料", 0.0)
        texts = lay_out(corpus)
        progress("在没见过的题材上校准", 0.1)
        calibration = calibrate(texts, score_held_out(texts, seed, progress))
        progress("学习三类问题和单位", 0.65)
        judging, units = _fit_heads(texts, np.arange(texts.rows.shape[0]), seed)
        names = (*JUDGED, *unit_number())
        vocabulary, heads = _pruned(texts.vocabulary, names, _beside(judging, units))
        progress("学习引文", 0.85)
        sentences = sentence_texts(corpus.drafts)
        seen = fit_vocabulary(sentences.blocks)
        quoting = logistic(matrix(seen, sentences.blocks), sentences.codes, _SENTENCE_STRENGTH, seed)
        seen, quoting_heads = _pruned(seen, REASONS, quoting)
        progress("完成", 1.0)
    return Bundle(
        version="",
        training=Training(data, seed, len(corpus.drafts), len(corpus.titles)),
        vocabularies={"drafts": vocabulary, "sentences": seen},
        heads={"drafts": heads, "sentences": quoting_heads},
        calibration=calibration,
        thresholds=THRESHOLDS,
    )


def lay_out(corpus: Corpus) -> Texts:
    """Turn labelled data into matrices."""
    number = unit_number()
    drafts = [labelled.draft for labelled in corpus.drafts]
    found = [(index, ask) for index, draft in enumerate(drafts) for ask in asks(draft)]
    labelled_asks = item_texts(corpus.drafts)
    blocks = [draft_blocks(draft) for draft in drafts]
    mains = np.array([number[labelled.main] for labelled in corpus.drafts], np.intp)
    other = join(title_texts(corpus), labelled_asks, duty_texts())
    vocabulary = fit_vocabulary([*blocks, *other.blocks])
    first_item = len(drafts) + len(corpus.titles)
    involved = np.zeros((len(drafts), len(number)), np.bool_)
    for index, labelled in enumerate(corpus.drafts):
        involved[index, [number[unit] for unit in (labelled.main, *labelled.co)]] = True
    return Texts(
        vocabulary=vocabulary,
        rows=matrix(vocabulary, [*blocks, *other.blocks]),
        judged=np.array(
            [
                [
                    name in labelled.flags or name in labelled.reasons or name == labelled.triage
                    for name in JUDGED
                ]
                for labelled in corpus.drafts
            ]
        ),
        triage=np.array([TRIAGE.index(labelled.triage) for labelled in corpus.drafts], np.intp),
        units=np.concatenate([mains, other.units]),
        groups=np.array([*(labelled.group for labelled in corpus.drafts), *other.groups]),
        asks=matrix(
            vocabulary,
            [ask_blocks(drafts[index].canonical_body[ask.start : ask.end]) for index, ask in found],
        ),
        ask_of=np.array([index for index, _ in found], np.intp),
        involved=involved,
        items=slice(first_item, first_item + len(labelled_asks.blocks)),
        item_of=np.array([i for i, labelled in enumerate(corpus.drafts) for _ in labelled.items], np.intp),
    )


def score_held_out(texts: Texts, seed: int, progress: Progress = lambda _stage, _share: None) -> HeldOut:
    """Score every text by heads fitted without its group."""
    drafts, units = texts.judged.shape[0], texts.involved.shape[1]
    scores = HeldOut(
        np.zeros((drafts, len(JUDGED)), np.float32),
        np.zeros((texts.rows.shape[0], units), np.float32),
        np.zeros((len(texts.ask_of), units), np.float32),
    )
    own = texts.items.stop  # behind them lie the duties, which every model knows
    for fold, test in enumerate(held_out(texts.groups[:own].tolist(), FOLDS)):
        train = np.setdiff1d(np.arange(len(texts.groups)), test)
        judging, heads = _fit_heads(texts, train, seed)
        tested = test[test < drafts]
        scores.judged[tested] = judging.score(texts.rows[tested])
        scores.units[test] = heads.score(texts.rows[test])
        asked = np.flatnonzero(np.isin(texts.ask_of, tested))
        scores.asks[asked] = heads.score(texts.asks[asked])
        progress("在没见过的题材上校准", 0.1 + 0.55 * (fold + 1) / FOLDS)
    return scores


def calibrate(texts: Texts, scores: HeldOut) -> Calibration:
    """Fit the curves on held-out scores."""
    drafts = texts.judged.shape[0]
    rows = [dict(zip(JUDGED, map(float, row), strict=True)) for row in scores.judged]
    flags = {
        flag: fit_platt(
            np.array([flag_score(row, flag) for row in rows], np.float32), texts.judged[:, column]
        )
        for column, flag in enumerate(FLAGS)
    }
    codes = {
        code: fit_platt(scores.judged[:, column], texts.judged[:, column])
        for column, code in enumerate(JUDGED)
        if code in REASONS
    }
    titled = scores.units[: texts.items.start]
    items, whole = scores.units[texts.items], scores.units[texts.item_of]
    fitted = [
        (_likelihood(items + context * whole, texts.units[texts.items]), context) for context in _CONTEXTS
    ]
    (_, sharpness), context = max(fitted, key=lambda each: each[0][0])
    partial = Calibration(
        flags=flags,
        codes=codes,
        co=fit_platt(np.zeros(2, np.float32), np.array([False, True])),
        units=fit_sharpness(titled, texts.units[: texts.items.start]),
        items=sharpness,
        context=context,
        triage=fit_sharpness(scores.judged[:, -len(TRIAGE) :], texts.triage),
    )
    odds, named = [], []
    for index in range(drafts):
        own = UnitScores(scores.units[index], scores.asks[texts.ask_of == index])
        others = np.delete(np.arange(texts.involved.shape[1]), int(np.argmax(own.draft)))
        odds.append(involvement(own, partial)[others])
        named.append(texts.involved[index, others])
    return replace(partial, co=fit_platt(np.concatenate(odds).astype(np.float32), np.concatenate(named)))


def _likelihood(scores: NDArray[np.float32], answers: NDArray[np.intp]) -> tuple[float, float]:
    sharpness = fit_sharpness(scores, answers)
    chosen = softmax(scores, sharpness)[np.arange(len(answers)), answers]
    return float(np.log(np.maximum(chosen, 1e-12)).mean()), sharpness


def _fit_heads(texts: Texts, train: NDArray[np.intp], seed: int) -> tuple[Weights, Weights]:
    drafts = train[train < texts.judged.shape[0]]
    judging = logistic(texts.rows[drafts], texts.judged[drafts], _JUDGING_STRENGTH, seed)
    answers = texts.units[train][:, None] == np.arange(texts.involved.shape[1])
    return judging, margins(texts.rows[train], answers, _UNIT_STRENGTH, seed)


def _beside(left: Weights, right: Weights) -> Weights:
    return Weights(np.hstack([left.weights, right.weights]), np.concatenate([left.bias, right.bias]))


def _pruned(vocabulary: Vocabulary, names: tuple[str, ...], fitted: Weights) -> tuple[Vocabulary, Heads]:
    largest = np.abs(fitted.weights).max(axis=1)
    kept = np.sort(np.argsort(-largest, kind="stable")[:_KEPT])
    return (
        Vocabulary(vocabulary.hashes[kept], vocabulary.weights[kept]),
        Heads(names, fitted.weights[kept].astype(np.float16), fitted.bias),
    )
