"""Who should handle a draft, and each of its asks: 主办, 会办, and the duty it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.calibration import stated
from model.features import Parts, text_blocks
from model.ngrams import Hashes
from model.review import Assignment, UnitAdvice
from model.tier import Calibration, Thresholds
from model.unit_list import UnitList
from model.words import Words, cut

MOST_CO = 3
NAMED = 0.2
"""Added to the score of a unit that the asks call by its name (建议县城管局…). On a held-out third of the
corpus the unit is right in 0.827 of the drafts against 0.808 without, in 0.722 of the asks against 0.708."""
_CANDIDATES = 3
_ROUNDING = 1e-4


def ask_blocks(text: str) -> list[Hashes]:
    """Return the n-grams of one ask, canonical: it has no title, and is its own body."""
    return text_blocks("", text, text)


def ask_parts(words: Words) -> Parts:
    """Return the parts of one ask as :func:`ask_blocks` takes them."""
    return Parts(cut(""), words, words)


@dataclass(frozen=True, slots=True)
class UnitScores:
    """The scores of every unit, in the order of their list.

    Attributes:
        draft: for the whole draft, shape (units,).
        asks: for each ask by itself, shape (asks, units).
    """

    draft: NDArray[np.float32]
    asks: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class UnitChances:
    """The probabilities of every unit.

    Attributes:
        main: of handling the draft, shape (units,).
        asks: of handling each ask, shape (asks, units).
        involved: log-odds of being involved in the draft at all, shape (units,).
    """

    main: NDArray[np.float64]
    asks: NDArray[np.float64]
    involved: NDArray[np.float64]


def unit_chances(
    scores: Sequence[UnitScores],
    calibration: Calibration,
    handover: NDArray[np.float32] | None = None,
    rural: Sequence[bool] = (),
) -> list[UnitChances]:
    """Turn the scores of several drafts into probabilities; the draft lends its context to its asks.

    A unit that is not the likeliest for the draft can still be involved: as the likeliest for one ask.

    Args:
        scores: of the heads.
        calibration: of the bundle.
        handover: of the bundle, likewise.
        rural: whether each draft is about the countryside, where there is a handover.
    """
    mains = calibration.units.probabilities(np.stack([each.draft for each in scores]))
    alike = [each.asks + calibration.context * each.draft for each in scores]
    each_ask = calibration.items.probabilities(np.concatenate(alike))
    if handover is not None:
        kinds = np.array(rural, np.bool_)
        mains = _handed(mains, handover, kinds)
        each_ask = _handed(each_ask, handover, np.repeat(kinds, [len(rows) for rows in alike]))
    asks = np.split(each_ask, np.cumsum([len(rows) for rows in alike]))
    best = np.stack([rows.max(axis=0, initial=0.0) for rows in asks[: len(scores)]])
    rest = mains / np.maximum(1 - mains.max(axis=-1, keepdims=True), 1e-6)
    chance = np.clip(np.maximum(np.minimum(rest, 1.0) * 0.5, best), 1e-6, 1 - 1e-6)
    involved = np.log(chance / (1 - chance))
    return [UnitChances(*each) for each in zip(mains, asks[: len(scores)], involved, strict=True)]


def _handed(
    chances: NDArray[np.float64], handover: NDArray[np.float32], rural: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return the chances of the units of the place, for texts of the town and of the countryside."""
    handed = chances @ handover[0]
    handed[rural] = chances[rural] @ handover[1]
    return np.asarray(handed, np.float64)


def advise_units(
    chances: UnitChances, text: str, calibration: Calibration, thresholds: Thresholds, units: UnitList
) -> UnitAdvice:
    """Choose 主办 and 会办.

    Args:
        chances: of every unit.
        text: canonical words of the title and the asks, in which the duties are looked up.
        calibration: of the bundle.
        thresholds: of the bundle.
        units: of the bundle.
    """
    names = units.names
    order = np.argsort(-chances.main, kind="stable").tolist()
    candidates = tuple(
        Assignment(names[unit], "主办", stated(chances.main[unit]), units.matching_duty(names[unit], text))
        for unit in order[:_CANDIDATES]
    )
    co = calibration.co.probabilities(chances.involved).tolist()
    likely = [(stated(co[unit]), unit) for unit in order[1:] if co[unit] > thresholds.co - _ROUNDING]
    chosen = sorted((pair for pair in likely if pair[0] >= thresholds.co), key=lambda pair: -pair[0])[
        :MOST_CO
    ]
    return UnitAdvice(
        state="成立" if candidates[0].probability >= thresholds.unit else "拿不准",
        main=candidates[0],
        co=tuple(
            Assignment(names[unit], "会办", chance, units.matching_duty(names[unit], text))
            for chance, unit in chosen
        ),
        candidates=candidates,
    )


def assign(asked: Sequence[str], chances: UnitChances, units: UnitList) -> list[Assignment]:
    """Choose the unit of each ask.

    Args:
        asked: the canonical words of the asks.
        chances: of the draft they stand in.
        units: of the bundle.
    """
    names = units.names
    best = chances.asks.argmax(axis=1).tolist() if asked else []
    return [
        Assignment(names[unit], "主办", stated(row[unit]), units.matching_duty(names[unit], text))
        for text, unit, row in zip(asked, best, chances.asks, strict=True)
    ]
