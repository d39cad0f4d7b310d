"""Split labelled data so that drafts on the same matter stay together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def held_out(groups: Sequence[str], folds: int) -> list[NDArray[np.intp]]:
    """Split into ``folds`` test sets so that a group is never on both sides.

    Deterministic: the largest groups first, then by name, each into the emptiest fold.

    Returns:
        The indices of each test set.
    """
    names, sizes = np.unique(np.asarray(groups), return_counts=True)
    fold_of: dict[str, int] = {}
    filled = [0] * folds
    for index in np.lexsort((names, -sizes)):
        fold = int(np.argmin(filled))
        fold_of[str(names[index])] = fold
        filled[fold] += int(sizes[index])
    member = np.array([fold_of[group] for group in groups])
    return [np.flatnonzero(member == fold) for fold in range(folds)]
