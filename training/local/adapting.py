"""A bundle corrected by a place's lessons: its linear heads get what the place says otherwise."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from model.bundle import Bundle
from model.countryside import rural
from model.encoder import Encoder
from model.features import Heads, draft_blocks
from model.reviewer import Reviewer
from model.scores import JUDGED
from model.tier import Calibration
from training.labels import Corpus
from training.local.correcting import Ground, corrections
from training.local.handover import learn_handover
from training.local.knowing import Known, known
from training.local.layer import Restraint
from training.local.lessons import Lesson
from training.local.upholding import Spoken, learn_upheld, spoken_of
from training.matrix import matrix

_SIZE, _ELSEWHERE = 0.5, 0.05
"""Penalties on a correction by words: chosen on a part of the corpus that is for choosing."""
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
    ground = Ground(lessons, rows, _calibrations(bundle)[1], _curves(bundle, told), upheld, restraint)
    weights, bias = heads.weights.astype(np.float32), heads.bias.copy()
    for columns, correction in corrections(ground, told.judged):
        weights[:, columns] += correction.weights.astype(np.float32)
        bias[columns] += correction.bias.astype(np.float32)
    return Heads(heads.names, weights.astype(np.float16), bias)
