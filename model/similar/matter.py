"""Whether two drafts are on the same matter: a few comparisons, added up."""

import tomllib
from functools import cache
from typing import NamedTuple

import numpy as np

from model import content
from model.errors import ContentError
from model.similar.likeness import AGAINST, COPIED, FOR, Drafts, Floats, Rows, compare

SAME = 0.5
"""Chance from which on two drafts are said to be on the same matter."""

_GROUPED = 0.7
_GROUPED_ODDS = 0.56
"""Times the square root of the number of drafts: the odds from which on two are put into one group."""

_EQUAL = 0.9999

_COPIED = np.array([0.75, 0.93, 0.95, 0.5])
"""Of the comparisons called :data:`~model.similar.likeness.COPIED`, from which on one draft is a copy of the
other: with another title, a sentence more or less, or in another order; but no place in another's stead. Of
drafts of the corpus with their title changed and a sentence added or left out 85 to 100 in 100 are found so;
of those with their village changed 5."""
_COPY = 0.999

WEIGHTS = content.FOLDER / "similar" / "weights.toml"


class Weights(NamedTuple):
    """How much each comparison counts; ``of`` in the order of ``FOR`` and ``AGAINST``, none below 0."""

    bias: float
    of: Floats


def chances(own: Rows, other: Rows, pairs: tuple[Drafts, Drafts]) -> Floats:
    """Return how likely drafts are on the same matter, shape (pairs,); the arguments are as of ``compare``.

    By a logistic regression in which likeness can only speak for the same matter and difference only against.
    Drafts that say the same in the same words are, however short they be, and copies as good as certainly.
    """
    weights = fitted()
    compared = compare(own, other, pairs)
    chance = 1 / (1 + np.exp(-(laid_out(compared) @ weights.of + weights.bias)))
    copies = (compared[:, : len(COPIED)] >= _COPIED).all(axis=1)
    chance = np.where(copies, np.maximum(chance, _COPY), chance)
    return np.where(compared[:, 0] > _EQUAL, 1.0, chance)


def grouped_from(drafts: int) -> float:
    """Return the chance from which on two drafts are put into one group.

    The more drafts there are, the more pairs of them are on two matters, while each draft has hardly more
    others on its own; without a higher bar, more and more of the groups would be wrong. The odds grow with
    the square root of the number of drafts; bar and growth are chosen on the half of the session for
    choosing, alone and among drafts of the corpus.

    Args:
        drafts: how many are grouped.
    """
    odds = _GROUPED_ODDS * float(np.sqrt(drafts))
    return max(_GROUPED, odds / (1 + odds))


def laid_out(compared: Floats) -> Floats:
    """Return comparisons as they are added up: likeness by its square root, difference with a minus."""
    front, behind = len(COPIED), len(COPIED) + len(FOR)
    return np.concatenate((np.sqrt(compared[:, front:behind]), -compared[:, behind:]), axis=1)


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
