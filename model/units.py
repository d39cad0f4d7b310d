"""Who should handle a draft, and each of its asks: 主办, 会办, and the duty it rests on."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from model.bundle import Calibration, Thresholds
from model.calibration import stated
from model.content import units
from model.features import Parts, text_blocks
from model.ngrams import Hashes
from model.review import Assignment, UnitAdvice
from model.words import Words, cut

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


def ask_parts(words: Words) -> Parts:
    """Return the parts of one ask as :func:`ask_blocks` takes them."""
    return Parts(cut(""), words, words)


@dataclass(frozen=True, slots=True)
class UnitScores:
    """The scores of every unit, in the order of ``data/departments.jsonl``.

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


def unit_chances(scores: Sequence[UnitScores], calibration: Calibration) -> list[UnitChances]:
    """Turn the scores of several drafts into probabilities; the draft lends its context to its asks.

    A unit that is not the likeliest for the draft can still be involved: as the likeliest for one ask.
    """
    mains = calibration.units.probabilities(np.stack([each.draft for each in scores]))
    alike = [each.asks + calibration.context * each.draft for each in scores]
    asks = np.split(
        calibration.items.probabilities(np.concatenate(alike)), np.cumsum([len(rows) for rows in alike])
    )
    best = np.stack([rows.max(axis=0, initial=0.0) for rows in asks[: len(scores)]])
    rest = mains / np.maximum(1 - mains.max(axis=-1, keepdims=True), 1e-6)
    chance = np.clip(np.maximum(np.minimum(rest, 1.0) * 0.5, best), 1e-6, 1 - 1e-6)
    involved = np.log(chance / (1 - chance))
    return [UnitChances(*each) for each in zip(mains, asks[: len(scores)], involved, strict=True)]


def advise_units(
    chances: UnitChances, text: str, calibration: Calibration, thresholds: Thresholds
) -> UnitAdvice:
    """Choose 主办 and 会办.

    Args:
        chances: of every unit.
        text: canonical words of the title and the asks, in which the duties are looked up.
        calibration: of the bundle.
        thresholds: of the bundle.
    """
    names = unit_names()
    order = np.argsort(-chances.main, kind="stable").tolist()
    candidates = tuple(
        Assignment(names[unit], "主办", stated(chances.main[unit]), matching_duty(names[unit], text))
        for unit in order[:_CANDIDATES]
    )
    odds = chances.involved.tolist()
    co = ((stated(calibration.co.probability(odds[unit])), unit) for unit in order[1:])
    chosen = sorted((pair for pair in co if pair[0] >= thresholds.co), key=lambda pair: -pair[0])[:MOST_CO]
    return UnitAdvice(
        state="成立" if candidates[0].probability >= thresholds.unit else "拿不准",
        main=candidates[0],
        co=tuple(
            Assignment(names[unit], "会办", chance, matching_duty(names[unit], text))
            for chance, unit in chosen
        ),
        candidates=candidates,
    )


def assign(asked: Sequence[str], chances: UnitChances) -> list[Assignment]:
    """Choose the unit of each ask.

    Args:
        asked: the canonical words of the asks.
        chances: of the draft they stand in.
    """
    names = unit_names()
    best = chances.asks.argmax(axis=1).tolist() if asked else []
    return [
        Assignment(names[unit], "主办", stated(row[unit]), matching_duty(names[unit], text))
        for text, unit, row in zip(asked, best, chances.asks, strict=True)
    ]


@cache
def unit_names() -> tuple[str, ...]:
    """Return the names of the units, in the order of their heads."""
    return tuple(units())


def matching_duty(unit: str, text: str) -> str:
    """Return the clause of the unit's duties that shares most with the text; empty when nothing is shared.

    Shared characters and pairs of characters count by how few clauses of all units have them, over the cube
    root of its length, so that a short exact clause beats a long one that shares a common word.
    """
    duties = _duties()[unit]
    shared: dict[int, list[float]] = {}
    for gram in _grams(text) & duties.grams:
        for clause, weight in duties.weights[gram]:
            shared.setdefault(clause, []).append(weight)
    best, best_score = "", 0.0
    for clause in sorted(shared):
        score = math.fsum(shared[clause]) / duties.sizes[clause]
        if score > best_score:
            best, best_score = duties.clauses[clause], score
    return best


@dataclass(frozen=True, slots=True)
class _Duties:
    """The duties of one unit.

    Attributes:
        clauses: word for word.
        sizes: for each, the cube root of how many characters and pairs it has.
        grams: the characters and pairs of all clauses.
        weights: for each of these, in which clauses it stands and how much it tells there.
    """

    clauses: tuple[str, ...]
    sizes: tuple[float, ...]
    grams: frozenset[str]
    weights: dict[str, list[tuple[int, float]]]


@lru_cache(maxsize=1)  # candidates and 会办 of a draft are looked up in one text
def _grams(text: str) -> frozenset[str]:
    """Return the characters of a text and its pairs of neighbours."""
    return frozenset(text).union(map(str.__add__, text, text[1:]))


def _of_words(grams: frozenset[str]) -> frozenset[str]:
    return frozenset(filter(str.isalnum, grams))


@cache
def _duties() -> dict[str, _Duties]:
    clauses = {
        unit.name: {
            match.group(): _of_words(_grams(match.group())) for match in _CLAUSE.finditer(unit.duties)
        }
        for unit in units().values()
    }
    everywhere = [grams for own in clauses.values() for grams in own.values()]
    counts = Counter(gram for grams in everywhere for gram in grams)
    # A single character counts little beside a pair.
    rarity = {
        gram: math.log(1 + len(everywhere) / count) * (1.0 if len(gram) > 1 else _CHARACTER_WEIGHT)
        for gram, count in counts.items()
    }
    return {unit: _weighed(own, _grams(unit), rarity) for unit, own in clauses.items()}


def _weighed(clauses: dict[str, frozenset[str]], name: frozenset[str], rarity: dict[str, float]) -> _Duties:
    weights: dict[str, list[tuple[int, float]]] = {}
    for number, grams in enumerate(clauses.values()):
        for gram in grams:
            # A draft that names the unit shares the unit's name with its duties; that tells little.
            weight = rarity[gram] * (_NAME_WEIGHT if gram in name else 1.0)
            weights.setdefault(gram, []).append((number, weight))
    sizes = tuple(math.cbrt(len(grams)) for grams in clauses.values())
    return _Duties(tuple(clauses), sizes, frozenset(weights), weights)
