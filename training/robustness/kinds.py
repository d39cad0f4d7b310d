"""The kinds of change that must not move a verdict, and how often one may."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from model.draft import Draft
from training.robustness.blanks import blanks
from training.robustness.digits import digits
from training.robustness.line_breaks import line_breaks
from training.robustness.place_names import place_names
from training.robustness.stock_words import stock_words
from training.robustness.stops import stops
from training.robustness.widths import widths

CLEARED_AT_MOST = 0.0
"""Target: share of vague drafts that copied policy text may clear."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change.

    Attributes:
        name: of the kind.
        change: makes another draft of a draft, or returns it as it is where it has nothing to change.
        target: share of verdicts that may differ at most.
    """

    name: str
    change: Callable[[Draft, Random], Draft]
    target: float


KINDS = (
    Kind("stock_words", stock_words, 0.05),
    Kind("place_names", place_names, 0.03),
    Kind("digits", digits, 0.03),
    Kind("widths", widths, 0.03),
    Kind("line_breaks", line_breaks, 0.03),
    Kind("blanks", blanks, 0.03),
    Kind("stops", stops, 0.03),
)


def chance_for(draft: Draft, name: str, seed: int) -> Random:
    """Return what a kind draws from: hangs on the draft, the kind and the seed, not on other drafts."""
    return Random(f"{seed}\n{name}\n{draft.title}\n{draft.body}")  # noqa: S311 - nothing secret is drawn
