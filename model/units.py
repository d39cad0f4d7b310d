"""Who should handle a draft, and each of its asks: 主办, 会办, and the duty it rests on."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from model.bundle import Calibration, Thresholds
from model.calibration import stated
from model.content import units
from model.features import text_blocks
from model.ngrams import Hashes
from model.review import Assignment, UnitAdvice

MOST_CO = 3
NAMED = 0.2
"""Added to the score of a unit that the asks call by its name (建议县城管局…). On a held-out third of the
corpus the unit is right in 0.827 of the drafts against 0.808 without, in 0.722 of the asks against 0.708."""
_CANDIDATES = 3
_CHARACTER_WEIGHT = 0.1
_NAME_WEIGHT = 0.2
"""How much a pair of the unit's own name counts, against one that only its duties have."""
_CLAUSE = re.compile(r"(?:[^，（]|（[^）]*）)+")


def ask_blocks(text: str) -> list[Hashes]:
    """Return the n-grams of one ask, canonical: it has no title, and is its own body."""
    return text_blocks("", text, text)


@dataclass(frozen=True, slots=True)
class UnitScores:
    """The scores of every unit, in the order of ``data/departments.jsonl``.

    Attributes:
        draft: for the whole draft, shape (units,).
        asks: for each ask by itself, shape (asks, units).
    """

    draft: NDArray[np.float32]
    asks: NDArray[np.float32]


def ask_probabilities(scores: UnitScores, calibration: Calibration) -> NDArray[np.float64]:
    """Return the probability of each unit for each ask, shape (asks, units); the draft lends its context."""
    return calibration.items.probabilities(scores.asks + calibration.context * scores.draft)


def involvement(scores: UnitScores, calibration: Calibration) -> NDArray[np.float64]:
    """Return the log-odds of being involved for each unit, from the draft as a whole and its likeliest ask.

    A unit that is not the likeliest for the draft can still be the likeliest for one ask.
    """
    main = calibration.units.probabilities(scores.draft)
    rest = main / np.maximum(1 - main.max(), 1e-6)
    best = ask_probabilities(scores, calibration).max(axis=0, initial=0.0)
    chance = np.clip(np.maximum(np.minimum(rest, 1.0) * 0.5, best), 1e-6, 1 - 1e-6)
    return np.asarray(np.log(chance / (1 - chance)))


def advise_units(
    scores: UnitScores, text: str, calibration: Calibration, thresholds: Thresholds
) -> UnitAdvice:
    """Choose 主办 and 会办.

    Args:
        scores: of every unit.
        text: canonical words of the title and the asks, in which the duties are looked up.
        calibration: of the bundle.
        thresholds: of the bundle.
    """
    names = list(units())
    probabilities = calibration.units.probabilities(scores.draft)
    order = np.argsort(-probabilities, kind="stable")
    candidates = tuple(
        Assignment(names[unit], "主办", stated(probabilities[unit]), matching_duty(names[unit], text))
        for unit in order[:_CANDIDATES]
    )
    odds = involvement(scores, calibration)
    chances = [(stated(calibration.co.probability(float(odds[unit]))), int(unit)) for unit in order[1:]]
    chosen = sorted((pair for pair in chances if pair[0] >= thresholds.co), key=lambda pair: -pair[0])[
        :MOST_CO
    ]
    return UnitAdvice(
        state="成立" if candidates[0].probability >= thresholds.unit else "拿不准",
        main=candidates[0],
        co=tuple(
            Assignment(names[unit], "会办", chance, matching_duty(names[unit], text))
            for chance, unit in chosen
        ),
        candidates=candidates,
    )


def matching_duty(unit: str, text: str) -> str:
    """Return the clause of the unit's duties that shares most with the text; empty when nothing is shared.

    Shared characters and pairs of characters count by how few clauses of all units have them, over the cube
    root of its length, so that a short exact clause beats a long one that shares a common word.
    """
    grams, own, rarity = _grams(text), _grams(unit), _rarity()
    best, best_score = "", 0.0
    for clause, clause_grams in _clauses()[unit]:
        # A draft that names the unit shares the unit's name with its duties; that tells little.
        shared = math.fsum(
            rarity[gram] * (_NAME_WEIGHT if gram in own else 1.0) for gram in clause_grams & grams
        )
        score = shared / math.cbrt(len(clause_grams))
        if score > best_score:
            best, best_score = clause, score
    return best


def _grams(text: str) -> frozenset[str]:
    pairs = map("".join, pairwise(text))
    return frozenset(gram for gram in (*text, *pairs) if gram.isalnum())


@cache
def _clauses() -> dict[str, list[tuple[str, frozenset[str]]]]:
    return {
        unit.name: [(match.group(), _grams(match.group())) for match in _CLAUSE.finditer(unit.duties)]
        for unit in units().values()
    }


@cache
def _rarity() -> dict[str, float]:
    """Return how telling each character and pair is; a single character counts little beside a pair."""
    everywhere = [grams for clauses in _clauses().values() for _, grams in clauses]
    counts = Counter(gram for grams in everywhere for gram in grams)
    return {
        gram: math.log(1 + len(everywhere) / count) * (1.0 if len(gram) > 1 else _CHARACTER_WEIGHT)
        for gram, count in counts.items()
    }
