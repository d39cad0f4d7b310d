"""What the heads say of a draft before any of it is a probability."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.content import REASONS
from model.draft import Draft
from model.encoder import Reading
from model.judging import FLAG_OF
from model.origins import handed_over
from model.review import TRIAGE
from model.rubric import FLAGS
from model.tier import Blend
from model.unit_list import UnitList
from model.units import UnitScores

JUDGED = (*FLAGS, *REASONS, *TRIAGE)
"""What the heads that judge a draft look for, in the order of their columns."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one draft.

    Attributes:
        judged: of flags, codes and triage, by name.
        units: of the units, for the draft and for each ask.
    """

    judged: dict[str, float]
    units: UnitScores


def factors(blend: Blend) -> NDArray[np.float32]:
    """Return how much the encoder counts for the flags, codes and triage classes, in this order."""
    flags = {flag: getattr(blend, flag) for flag in FLAGS}
    own = [flags[flag] for flag in FLAGS] + [flags[FLAG_OF[code]] for code in REASONS]
    return np.array(own + [blend.triage] * len(TRIAGE), np.float32)


def blended(scores: Scores, draft: Draft, reading: Reading, blend: Blend, units: UnitList) -> Scores:
    """Add what the encoder reads in a draft to what the linear heads say of it.

    Args:
        scores: of the linear heads.
        draft: that was read.
        reading: by the encoder, which knows the bundled units alone.
        blend: how much it counts.
        units: of the linear heads.
    """
    judged, whole = np.split(reading.whole, [len(JUDGED)])
    lent = (factors(blend) * judged).tolist()
    asks = [reading.ask(ask.start, ask.end) for ask in draft.asks]
    return Scores(
        {name: scores.judged[name] + own for name, own in zip(JUDGED, lent, strict=True)},
        UnitScores(
            scores.units.draft + np.float32(blend.units) * handed_over(whole, units),
            scores.units.asks + np.float32(blend.asks) * handed_over(np.stack(asks), units)
            if asks
            else scores.units.asks,
        ),
    )
