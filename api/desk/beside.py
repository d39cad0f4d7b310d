"""Drafts of one group beside the one that stands for them.

What the grouping of a batch found out holds for the representative of that time; people choose another, or
put in drafts of other batches, and then it is found out anew.
"""

from collections.abc import Sequence

import numpy as np

from model.draft import Draft
from model.similar.likeness import lay_out
from model.similar.matter import chances
from model.similar.passages import COPIED, copied, shared_passages
from model.similar.rarity import rarity
from model.similar.sketch import sketch


def likeness(own: Draft, others: Sequence[Draft]) -> tuple[float, ...]:
    """Return how likely each of the others is on the matter of the first, 0 to 1."""
    if not others:
        return ()
    sketches = sketch([draft.masked for draft in (own, *others)])
    rows = lay_out(sketches, rarity([sketches]))
    count = len(others)
    found = chances(rows, rows, (np.zeros(count, np.intp), np.arange(1, count + 1, dtype=np.intp)))
    return tuple(found.tolist())


def near_copies(own: Draft, others: Sequence[Draft]) -> bool:
    """Whether half of the words of each of the others, or more, stand in the first."""
    return all(copied(shared_passages(own, other), other) >= COPIED for other in others)
