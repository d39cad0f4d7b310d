"""How lengths, probabilities and units are spread over the data of a model, to compare later drafts with."""

from collections.abc import Mapping
from dataclasses import dataclass

from model.rubric import FlagName

LENGTHS = (100, 200, 300, 450, 600, 900, 1500)
"""Edges between the lengths of a body that are told apart, in code points."""
CHANCES = (0.05, 0.1, 0.2, 0.4, 0.65, 0.85, 0.95)
"""Edges between the probabilities of a flag that are told apart; 0.4 and 0.65 are those of 拿不准."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Drafts that a model had not learnt from, counted.

    Attributes:
        lengths: in each stretch between :data:`LENGTHS`.
        flags: for each flag in each stretch between :data:`CHANCES`.
        units: for each unit that was the likeliest for 主办.
    """

    lengths: tuple[int, ...]
    flags: Mapping[FlagName, tuple[int, ...]]
    units: Mapping[str, int]
