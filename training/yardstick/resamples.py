"""Intervals by the bootstrap: measure again and again on what a redrawn sample would hold."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.measures import Floats

RESAMPLES = 1000
_SEED = 0
_CELLS = 2**21
"""Weights held in memory at a time."""

Measure = Callable[[Floats], Floats]
"""From weights, shape (resamples, rows), to measures, shape (resamples, columns)."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure with its 95 % interval; all ``None`` where there is nothing to measure.

    Attributes:
        value: on the texts as they are.
        low: the 2.5th percentile of the resamples.
        high: the 97.5th percentile.
    """

    value: float | None
    low: float | None
    high: float | None


class Resamples:
    """Samples redrawn from the same texts, whole groups with replacement (Efron 1979; Field & Welsh 2007).

    Percentile intervals, from a fixed seed. A resample in which a measure has nothing to measure, as the
    recall of a fault that was not redrawn, is left out of its interval.
    """

    def __init__(self, groups: Sequence[str]) -> None:
        names, self._member = np.unique(np.asarray(groups, np.str_), return_inverse=True)
        count = max(len(names), 1)
        drawn = np.random.default_rng(_SEED).integers(count, size=(RESAMPLES, count), dtype=np.int64)
        drawn += count * np.arange(RESAMPLES)[:, None]
        times = np.bincount(drawn.ravel(), minlength=RESAMPLES * count).reshape(RESAMPLES, count)
        self._times: NDArray[np.uint16] = times.astype(np.uint16)

    def among(self, rows: Sequence[int]) -> "Resamples":
        """Return the same resamples, of which only some rows are measured."""
        part = object.__new__(Resamples)
        part._member, part._times = self._member[np.array(rows, np.intp)], self._times
        return part

    def estimate(self, measure: Measure) -> Estimate:
        """Return one measure with its interval; ``measure`` returns shape (resamples,)."""
        (estimate,) = self.estimates(lambda weights: measure(weights)[:, None])
        return estimate

    def estimates(self, measure: Measure) -> tuple[Estimate, ...]:
        """Return measures with their intervals, one for each column of what ``measure`` returns."""
        values = measure(np.ones((1, len(self._member))))[0]
        drawn = np.concatenate([measure(block) for block in self._blocks()])
        return tuple(_estimate(value, column) for value, column in zip(values, drawn.T, strict=True))

    def _blocks(self) -> Iterator[Floats]:
        step = max(_CELLS // max(len(self._member), 1), 1)
        for start in range(0, RESAMPLES, step):
            yield self._times[start : start + step, self._member].astype(np.float64)


def _estimate(value: float, drawn: Floats) -> Estimate:
    if np.isnan(value):
        return Estimate(None, None, None)
    low, high = np.percentile(drawn[~np.isnan(drawn)], [2.5, 97.5])
    return Estimate(float(value), float(low), float(high))
