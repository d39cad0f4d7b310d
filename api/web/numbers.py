"""Numbers in addresses and forms, which may hold anything."""

_DIGITS = 9
"""A number with more digits is none of ours, and PostgreSQL would not take it."""


def number_in(text: str) -> int | None:
    """Return the number that a text is, if it is one that a row may have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None
