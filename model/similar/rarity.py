"""How much it tells that two drafts share a pair of characters, or one: the rarer, the more."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from model.similar.background import ITEMS, background
from model.similar.sketch import DEED, STRETCH, Sketches

Rarity = NDArray[np.float32]
"""How telling each pair and each character is, shape (ITEMS,)."""


def rarity(lots: Sequence[Sketches]) -> Rarity:
    """Return how telling each pair of characters, and each one, is among drafts and those of the background.

    The square of the inverse document frequency (Spärck Jones 1972), as in a cosine of vectors of it.
    What stands in every draft of a session, such as the name of the county, counts little.
    """
    known = background()
    counts = known.counts + known.letters + sum(standing(lot) for lot in lots)
    drafts = known.drafts + sum(len(lot) for lot in lots)
    return np.square(np.log((drafts + 1) / (counts + 0.5), dtype=np.float32))


def standing(sketches: Sketches) -> NDArray[np.int64]:
    """Return in how many drafts each pair of characters, and each one, stands, shape (ITEMS,)."""
    return np.bincount(sketches.items[(sketches.marks & (STRETCH | DEED)) == 0], minlength=ITEMS)
