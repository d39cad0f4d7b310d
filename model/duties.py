"""The duties of units, clause by clause, and which clause fits a text best."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from model.unit import Unit

_CHARACTER_WEIGHT = 0.1
_NAME_WEIGHT = 0.2
"""How much a pair of the unit's own name counts, against one that only its duties have."""
_BITS = 21
"""Of a code point."""
_CLAUSE = re.compile(r"(?:[^，（]|（[^）]*）)+")


@dataclass(frozen=True, slots=True, eq=False)
class Duties:
    """The duties of all units of a list, and which characters and pairs stand in which clause.

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

    def matching(self, unit: str, text: str) -> str:
        """Return the clause of a unit's duties that shares most with a text; empty where nothing is shared.

        Shared characters and pairs of characters count by how few clauses of all units have them, over the
        cube root of its length, so that a short exact clause beats a long one that shares a common word.
        A unit that is not in the list has no duties.
        """
        first, end = self.of_unit.get(unit, (0, 0))
        if first == end:
            return ""
        scores = _fits(self, text)[first:end]
        best = int(scores.argmax())
        return self.clauses[first + best] if scores[best] > 0 else ""

    def fits(self, text: str) -> NDArray[np.float64]:
        """Return how well the best clause of each unit fits a text, shape (units,); 0 where none does.

        Two pairs of characters that hardly any other clause has come to about 5.
        """
        scores = _fits(self, text)
        return np.array([scores[first:end].max(initial=0.0) for first, end in self.of_unit.values()])


def duties_of(units: Sequence[Unit]) -> Duties:
    """Take the duties of units apart."""
    clauses: list[str] = []
    of_unit: dict[str, tuple[int, int]] = {}
    for unit in units:
        first = len(clauses)
        clauses += [match.group() for match in _CLAUSE.finditer(unit.duties)]
        of_unit[unit.name] = first, len(clauses)
    own = [np.unique(_grams(clause)[_words_only(clause)]) for clause in clauses]
    grams, row_of, counts = np.unique(np.concatenate(own), return_inverse=True, return_counts=True)
    telling = np.log(1 + len(clauses) / counts) * np.where(grams >> _BITS, 1.0, _CHARACTER_WEIGHT)
    names = {unit: _grams(unit) for unit in of_unit}
    unit_of = [unit for unit, (first, end) in of_unit.items() for _ in range(first, end)]
    return Duties(
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


@lru_cache(maxsize=1)  # the candidates and 会办 of a draft are looked up in one text
def _fits(duties: Duties, text: str) -> NDArray[np.float64]:
    """Return how well each clause of all duties fits a text, shape (clauses,)."""
    grams = _grams(text)
    rows = duties.grams.searchsorted(grams)
    shared = np.zeros(len(duties.grams) + 1, np.bool_)
    shared[rows[duties.grams.take(rows, mode="clip") == grams]] = True
    here = shared[duties.row_of]
    return np.bincount(duties.clause_of[here], duties.weights[here], len(duties.clauses)) / duties.roots


def _grams(text: str) -> NDArray[np.int64]:
    """Return the characters of a text and its pairs of neighbours, each as one number."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    return np.concatenate((codes, (codes[:-1] << _BITS) + codes[1:]))


def _words_only(text: str) -> NDArray[np.bool_]:
    """Return which of the characters and pairs of a text have no punctuation in them."""
    alone = np.array([character.isalnum() for character in text])
    return np.concatenate((alone, alone[:-1] & alone[1:]))
