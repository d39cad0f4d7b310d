"""Which reason codes people of a place uphold: learnt from what they say of flags that the model sees.

A flag that the model sees rests on its codes. Where people say that it does not hold, one of these codes does
not count for them; which one is told from the chances of the codes and from all the other drafts, in turns,
as in :mod:`training.local.handover`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from model.content import REASONS
from model.judging import FLAG_OF, codes_behind, flag_score
from model.tier import Calibration
from training.local.lessons import Lesson

_AS_BEFORE = 3.0
"""Drafts with each code that are taken to be upheld: one correction is an exception, twenty are a rule."""
_AT_FIRST = 0.5
_ROUNDS = 50
_AS_GOOD_AS_ALL = 0.9
"""A code that is upheld that often is left alone: a few drafts tell no finer."""
_SEEN = 0.5
"""From this chance on the model sees a code, so that people who do not name it do not uphold it."""
_NEVER = 1e-9


@dataclass(frozen=True, slots=True)
class Spoken:
    """A flag or a code of one draft that people spoke of.

    Attributes:
        chance: of it, by the model, 0 to 1.
        behind: how much each code is behind it, summing to 1.
        holds: what people said.
    """

    chance: float
    behind: Mapping[str, float]
    holds: bool


def spoken_of(lesson: Lesson, scores: dict[str, float], calibration: Calibration) -> Iterator[Spoken]:
    """Yield what people said of the flags of one draft, and of their codes where they named any.

    Args:
        lesson: of the draft.
        scores: of flags and codes, by name.
        calibration: of the tier that gave them.
    """
    for flag, holds in lesson.flags.items():
        named = [code for code in REASONS if FLAG_OF[code] == flag and lesson.codes.get(code)]
        if holds and named:
            for code in REASONS:
                chance = calibration.codes[code].probability(scores[code])
                if FLAG_OF[code] == flag and (code in named or chance >= _SEEN):
                    yield Spoken(chance, {code: 1.0}, code in named)
        else:
            chance = calibration.flags[flag].probability(flag_score(scores, flag))
            yield Spoken(chance, codes_behind(scores, flag, calibration), holds)


def learn_upheld(spoken: Sequence[Spoken]) -> dict[str, float]:
    """Return how often people uphold each code, 0 to 1; those that they uphold nearly always are left out."""
    upheld = dict.fromkeys(sorted({code for each in spoken for code in each.behind}), _AT_FIRST)
    for _ in range(_ROUNDS):
        upheld = _learnt_once(spoken, upheld)
    return {code: round(often, 6) for code, often in upheld.items() if often < _AS_GOOD_AS_ALL}


def _learnt_once(spoken: Sequence[Spoken], upheld: Mapping[str, float]) -> dict[str, float]:
    kept, dropped = dict.fromkeys(upheld, _AS_BEFORE), dict.fromkeys(upheld, 0.0)
    for each in spoken:
        passing = sum(share * upheld[code] for code, share in each.behind.items())
        for code, share in each.behind.items():
            if each.holds:
                kept[code] += share * upheld[code] / max(passing, _NEVER)
            else:
                clear = max(1 - each.chance * passing, _NEVER)
                dropped[code] += each.chance * share * (1 - upheld[code]) / clear
    return {code: kept[code] / (kept[code] + dropped[code]) for code in upheld}
