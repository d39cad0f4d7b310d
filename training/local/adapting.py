"""A bundle corrected by a place's lessons: its linear heads get what the place says otherwise."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from model.bundle import Bundle
from model.content import REASONS
from model.encoder import Encoder
from model.features import Heads, draft_blocks
from model.review import TRIAGE
from model.reviewer import Reviewer
from model.rubric import FLAGS, FlagName
from model.scores import JUDGED
from model.tier import Calibration
from training.examples import UNTOLD
from training.held_out import flag_scores
from training.labels import Corpus
from training.local.handover import learn_handover
from training.local.knowing import Floats, Known, known
from training.local.layer import Correction, Restraint, correct_choice, correct_two_way
from training.local.lessons import Lesson
from training.matrix import matrix

_JUDGING_SIZE, _JUDGING_ELSEWHERE = 0.5, 0.2
_FLATTEST = 0.05
"""A curve flatter than this is not moved by any score: nothing is learnt through it."""
_OTHERS = 1000
"""Drafts of the bundled corpus to which a correction of flags shall do little."""

_Columns = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Curve:
    """From scores to log-odds, by the tier that judged each text.

    Attributes:
        slopes: shape (texts,).
        intercepts: shape (texts,).
        finest: slope of the finest tier, which a correction is scaled for.
    """

    slopes: Floats
    intercepts: Floats
    finest: float


def adapted(
    bundle: Bundle,
    encoder: Encoder | None,
    lessons: Sequence[Lesson],
    corpus: Corpus,
    progress: Callable[[float], None] = lambda _share: None,
) -> Bundle:
    """Return a bundle that has learnt from lessons; heads that none of them speaks of stay as they are.

    Args:
        bundle: that has learnt from the bundled corpus alone.
        encoder: of its full tier, if it has one.
        lessons: of the place; of units that the bundle does not know nothing is learnt.
        corpus: the bundled one.
        progress: called with the share that is done.
    """
    if not lessons:
        return bundle
    told = known(Reviewer(bundle, encoder), lessons, lambda share: progress(0.6 * share))
    heads = bundle.heads["drafts"]
    if any(lesson.flags or lesson.codes or lesson.triage for lesson in lessons):
        heads = _corrected(bundle, lessons, told, corpus)
    progress(1.0)
    return replace(
        bundle,
        version="",
        heads={**bundle.heads, "drafts": heads},
        handover=_handover(bundle, lessons, told),
    )


def _handover(bundle: Bundle, lessons: Sequence[Lesson], told: Known) -> NDArray[np.float32] | None:
    numbers = bundle.units.numbers
    spoken = np.array([number for number, each in enumerate(lessons) if each.main in numbers], np.intp)
    if not len(spoken):
        return None
    mains = np.array([numbers[str(lessons[number].main)] for number in spoken], np.intp)
    scores = told.units[spoken].astype(np.float32)
    fast, fine = _calibrations(bundle)
    read = told.read[spoken][:, None]
    chances = np.where(read, fine.units.probabilities(scores), fast.units.probabilities(scores))
    return learn_handover(chances, mains)


def _corrected(bundle: Bundle, lessons: Sequence[Lesson], told: Known, corpus: Corpus) -> Heads:
    vocabulary, heads = bundle.vocabularies["drafts"], bundle.heads["drafts"]
    rows = matrix(vocabulary, [draft_blocks(lesson.draft) for lesson in lessons])
    spread = corpus.drafts[:: max(len(corpus.drafts) // _OTHERS, 1)]
    others = matrix(vocabulary, [draft_blocks(row.draft) for row in spread])
    weights, bias = heads.weights.astype(np.float32), heads.bias.copy()
    for columns, correction in _corrections(bundle, lessons, rows, told, others):
        weights[:, columns] += correction.weights.astype(np.float32)
        bias[columns] += correction.bias.astype(np.float32)
    return Heads(heads.names, weights.astype(np.float16), bias)


def _calibrations(bundle: Bundle) -> tuple[Calibration, Calibration]:
    """Return the curves of the fast tier and of the finest."""
    return bundle.calibration, bundle.full.calibration if bundle.full else bundle.calibration


def _corrections(
    bundle: Bundle, lessons: Sequence[Lesson], rows: csr_matrix, told: Known, others: csr_matrix
) -> Iterator[tuple[_Columns, Correction]]:
    """Yield columns of the heads and what is added to them; the codes first, for flags hang on them."""
    judging = Restraint(_JUDGING_SIZE, _JUDGING_ELSEWHERE, others)
    fast, fine = _calibrations(bundle)
    judged = told.judged.copy()
    for at, code in enumerate(REASONS, len(FLAGS)):
        curve = _curve(_platt(fast, code), _platt(fine, code), told.read)
        holds = [lesson.codes.get(code) for lesson in lessons]
        if correction := _two_way(curve, judged[:, at], holds, rows, judging):
            judged[:, at] += (rows @ correction.weights + correction.bias)[:, 0]
            yield np.array([at]), correction
    for at, flag in enumerate(FLAGS):
        curve = _curve(_platt(fast, flag), _platt(fine, flag), told.read)
        scores = flag_scores(judged.astype(np.float32), flag).astype(np.float64)
        holds = [lesson.flags.get(flag) for lesson in lessons]
        if correction := _two_way(curve, scores, holds, rows, judging):
            yield np.array([at]), correction
    classes = [UNTOLD if lesson.triage is None else TRIAGE.index(lesson.triage) for lesson in lessons]
    columns = np.arange(len(JUDGED) - len(TRIAGE), len(JUDGED))
    curve = _curve((fast.triage.sharpness, 0.0), (fine.triage.sharpness, 0.0), told.read)
    if correction := _choice(curve, judged[:, columns], classes, rows, judging):
        yield columns, correction


def _platt(calibration: Calibration, name: str) -> tuple[float, float]:
    curve = (
        calibration.codes[name] if name in calibration.codes else calibration.flags[cast("FlagName", name)]
    )
    return curve.slope, curve.intercept


def _curve(fast: tuple[float, float], fine: tuple[float, float], read: NDArray[np.bool_]) -> _Curve:
    own = np.array([fast, fine])[read.astype(np.intp)]
    return _Curve(own[:, 0], own[:, 1], fine[0])


def _two_way(
    curve: _Curve, scores: Floats, holds: Sequence[bool | None], rows: csr_matrix, restraint: Restraint
) -> Correction | None:
    """Correct one head by the lessons that speak of it; nothing where none does."""
    spoken = [number for number, each in enumerate(holds) if each is not None]
    if not spoken or curve.finest < _FLATTEST:
        return None
    offsets = (curve.slopes * scores + curve.intercepts)[spoken]
    truth = np.array([bool(holds[number]) for number in spoken])
    return _scaled(correct_two_way(rows[spoken], offsets, truth, restraint), curve)


def _choice(
    curve: _Curve, scores: Floats, answers: Sequence[int], rows: csr_matrix, restraint: Restraint
) -> Correction | None:
    """Correct the heads of which one is right, likewise."""
    spoken = np.flatnonzero(np.array(answers) != UNTOLD)
    if not len(spoken) or curve.finest < _FLATTEST:
        return None
    offsets = curve.slopes[spoken, None] * scores[spoken]
    return _scaled(correct_choice(rows[spoken], offsets, np.array(answers)[spoken], restraint), curve)


def _scaled(correction: Correction, curve: _Curve) -> Correction:
    """Turn a correction of log-odds into one of scores."""
    return Correction(correction.weights / curve.finest, correction.bias / curve.finest)
