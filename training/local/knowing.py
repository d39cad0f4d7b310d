"""What a model says of a place's lessons before it learns from them, in log-odds."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.calibration import Platt
from model.judging import flag_score
from model.reviewer import Reviewer
from model.scores import JUDGED, Scores
from model.tier import Calibration
from training.local.lessons import Lesson
from training.measures import Floats

MOST_READ = 400
"""Texts that the encoder reads for one training, some forty a second: those first on whose flags the linear
heads and people differ most, for of a text that people see as the heads do little is learnt anyway; then
those of which people said the unit alone."""

_LOT = 200
_READERS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """The scores of the lessons, each by the finest tier that judged it.

    Attributes:
        judged: of flags, codes and classes, shape (lessons, len(JUDGED)).
        units: shape (lessons, units).
        read: which lessons the encoder has read, shape (lessons,).
    """

    judged: Floats
    units: Floats
    read: NDArray[np.bool_]


def known(reviewer: Reviewer, lessons: Sequence[Lesson], progress: Callable[[float], None]) -> Known:
    """Score lessons.

    Args:
        reviewer: by the bundle that is to learn from them, with the encoder of its full tier if it has one.
        lessons: at least one.
        progress: called with the share that is done.
    """
    drafts = [lesson.draft for lesson in lessons]
    scored: list[Scores] = []
    for start in range(0, len(drafts), _LOT):
        scored += reviewer.scores(drafts[start : start + _LOT])
        progress(0.3 * len(scored) / len(drafts))
    wanted = _to_read(lessons, scored, reviewer.bundle.calibration) if reviewer.reads else []
    with ThreadPoolExecutor(_READERS) as readers:
        finer = readers.map(lambda number: reviewer.finer_scores([drafts[number]], [scored[number]]), wanted)
        for done, (number, (scores,)) in enumerate(zip(wanted, finer, strict=True), 1):
            scored[number] = scores
            progress(0.3 + 0.7 * done / len(wanted))
    return Known(
        np.array([[each.judged[name] for name in JUDGED] for each in scored], np.float64),
        np.stack([each.units.draft for each in scored]).astype(np.float64),
        np.isin(np.arange(len(drafts)), wanted),
    )


def _to_read(lessons: Sequence[Lesson], scored: Sequence[Scores], by: Calibration) -> list[int]:
    """Return which lessons the encoder is to read: on more than the unit the least agreed on, then others."""
    agreed = [
        (_agreement(lesson, scores, by), number)
        for number, (lesson, scores) in enumerate(zip(lessons, scored, strict=True))
        if lesson.flags or lesson.codes or lesson.triage
    ]
    first = [number for _, number in sorted(agreed)]
    return [*first, *sorted({*range(len(lessons))} - {*first})][:MOST_READ]


def _agreement(lesson: Lesson, scores: Scores, by: Calibration) -> float:
    """Return the least chance that the linear heads give to what people said of flags and codes."""

    def chance(curve: Platt, score: float, holds: bool) -> float:
        return curve.probability(score) if holds else 1 - curve.probability(score)

    flags = [
        chance(by.flags[flag], flag_score(scores.judged, flag), holds) for flag, holds in lesson.flags.items()
    ]
    codes = [chance(by.codes[code], scores.judged[code], holds) for code, holds in lesson.codes.items()]
    return min([*flags, *codes], default=1.0)
