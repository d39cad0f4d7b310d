"""Every parser."""

from collections.abc import Callable
from pathlib import Path

from model.reviewer import Reviewer
from tests.fuzz.file_targets import file_targets
from tests.fuzz.target import Target
from tests.fuzz.value_targets import value_targets

FOUND = Path(__file__).parent / "found"
"""Inputs that once did what none may do, in a folder for each parser."""


def targets(reviewer: Callable[[], Reviewer] | None = None) -> dict[str, Target]:
    """Return the parsers by name."""
    return {each.name: each for each in (*file_targets(), *value_targets(reviewer))}
