"""Who should handle a draft, and each of its asks: 主办, 会办, and the duty it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from model.calibration import stated
from model.content import units
from model.features import Parts, text_blocks
from model.ngrams import Hashes
from model.review import Assignment, UnitAdvice
from model.tier import Calibration, Thresholds
from model.words import Words, cut

MOST_CO = 3
NAMED = 0.2
"""Added to the score of a unit that the asks call by its name (建议县城管局…). On a held-out third of the
corpus the unit is right in 0.827 of the drafts against 0.808 without, in 0.722 of the asks against 0.708."""
_CANDIDATES = 3
_CHARACTER_WEIGHT = 0.1
_NAME_WEIGHT = 0.2
"""How much a pair of the unit's own name counts, against one that only its duties have."""
_ROUNDING = 1e-4
_BITS = 21
"""Of a code point."""
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
    co = calibration.co.probabilities(chances.involved).tolist()
    likely = [(stated(co[unit]), unit) for unit in order[1:] if co[unit] > thresholds.co - _ROUNDING]
    chosen = sorted((pair for pair in likely if pair[0] >= thresholds.co), key=lambda pair: -pair[0])[
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
    duties = _duties()
    first, end = duties.of_unit[unit]
    scores = _fits(text)[first:end]
    best = int(scores.argmax()) if first < end else 0
    return duties.clauses[first + best] if first < end and scores[best] > 0 else ""


@lru_cache(maxsize=1)  # the candidates and 会办 of a draft are looked up in one text
def _fits(text: str) -> NDArray[np.float64]:
    """Return how well each clause of all duties fits a text, shape (clauses,)."""
    duties = _duties()
    grams = _grams(text)
    rows = duties.grams.searchsorted(grams)
    shared = np.zeros(len(duties.grams) + 1, np.bool_)
    shared[rows[duties.grams.take(rows, mode="clip") == grams]] = True
    here = shared[duties.row_of]
    return np.bincount(duties.clause_of[here], duties.weights[here], len(duties.clauses)) / duties.roots


@dataclass(frozen=True, slots=True)
class _Duties:
    """The duties of all units, clause by clause, and which characters and pairs stand in which.

    Attributes:
        clauses: word for word.
        of_unit: for each unit its first clause, and one past its last.
        roots: the cube root of how many characters and pairs each clause has, shape (clauses,).
        grams: all characters and pairs, sorted, shape (grams,).
        row_of: for each gram of each clause its number among them, shape (entries,).
        clause_of: for each entry the clause, same shape.
        weights: how much it tells there, same shape.
    """

    clauses: tuple[str, ...]
    of_unit: dict[str, tuple[int, int]]
    roots: NDArray[np.float64]
    grams: NDArray[np.int64]
    row_of: NDArray[np.intp]
    clause_of: NDArray[np.intp]
    weights: NDArray[np.float64]


def _grams(text: str) -> NDArray[np.int64]:
    """Return the characters of a text and its pairs of neighbours, each as one number."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    return np.concatenate((codes, (codes[:-1] << _BITS) + codes[1:]))


@cache
def _duties() -> _Duties:
    clauses: list[str] = []
    of_unit: dict[str, tuple[int, int]] = {}
    for unit in units().values():
        first = len(clauses)
        clauses += [match.group() for match in _CLAUSE.finditer(unit.duties)]
        of_unit[unit.name] = first, len(clauses)
    own = [np.unique(_grams(clause)[_words_only(clause)]) for clause in clauses]
    grams, row_of, counts = np.unique(np.concatenate(own), return_inverse=True, return_counts=True)
    telling = np.log(1 + len(clauses) / counts) * np.where(grams >> _BITS, 1.0, _CHARACTER_WEIGHT)
    names = {unit: _grams(unit) for unit in of_unit}
    unit_of = [unit for unit, (first, end) in of_unit.items() for _ in range(first, end)]
    return _Duties(
        clauses=tuple(clauses),
        of_unit=of_unit,
        roots=np.cbrt([max(len(each), 1) for each in own]),
        grams=grams,
        row_of=row_of,
        clause_of=np.repeat(np.arange(len(own)), [len(each) for each in own]),
        # A draft that names the unit shares the unit's name with its duties; that tells little.
        weights=telling[row_of]
        * np.concatenate(
            [
                np.where(np.isin(each, names[unit]), _NAME_WEIGHT, 1.0)
                for each, unit in zip(own, unit_of, strict=True)
            ]
        ),
    )


def _words_only(text: str) -> NDArray[np.bool_]:
    """Return which of the characters and pairs of a text have no punctuation in them."""
    alone = np.array([character.isalnum() for character in text])
    return np.concatenate((alone, alone[:-1] & alone[1:]))
