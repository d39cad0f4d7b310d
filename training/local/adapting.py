"""A bundle corrected by a place's lessons: its linear heads get what the place says otherwise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from model.bundle import Bundle
from model.content import REASONS
from model.countryside import rural
from model.encoder import Encoder
from model.features import Heads, draft_blocks
from model.judging import flag_chance
from model.review import TRIAGE
from model.reviewer import Reviewer
from model.rubric import FLAGS
from model.scores import JUDGED
from model.tier import Calibration
from training.labels import Corpus
from training.local.handover import learn_handover
from training.local.knowing import Known, known
from training.local.layer import Correction, Restraint, correct_choice, correct_two_way
from training.local.lessons import Lesson
from training.local.upholding import Spoken, learn_upheld, spoken_of
from training.matrix import matrix
from training.measures import Floats

_SIZE, _ELSEWHERE = 0.5, 0.05
"""Penalties on a correction by words: chosen on a part of the corpus that is for choosing."""
_NEVER = 1e-6
_FLATTEST = 0.05
"""A curve flatter than this is not moved by any score: nothing is learnt through it."""
_OTHERS = 1000
"""Drafts of the bundled corpus to which a correction of flags shall do little."""


def adapted(
    bundle: Bundle,
    encoder: Encoder | None,
    lessons: Sequence[Lesson],
    corpus: Corpus,
    progress: Callable[[float], None] = lambda _share: None,
) -> Bundle:
    """Return a bundle that has learnt from lessons; what none of them speaks of stays as it is, to the bit.

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
    upheld = learn_upheld(list(_spoken(bundle, lessons, told)))
    heads = bundle.heads["drafts"]
    if any(lesson.flags or lesson.codes or lesson.triage for lesson in lessons):
        heads = _corrected(bundle, lessons, told, upheld, corpus)
    progress(1.0)
    return replace(
        bundle,
        version="",
        heads={**bundle.heads, "drafts": heads},
        handover=_handover(bundle, lessons, told),
        upheld=upheld,
    )


def _curves(bundle: Bundle, told: Known) -> list[Calibration]:
    """Return for each lesson the curves of the tier that has judged it."""
    fast, fine = _calibrations(bundle)
    return [fine if read else fast for read in told.read.tolist()]


def _calibrations(bundle: Bundle) -> tuple[Calibration, Calibration]:
    """Return the curves of the fast tier and of the finest."""
    return bundle.calibration, bundle.full.calibration if bundle.full else bundle.calibration


def _spoken(bundle: Bundle, lessons: Sequence[Lesson], told: Known) -> Iterator[Spoken]:
    for lesson, row, by in zip(lessons, told.judged.tolist(), _curves(bundle, told), strict=True):
        if lesson.flags:
            yield from spoken_of(lesson, dict(zip(JUDGED, row, strict=True)), by)


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
    lots = [lessons[number] for number in spoken]
    return learn_handover(
        chances,
        mains,
        np.array([rural(lesson.draft) for lesson in lots], np.bool_),
        np.array([lesson.weight for lesson in lots]),
    )


def _corrected(
    bundle: Bundle, lessons: Sequence[Lesson], told: Known, upheld: Mapping[str, float], corpus: Corpus
) -> Heads:
    vocabulary, heads = bundle.vocabularies["drafts"], bundle.heads["drafts"]
    rows = matrix(vocabulary, [draft_blocks(lesson.draft) for lesson in lessons])
    spread = corpus.drafts[:: max(len(corpus.drafts) // _OTHERS, 1)]
    restraint = Restraint(_SIZE, _ELSEWHERE, matrix(vocabulary, [draft_blocks(row.draft) for row in spread]))
    weights, bias = heads.weights.astype(np.float32), heads.bias.copy()
    for columns, correction in _corrections(bundle, lessons, rows, told, upheld, restraint):
        weights[:, columns] += correction.weights.astype(np.float32)
        bias[columns] += correction.bias.astype(np.float32)
    return Heads(heads.names, weights.astype(np.float16), bias)


def _corrections(  # noqa: PLR0913, PLR0917 - what they hang on
    bundle: Bundle,
    lessons: Sequence[Lesson],
    rows: csr_matrix,
    told: Known,
    upheld: Mapping[str, float],
    restraint: Restraint,
) -> Iterator[tuple[NDArray[np.intp], Correction]]:
    """Yield columns of the heads and what is added to them; the codes first, for flags hang on them."""
    fine, curves = _calibrations(bundle)[1], _curves(bundle, told)
    judged = told.judged.copy()
    for at, code in enumerate(REASONS, len(FLAGS)):
        spoken = [number for number, lesson in enumerate(lessons) if code in lesson.codes]
        if spoken and fine.codes[code].slope >= _FLATTEST:
            chances = [
                curves[number].codes[code].probability(judged[number, at]) * upheld.get(code, 1.0)
                for number in spoken
            ]
            holds = np.array([lessons[number].codes[code] for number in spoken], np.bool_)
            correction = correct_two_way(rows[spoken], _log_odds(chances), holds, restraint)
            correction = _scaled(correction, fine.codes[code].slope)
            judged[:, at] += (rows @ correction.weights + correction.bias)[:, 0]
            yield np.array([at]), correction
    for at, flag in enumerate(FLAGS):
        spoken = [number for number, lesson in enumerate(lessons) if flag in lesson.flags]
        if spoken and fine.flags[flag].slope >= _FLATTEST:
            scores = [dict(zip(JUDGED, judged[number].tolist(), strict=True)) for number in spoken]
            chances = [
                flag_chance(own, flag, curves[number], upheld)
                for number, own in zip(spoken, scores, strict=True)
            ]
            holds = np.array([lessons[number].flags[flag] for number in spoken], np.bool_)
            correction = correct_two_way(rows[spoken], _log_odds(chances), holds, restraint)
            yield np.array([at]), _scaled(correction, fine.flags[flag].slope)
    spoken = [number for number, lesson in enumerate(lessons) if lesson.triage]
    if spoken and fine.triage.sharpness >= _FLATTEST:
        columns = np.arange(len(JUDGED) - len(TRIAGE), len(JUDGED))
        sharp = np.array([curves[number].triage.sharpness for number in spoken])
        classes = np.array([TRIAGE.index(lessons[number].triage or "小微事") for number in spoken], np.intp)
        offsets = sharp[:, None] * judged[spoken][:, columns]
        yield (
            columns,
            _scaled(correct_choice(rows[spoken], offsets, classes, restraint), fine.triage.sharpness),
        )


def _log_odds(chances: Sequence[float]) -> Floats:
    clipped = np.clip(np.array(chances), _NEVER, 1 - _NEVER)
    return np.asarray(np.log(clipped) - np.log1p(-clipped))


def _scaled(correction: Correction, slope: float) -> Correction:
    """Turn a correction of log-odds into one of scores, by the slope that the finest tier has for them."""
    return Correction(correction.weights / slope, correction.bias / slope)
