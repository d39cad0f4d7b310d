"""The corpus in three parts that share no group: to learn from, to choose and calibrate by, to report on.

An encoder takes an hour to fine-tune, so it cannot be trained anew for every fold of an evaluation. It learns
from the first part alone; what is said of it comes from the last.
"""

import hashlib
from dataclasses import dataclass

from training.labels import Corpus

_TUNE, _TEST = 0.12, 0.12


@dataclass(frozen=True, slots=True)
class Parts:
    """The corpus in three.

    Attributes:
        learn: about three quarters.
        tune: groups by which training stops, blends and calibrates.
        test: groups that nothing but the report sees.
    """

    learn: Corpus
    tune: Corpus
    test: Corpus


def parts(corpus: Corpus) -> Parts:
    """Split a corpus. Where a group goes hangs on its name alone, so a larger corpus moves none."""

    def between(low: float, high: float) -> Corpus:
        return Corpus(
            tuple(row for row in corpus.drafts if low <= _share(row.group) < high),
            tuple(row for row in corpus.titles if low <= _share(row.title) < high),
        )

    return Parts(between(_TUNE + _TEST, 1.0), between(_TEST, _TUNE + _TEST), between(0.0, _TEST))


def reserved(group: str) -> bool:
    """Return whether a group, or a title, is in one of the parts that no encoder learns from."""
    return _share(group) < _TUNE + _TEST


def reported(group: str) -> bool:
    """Return whether a group, or a title, is in the part that nothing but a report sees."""
    return _share(group) < _TEST


def _share(name: str) -> float:
    """Return a number from 0 to below 1 that hangs on the name alone."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6]) / 2**48
