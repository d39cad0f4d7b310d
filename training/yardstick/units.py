"""How often the right unit is named, and which units are taken for which."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.content import units
from model.review import Review
from training.answers import Answer
from training.measures import Bools, Floats, calibration_gap, share
from training.yardstick.hits import Hits, membership, table
from training.yardstick.resamples import Estimate, Resamples


@dataclass(frozen=True, slots=True)
class UnitHits:
    """How often the right unit is named.

    Attributes:
        count: texts judged.
        top_1: share in which the first candidate is 主办.
        top_3: share in which one of the first three candidates is 主办.
        main_or_co: share in which the first candidate is 主办 or 会办.
        calibration_error: expected calibration error of the first candidate's probability.
    """

    count: int
    top_1: Estimate
    top_3: Estimate
    main_or_co: Estimate
    calibration_error: Estimate


@dataclass(frozen=True, slots=True)
class Confusion:
    """A unit named first where another is 主办.

    Attributes:
        labelled: 主办; the first where several are right.
        named: the first candidate.
        count: how often.
    """

    labelled: str
    named: str
    count: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was said of the units of one text.

    Attributes:
        candidates: likeliest first; at least one.
        probability: of the first.
    """

    candidates: tuple[str, ...]
    probability: float


def ranking(review: Review) -> Ranking:
    """Return what a review says of the units."""
    candidates = tuple(candidate.unit for candidate in review.units.candidates)
    return Ranking(candidates, review.units.candidates[0].probability)


def unit_hits(resamples: Resamples, answers: Sequence[Answer], rankings: Sequence[Ranking]) -> UnitHits:
    """Measure how often the right unit is named."""
    pairs = list(zip(answers, rankings, strict=True))
    first = right(answers, rankings)
    third = np.array([bool({*answer.main} & {*said.candidates[:3]}) for answer, said in pairs], np.bool_)
    either = np.array([said.candidates[0] in answer.main + answer.co for answer, said in pairs], np.bool_)
    probability = np.array([said.probability for said in rankings], np.float64)

    def measure(weights: Floats) -> Floats:
        columns = (
            share(weights, first),
            share(weights, third),
            share(weights, either),
            calibration_gap(weights, first, probability),
        )
        return np.stack(columns, axis=1)

    return UnitHits(len(answers), *resamples.estimates(measure))


def right(answers: Sequence[Answer], rankings: Sequence[Ranking]) -> Bools:
    """Return for each text whether the first candidate is 主办."""
    return np.array(
        [said.candidates[0] in answer.main for answer, said in zip(answers, rankings, strict=True)], np.bool_
    )


def unit_table(
    resamples: Resamples, answers: Sequence[Answer], rankings: Sequence[Ranking]
) -> dict[str, Hits]:
    """Measure every unit; where several are right and one of them is named, the others were not missed."""
    names = tuple(units())
    said = membership([{each.candidates[0]} for each in rankings], names)
    named = membership([answer.main for answer in answers], names)
    hit = (named & said).any(axis=1, keepdims=True)
    return table(resamples, names, np.where(hit, named & said, named), said)


def confusions(answers: Sequence[Answer], rankings: Sequence[Ranking]) -> tuple[Confusion, ...]:
    """Return which units are taken for which, the most frequent first."""
    wrong = Counter(
        (answer.main[0], said.candidates[0])
        for answer, said in zip(answers, rankings, strict=True)
        if said.candidates[0] not in answer.main
    )
    return tuple(Confusion(*pair, count) for pair, count in sorted(wrong.items(), key=lambda each: -each[1]))
