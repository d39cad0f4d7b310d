"""How good two models are on the same questions, measure by measure, with intervals of the difference."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from model.content import REASONS
from model.review import Review
from model.rubric import FlagName
from model.unit_list import UnitList
from training.local.comparison import Compared, Standing
from training.local.exam import PARTS, Part, Question
from training.measures import Bools, Floats, calibration_gap, f1, ratio, share
from training.yardstick.hits import membership
from training.yardstick.resamples import Resamples

_FLAGS: dict[FlagName, str] = {"too_broad": "题目过大", "vague": "内容模糊", "infeasible": "缺乏可行性"}
FLOORS = {
    "corpus.too_broad.f1": 0.6,
    "corpus.vague.f1": 0.6,
    "corpus.infeasible.f1": 0.5,
    "corpus.units": 0.6,
}
"""Below which nothing is promoted: a model that is that bad on the bundled drafts is broken, whatever it
replaces. They lie some way below what the model of the bundled corpus reaches."""
FEWEST = 10
"""Texts, in as many groups, that a measure is compared on; with fewer there is nothing to tell."""

Values = TypeVar("Values", Bools, Floats)


@dataclass(frozen=True, slots=True)
class Answered:
    """The questions, and what both models said.

    Attributes:
        questions: all of them.
        units: that the model in use knows, and those that the new one knows.
        reviews: by the model in use, and by the new one.
    """

    questions: Sequence[Question]
    units: tuple[UnitList, UnitList]
    reviews: tuple[Sequence[Review], Sequence[Review]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Some of the questions, and a measure over them.

    Attributes:
        numbers: which questions.
        measure: from weights, shape (resamples, rows), to a measure of one model, 0 or 1.
    """

    numbers: list[int]
    measure: Callable[[Floats, int], Floats]


def _of(
    measure: Callable[[Floats, Bools, Values], Floats], truth: Bools, said: Sequence[Values]
) -> Callable[[Floats, int], Floats]:
    """Return a measure of what each model said beside what is true."""
    return lambda weights, side: measure(weights, truth, said[side])


def _recall(weights: Floats, own: Bools, right: Bools) -> Floats:
    return share(weights, right, own)


def overall(answered: Answered) -> tuple[Compared, ...]:
    """Return the measures that decide whether a model may be promoted."""
    return tuple(_overall(answered))


def _overall(answered: Answered) -> Iterator[Compared]:
    for part, place in PARTS.items():
        for flag, name in _FLAGS.items():
            rows, truth, found, chances = _flag(answered, part, flag)
            yield _compared(
                answered,
                f"{part}.{flag}.f1",
                f"{place}：{name}找得准不准（F1）",
                _Rows(rows, _of(f1, truth, found)),
            )
            yield _compared(
                answered,
                f"{part}.{flag}.calibration",
                f"{place}：{name}的概率偏差",
                _Rows(rows, _of(calibration_gap, truth, chances)),
                smaller_is_better=True,
            )
        yield _codes(answered, part, place)
        if part == "local" or len(_with_unit(answered, "local")) < FEWEST:
            yield _units(answered, part, place)  # where the place told its own division, that one counts
        yield _triage(answered, part, place)


def by_unit(answered: Answered) -> tuple[Compared, ...]:
    """Return how often each unit is named first where people named it, for those that differ or are many."""
    found = []
    for part, place in PARTS.items():
        rows = _with_unit(answered, part)
        right = _right(answered, rows)
        for name in sorted({_truth(answered, row) for row in rows}):
            own = np.array([_truth(answered, row) == name for row in rows], np.bool_)
            if own.any():
                found.append(
                    _compared(
                        answered,
                        f"{part}.unit.{name}",
                        f"{place}：{name}",
                        _Rows(rows, _of(_recall, own, right)),
                        own,
                    )
                )
    return tuple(found)


def by_code(answered: Answered) -> tuple[Compared, ...]:
    """Return the F1 of each reason code that people named or a model found."""
    found = []
    for part, place in PARTS.items():
        rows, truth, said = _coded(answered, part)
        for column, code in enumerate(REASONS):
            own, both = truth[:, column], [each[:, column] for each in said]
            if own.any() or any(each.any() for each in both):
                found.append(
                    _compared(
                        answered,
                        f"{part}.code.{code}",
                        f"{place}：{code}",
                        _Rows(rows, _of(f1, own, both)),
                        own,
                    )
                )
    return tuple(found)


def _codes(answered: Answered, part: Part, place: str) -> Compared:
    rows, truth, said = _coded(answered, part)

    def micro(weights: Floats, side: int) -> Floats:
        hits = (truth & said[side]).sum(axis=1, dtype=np.float64)
        claims = (truth.sum(axis=1) + said[side].sum(axis=1)).astype(np.float64)
        return ratio(2 * (weights @ hits), weights @ claims)

    return _compared(answered, f"{part}.codes", f"{place}：原因代码（F1）", _Rows(rows, micro))


def _units(answered: Answered, part: Part, place: str) -> Compared:
    rows = _with_unit(answered, part)
    right = _right(answered, rows)
    return _compared(
        answered,
        f"{part}.units",
        f"{place}：主办单位第一个就对",
        _Rows(rows, lambda weights, side: share(weights, right[side])),
    )


def _triage(answered: Answered, part: Part, place: str) -> Compared:
    rows = _among(answered, part, lambda question: question.lesson.triage is not None)
    truth = [answered.questions[row].lesson.triage for row in rows]
    right = [
        np.array([reviews[row].triage.value == each for row, each in zip(rows, truth, strict=True)], np.bool_)
        for reviews in answered.reviews
    ]
    return _compared(
        answered,
        f"{part}.triage",
        f"{place}：三分判得对",
        _Rows(rows, lambda weights, side: share(weights, right[side])),
    )


def _among(answered: Answered, part: Part, wanted: Callable[[Question], bool]) -> list[int]:
    return [row for row, each in enumerate(answered.questions) if each.part == part and wanted(each)]


def _flag(
    answered: Answered, part: Part, flag: FlagName
) -> tuple[list[int], Bools, list[Bools], list[Floats]]:
    rows = _among(answered, part, lambda question: flag in question.lesson.flags)
    truth = np.array([answered.questions[row].lesson.flags[flag] for row in rows], np.bool_)
    said = [
        [next(each for each in reviews[row].flags if each.flag == flag) for row in rows]
        for reviews in answered.reviews
    ]
    return (
        rows,
        truth,
        [np.array([each.state == "成立" for each in side], np.bool_) for side in said],
        [np.array([each.probability for each in side], np.float64) for side in said],
    )


def _coded(answered: Answered, part: Part) -> tuple[list[int], Bools, list[Bools]]:
    """Return which codes hold and which were found; those that nobody spoke of count as neither."""
    rows = _among(answered, part, lambda question: bool(question.lesson.codes))
    codes = [answered.questions[row].lesson.codes for row in rows]
    known = membership(codes, REASONS)
    truth = membership([[code for code, holds in each.items() if holds] for each in codes], REASONS)
    said = [
        membership([[finding.code for finding in reviews[row].findings] for row in rows], REASONS) & known
        for reviews in answered.reviews
    ]
    return rows, truth, said


def _with_unit(answered: Answered, part: Part) -> list[int]:
    """Return the questions whose unit both models know, by its own name or that of former days."""

    def known(question: Question) -> bool:
        main = question.lesson.main
        return main is not None and all(units.number_of(main) is not None for units in answered.units)

    return _among(answered, part, known)


def _truth(answered: Answered, row: int) -> str:
    """Return the name of the right unit in the list of the new model."""
    units = answered.units[1]
    return units.names[units.number_of(str(answered.questions[row].lesson.main)) or 0]


def _right(answered: Answered, rows: Sequence[int]) -> list[Bools]:
    found = []
    for units, reviews in zip(answered.units, answered.reviews, strict=True):
        hits = [
            units.numbers.get(reviews[row].units.main.unit)
            == units.number_of(str(answered.questions[row].lesson.main))
            for row in rows
        ]
        found.append(np.array(hits, np.bool_))
    return found


def _compared(  # noqa: PLR0913 - what a measure is
    answered: Answered,
    key: str,
    name: str,
    rows: _Rows,
    own: Bools | None = None,
    *,
    smaller_is_better: bool = False,
) -> Compared:
    """Return a measure; ``own`` tells which of the rows it is about, such as those of one unit."""
    groups = [answered.questions[row].lesson.group for row in rows.numbers]
    counted = groups if own is None else [group for group, each in zip(groups, own, strict=True) if each]
    if not groups:
        return Compared(key, name, 0, None, None, None, None, FLOORS.get(key), smaller_is_better, "unknown")
    whole = np.ones((1, len(groups)))
    old, new = (float(rows.measure(whole, side)[0]) for side in (0, 1))
    estimate = Resamples(groups).estimate(lambda weights: rows.measure(weights, 1) - rows.measure(weights, 0))
    standing: Standing = "unknown"
    if len(set(counted)) >= FEWEST and estimate.low is not None and estimate.high is not None:
        standing = _standing(estimate.low, estimate.high, smaller_is_better)
    return Compared(
        key,
        name,
        len(counted),
        _stated(old),
        _stated(new),
        _stated(estimate.low),
        _stated(estimate.high),
        FLOORS.get(key),
        smaller_is_better,
        standing,
    )


def _standing(low: float, high: float, smaller_is_better: bool) -> Standing:
    if low <= 0 <= high:
        return "same"
    return "better" if (low > 0) != smaller_is_better else "worse"


def _stated(value: float | NDArray[np.float64] | None) -> float | None:
    return None if value is None or np.isnan(value) else round(float(value), 4)
