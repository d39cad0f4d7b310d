"""What lessons change in the linear heads: column by column, each learnt beside the head that is there."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from model.content import REASONS
from model.judging import flag_chance
from model.review import TRIAGE
from model.rubric import FLAGS
from model.scores import JUDGED
from model.tier import Calibration
from training.local.layer import Correction, Restraint, correct_choice, correct_two_way
from training.local.lessons import Lesson
from training.measures import Floats

_NEVER = 1e-6
_FLATTEST = 0.05
"""A curve flatter than this is not moved by any score: nothing is learnt through it."""
_AT_ONCE = 2
"""Columns that are learnt side by side: the product is made for two cores."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What corrections are learnt from.

    Attributes:
        lessons: of the place.
        rows: their texts, shape (lessons, features).
        fine: the curves of the finest tier, through which scores are read.
        curves: for each lesson, those of the tier that has judged it.
        upheld: of each code, how often people let it stand.
        restraint: what keeps a correction small.
    """

    lessons: Sequence[Lesson]
    rows: csr_matrix
    fine: Calibration
    curves: Sequence[Calibration]
    upheld: Mapping[str, float]
    restraint: Restraint


@dataclass(frozen=True, slots=True)
class _Column:
    """What is to be learnt of a flag or code.

    Attributes:
        at: its column.
        spoken: numbers of the lessons that speak of it.
        chances: that it holds, as the bundle sees each of them.
        holds: whether it does, as people said.
        slope: of its curve in the finest tier.
    """

    at: int
    spoken: Sequence[int]
    chances: Sequence[float]
    holds: Sequence[bool]
    slope: float


def corrections(ground: Ground, judged: Floats) -> Iterator[tuple[NDArray[np.intp], Correction]]:
    """Yield columns of the heads and what is added to them; the codes first, for flags hang on them.

    Args:
        ground: what is learnt from.
        judged: scores of the lessons so far, shape (lessons, len(JUDGED)).
    """
    judged = judged.copy()
    for at, correction in _learnt(ground, _codes(ground, judged)):
        judged[:, at] += (ground.rows @ correction.weights + correction.bias)[:, 0]
        yield np.array([at]), correction
    for at, correction in _learnt(ground, _flags(ground, judged)):
        yield np.array([at]), correction
    yield from _triage(ground, judged)


def _codes(ground: Ground, judged: Floats) -> list[_Column]:
    columns = []
    for at, code in enumerate(REASONS, len(FLAGS)):
        spoken = [number for number, lesson in enumerate(ground.lessons) if code in lesson.codes]
        upheld, slope = ground.upheld.get(code, 1.0), ground.fine.codes[code].slope
        if spoken and slope >= _FLATTEST:
            chances = [
                ground.curves[number].codes[code].probability(judged[number, at]) * upheld
                for number in spoken
            ]
            holds = [ground.lessons[number].codes[code] for number in spoken]
            columns.append(_Column(at, spoken, chances, holds, slope))
    return columns


def _flags(ground: Ground, judged: Floats) -> list[_Column]:
    columns = []
    for at, flag in enumerate(FLAGS):
        spoken = [number for number, lesson in enumerate(ground.lessons) if flag in lesson.flags]
        slope = ground.fine.flags[flag].slope
        if spoken and slope >= _FLATTEST:
            scores = [dict(zip(JUDGED, judged[number].tolist(), strict=True)) for number in spoken]
            chances = [
                flag_chance(own, flag, ground.curves[number], ground.upheld)
                for number, own in zip(spoken, scores, strict=True)
            ]
            holds = [ground.lessons[number].flags[flag] for number in spoken]
            columns.append(_Column(at, spoken, chances, holds, slope))
    return columns


def _triage(ground: Ground, judged: Floats) -> Iterator[tuple[NDArray[np.intp], Correction]]:
    spoken = [number for number, lesson in enumerate(ground.lessons) if lesson.triage]
    slope = ground.fine.triage.sharpness
    if spoken and slope >= _FLATTEST:
        columns = np.arange(len(JUDGED) - len(TRIAGE), len(JUDGED))
        sharp = np.array([ground.curves[number].triage.sharpness for number in spoken])
        classes = [TRIAGE.index(ground.lessons[number].triage or "小微事") for number in spoken]
        offsets = sharp[:, None] * judged[spoken][:, columns]
        rows = ground.rows[spoken]
        correction = correct_choice(rows, offsets, np.array(classes, np.intp), ground.restraint)
        yield columns, _scaled(correction, slope)


def _learnt(ground: Ground, columns: Sequence[_Column]) -> Iterator[tuple[int, Correction]]:
    """Learn columns that do not hang on each other; yield each with its number, in their order."""

    def learn(column: _Column) -> Correction:
        whole = len(column.spoken) == len(ground.lessons)
        rows = ground.rows if whole else ground.rows[column.spoken]
        holds = np.array(column.holds, np.bool_)
        found = correct_two_way(rows, _log_odds(column.chances), holds, ground.restraint)
        return _scaled(found, column.slope)

    # Threads will do: products of sparse matrices let go of the interpreter's lock.
    with ThreadPoolExecutor(_AT_ONCE) as learners:
        yield from zip([column.at for column in columns], learners.map(learn, columns), strict=True)


def _log_odds(chances: Sequence[float]) -> Floats:
    clipped = np.clip(np.array(chances), _NEVER, 1 - _NEVER)
    return np.asarray(np.log(clipped) - np.log1p(-clipped))


def _scaled(correction: Correction, slope: float) -> Correction:
    """Turn a correction of log-odds into one of scores, by the slope that the finest tier has for them."""
    return Correction(correction.weights / slope, correction.bias / slope)
