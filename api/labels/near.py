"""Texts that are nearly the same as others, found among all that labels are about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.draft import Draft
from model.similar.sketch import Sketches, join, sketch

if TYPE_CHECKING:
    from model.similar.rarity import Rarity

MOST = 200_000
"""Texts beyond which nobody looks for near ones."""
ALIKE = 0.8
"""How much alike two texts are, 0 to 1, from which on they are said to be nearly the same."""

_LOT = 64
_NEAREST = 3
_PAIRS = 20_000


class Near(NamedTuple):
    """A text of this import that is nearly the same as another.

    Attributes:
        own: number of the text, in the order in which texts were added.
        other: likewise of the other one.
        alike: how much, 0 to 1.
    """

    own: int
    other: int
    alike: float


@dataclass(slots=True)
class Texts:
    """Texts, each once; of each only what is compared is kept.

    Attributes:
        numbers: of the texts by their digests, in the order in which they were added.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    _waiting: list[Draft] = field(default_factory=list)
    _done: list[Sketches] = field(default_factory=list)

    def add(self, digest: str, draft: Draft) -> int | None:
        """Add a text; return its number, or ``None`` where it is there or there are too many."""
        if digest in self.numbers or len(self.numbers) > MOST:
            return None
        number = self.numbers[digest] = len(self.numbers)
        self._waiting.append(Draft(draft.title, draft.body))
        if len(self._waiting) >= _LOT:
            self._sketch()
        return number

    @property
    def too_many(self) -> bool:
        """Whether there are more than are looked at."""
        return len(self.numbers) > MOST

    def near(self, first: int) -> Iterator[Near]:
        """Yield texts from a number on that are nearly the same as another, each once."""
        from model.similar.nearest import nearest_within  # noqa: PLC0415 - brings scipy along
        from model.similar.rarity import rarity  # noqa: PLC0415 - only with it

        self._sketch()
        sketches = join(self._done)
        if self.too_many or len(sketches) < 2 or first >= len(sketches):
            return
        weights = rarity([sketches])
        own, other = nearest_within(sketches, weights, _NEAREST)
        wanted = other >= first  # of a pair the later text has the higher number
        best: dict[int, Near] = {}
        for low, high, alike in _alike(sketches, weights, own[wanted], other[wanted]):
            if alike >= ALIKE and (high not in best or alike > best[high].alike):
                best[high] = Near(high, low, alike)
        yield from (best[number] for number in sorted(best))

    def _sketch(self) -> None:
        if self._waiting:
            self._done.append(sketch(self._waiting))
            self._waiting.clear()


def _alike(
    sketches: Sketches, weights: "Rarity", own: "np.ndarray", other: "np.ndarray"
) -> Iterator[tuple[int, int, float]]:
    """Yield pairs with how much alike they are; some at a time, so that memory stays flat."""
    from model.similar.likeness import compare, lay_out  # noqa: PLC0415 - brings scipy along

    for start in range(0, len(own), _PAIRS):
        low, high = own[start : start + _PAIRS], other[start : start + _PAIRS]
        chosen, at = np.unique(np.concatenate((low, high)), return_inverse=True)
        rows = lay_out(sketches.of(chosen), weights)
        whole = compare(rows, rows, (at[: len(low)], at[len(low) :]))[:, 0]
        yield from zip(low.tolist(), high.tolist(), whole.tolist(), strict=True)
