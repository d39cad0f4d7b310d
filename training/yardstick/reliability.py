"""Whether probabilities mean what they say: what is stated beside what turned out, bin by bin."""

from dataclasses import dataclass

import numpy as np

from training.measures import BINS, Bools, Floats, bins, share
from training.yardstick.resamples import Estimate, Resamples


@dataclass(frozen=True, slots=True)
class Bin:
    """The texts whose probability lies in one of ten bins of equal width.

    Attributes:
        count: number of texts.
        stated: mean probability.
        share: share of them on which it was so.
    """

    count: int
    stated: float
    share: Estimate


def reliability(resamples: Resamples, truth: Bools, probability: Floats) -> tuple[Bin, ...]:
    """Return the bins that hold a text, the lowest first."""
    member = bins(probability)[:, None] == np.arange(BINS)
    member = member[:, member.any(axis=0)]
    shares = resamples.estimates(lambda weights: share(weights, truth[:, None] & member, member))
    return tuple(
        Bin(int(inside.sum()), float(probability[inside].mean()), estimate)
        for inside, estimate in zip(member.T, shares, strict=True)
    )
