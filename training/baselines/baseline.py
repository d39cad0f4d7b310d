"""What a baseline is: something taught from labelled data that then answers for itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft
from training.labels import Corpus


@dataclass(frozen=True, slots=True)
class Judged:
    """What a baseline says of some drafts.

    Attributes:
        likely: how likely each flag is, between 0 and 1 but not calibrated. Shape (drafts, 3).
        found: which flags it asserts, same shape.
        units: a score for every unit, in the order of ``data/departments.jsonl``. Shape (drafts, units).
    """

    likely: NDArray[np.float64]
    found: NDArray[np.bool_]
    units: NDArray[np.float64]


Judge = Callable[[Sequence[Draft]], Judged]
"""A baseline that was taught flags and units."""

Sorter = Callable[[Sequence[str]], list[str]]
"""A baseline that was taught topics: texts in, the topic of each out."""


class Baseline(Protocol):
    """One way of judging. What it needs at hand (words, libraries) is loaded when it is made."""

    def learn(self, corpus: Corpus) -> Judge:
        """Learn the three flags from the drafts, the units from drafts and titles."""

    def learn_topics(self, texts: Sequence[str], topics: Sequence[str]) -> Sorter:
        """Learn one topic for each text."""
