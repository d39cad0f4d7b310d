"""Whether two drafts are on the same matter: a few comparisons, added up."""

import tomllib
from functools import cache
from typing import NamedTuple

import numpy as np

from model import content
from model.errors import ContentError
from model.similar.likeness import AGAINST, FOR, Drafts, Floats, Rows, compare

SAME = 0.5
"""Chance from which on two drafts are said to be on the same matter."""

GROUPED = 0.7
"""Chance from which on they are put into one group: a whole session holds so many more pairs that are on two
matters that otherwise more of these would be taken for one than of those that are."""

_EQUAL = 0.9999

WEIGHTS = content.FOLDER / "similar" / "weights.toml"


class Weights(NamedTuple):
    """How much each comparison counts; ``of`` in the order of ``FOR`` and ``AGAINST``, none below 0."""

    bias: float
    of: Floats


def chances(own: Rows, other: Rows, pairs: tuple[Drafts, Drafts]) -> Floats:
    """Return how likely drafts are on the same matter, shape (pairs,); the arguments are as of ``compare``.

    By a logistic regression in which likeness can only speak for the same matter and difference only against.
    Drafts that say the same in the same words are, however short they be.
    """
    weights = fitted()
    compared = compare(own, other, pairs)
    chance = 1 / (1 + np.exp(-(laid_out(compared) @ weights.of + weights.bias)))
    return np.where(compared[:, 0] > _EQUAL, 1.0, chance)


def laid_out(compared: Floats) -> Floats:
    """Return comparisons as they are added up: likeness by its square root, difference with a minus."""
    behind = 1 + len(FOR)
    return np.concatenate((np.sqrt(compared[:, 1:behind]), -compared[:, behind:]), axis=1)


@cache
def fitted() -> Weights:
    """Return the weights that ``python -m training.similar.fit`` found.

    Raises:
        ContentError: the file is missing or not what it should be.
    """
    try:
        kept = tomllib.loads(WEIGHTS.read_text("utf-8"))
        named = {**kept["for"], **kept["against"]}
        return Weights(float(kept["bias"]), np.array([float(named[name]) for name in (*FOR, *AGAINST)]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError("读不出来", where=str(WEIGHTS), remedy="请重新安装 lianshen") from error
