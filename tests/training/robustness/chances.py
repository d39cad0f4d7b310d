"""Chance as the changes are given it."""

from random import Random


def chance(seed: int = 0) -> Random:
    """Return what a change draws from."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn
