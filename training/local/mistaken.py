"""Labels that look mistaken: a model that has not learnt them is sure of something else.

Confident learning (Northcutt, Jiang and Chuang 2021, by cleanlab) compares what was said with probabilities
for the same text. That is sound only if these are out of sample: a model that has learnt a label repeats it,
mistaken or not, and its word clears the very label it should accuse. So each probability here comes from
one of two places:

- a review by a model that has not learnt the label. Every review on the desk was made before its draft was
  labelled, and the bundled model has learnt no label of the place; which model learnt what is known from the
  trainings. Whoever calls tells by :attr:`Examined.view` whether there is such a review.
- where there is none, cross-validation over the labelled texts: a logistic regression over the reviewer's own
  n-grams is fitted on four fifths of them and asked about the last one. The same text never stands on both
  sides, whoever labelled it. Its vocabulary knows texts, not labels, and so gives nothing away.

How many labels are mistaken is estimated from how often the two contradict each other, class by class; the
ones of lowest probability, so many of them, are named. It is for people to decide.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from model.bundle import Bundle
from model.errors import ExtraMissing
from model.rubric import FLAGS, FlagName
from training.local.against import words_for
from training.local.label import Label
from training.local.out_of_sample import Chances, out_of_sample
from training.local.spoken import flag_in

About = Literal["too_broad", "vague", "infeasible", "main"]
"""A flag, or 主办."""

_FEW = 20
"""Labels below which contradictions tell no rate; then only what is all but certain counts."""
_ALL_BUT_CERTAIN = 0.1
_LIKELIER = 0.5
"""Nothing is held against a label that is itself the likelier answer, or where no other is likely."""
_HOLDS = ("不成立", "成立")


@dataclass(frozen=True, slots=True)
class View:
    """What a model thinks that has not learnt the label.

    Attributes:
        flags: probability of each.
        units: the likeliest for 主办 with their probabilities.
    """

    flags: Mapping[FlagName, float]
    units: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Examined:
    """A label to be looked at.

    Attributes:
        number: tells it apart.
        label: units by today's names.
        view: ``None`` where every model at hand may have learnt it.
    """

    number: int
    label: Label
    view: View | None


@dataclass(frozen=True, slots=True)
class Mistaken:
    """One word of a label that looks mistaken.

    Attributes:
        number: of the label.
        about: what was judged.
        said: a unit, or ``成立`` or ``不成立``.
        likelier: likewise.
        chance: that the likelier one is right, by the model.
        words: of the draft that speak most for it; may be empty.
    """

    number: int
    about: About
    said: str
    likelier: str
    chance: float
    words: str


def look_mistaken(examined: Sequence[Examined], bundle: Bundle) -> tuple[Mistaken, ...]:
    """Return what looks mistaken, the surest first.

    Args:
        examined: labels that hold.
        bundle: whose n-grams and weights are used; for cross-validation, and to find words.

    Raises:
        ExtraMissing: cleanlab is not installed.
    """
    found: list[Mistaken] = []
    for flag in FLAGS:
        own = [each for each in examined if flag_in(each.label.said, flag) is not None]
        said = np.array([bool(flag_in(each.label.said, flag)) for each in own], np.intp)
        seen = [(1 - each.view.flags[flag], each.view.flags[flag]) if each.view else None for each in own]
        found += [
            Mistaken(
                each.number,
                flag,
                _HOLDS[said],
                _HOLDS[likelier],
                chance,
                words_for(each.label.draft, bundle, flag, holds=bool(likelier)),
            )
            for each, said, likelier, chance in _accused(own, said, seen, len(_HOLDS), bundle)
        ]
    names = bundle.units.names
    own = [each for each in examined if each.label.said.main in bundle.units]
    said = np.array([bundle.units.numbers[str(each.label.said.main)] for each in own], np.intp)
    spread = [_spread(each.view.units, names) if each.view else None for each in own]
    found += [
        Mistaken(
            each.number,
            "main",
            names[said],
            names[likelier],
            chance,
            words_for(each.label.draft, bundle, names[likelier], names[said]),
        )
        for each, said, likelier, chance in _accused(own, said, spread, len(names), bundle)
    ]
    return tuple(sorted(found, key=lambda each: (-each.chance, each.number, each.about)))


def _spread(units: Sequence[tuple[str, float]], names: Sequence[str]) -> tuple[float, ...]:
    """Return a probability for each unit: what the candidates leave over is shared by the others."""
    known = {unit: chance for unit, chance in units if unit in names}
    rest = max(1 - sum(known.values()), 0.01) / max(len(names) - len(known), 1)
    return tuple(known.get(name, rest) for name in names)


def _accused(
    own: Sequence[Examined],
    said: NDArray[np.intp],
    views: Sequence[tuple[float, ...] | None],
    answers: int,
    bundle: Bundle,
) -> Iterator[tuple[Examined, int, int, float]]:
    """Yield the labels that look mistaken, what each said, what is likelier, and how likely that is."""
    if not own:
        return
    chances = out_of_sample([each.label for each in own], said, views, answers, bundle)
    known = np.flatnonzero(chances.sum(axis=1) > 0)
    for at in known[_issues(said[known], chances[known])].tolist():
        likelier = int(chances[at].argmax())
        if likelier != said[at] and chances[at, likelier] >= _LIKELIER:
            yield own[at], int(said[at]), likelier, round(float(chances[at, likelier]), 3)


def _issues(said: NDArray[np.intp], chances: Chances) -> NDArray[np.intp]:
    """Return the rows in which what was said looks mistaken."""
    if len(said) < _FEW:
        return np.flatnonzero(chances[np.arange(len(said)), said] < _ALL_BUT_CERTAIN)
    try:
        from cleanlab.filter import find_label_issues  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExtraMissing("没有装 cleanlab", remedy="请先装扩展 labels：pip install '.[labels]'") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of rare answers, which units are
        issues = find_label_issues(
            said,
            chances,
            filter_by="low_self_confidence",
            return_indices_ranked_by="self_confidence",
            n_jobs=1,
        )
    return np.asarray(issues, np.intp)
