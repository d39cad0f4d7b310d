"""What the heads say of a draft before any of it is a probability."""

from dataclasses import dataclass

import numpy as np

from model.bundle import Blend
from model.content import REASONS
from model.draft import Draft
from model.encoder import Reading
from model.review import TRIAGE
from model.rubric import FLAGS
from model.units import UnitScores


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one draft.

    Attributes:
        judged: of flags, codes and triage, by name.
        units: of the units, for the draft and for each ask.
    """

    judged: dict[str, float]
    units: UnitScores


def blended(scores: Scores, draft: Draft, reading: Reading, blend: Blend) -> Scores:
    """Add what the encoder reads in a draft to what the linear heads say of it."""
    said = reading.whole
    names = (*FLAGS, *REASONS, *TRIAGE)
    factors = [blend.flags] * len(FLAGS) + [blend.codes] * len(REASONS) + [blend.triage] * len(TRIAGE)
    asks = [reading.ask(ask.start, ask.end) for ask in draft.asks]
    return Scores(
        {
            name: scores.judged[name] + factor * own
            for name, factor, own in zip(names, factors, said[: len(names)].tolist(), strict=True)
        },
        UnitScores(
            scores.units.draft + np.float32(blend.units) * said[len(names) :],
            scores.units.asks + np.float32(blend.asks) * np.stack(asks) if asks else scores.units.asks,
        ),
    )
