"""Where an exception happened and of what kind it is: all that may be said of it in a log."""

import traceback

_FRAMES = 6
"""Innermost calls that are told; the others are the same for every error."""


def located(error: BaseException) -> str:
    """Return where an error happened and of what kind it is, without its message, which can hold anything."""
    frames = traceback.format_tb(error.__traceback__)[-_FRAMES:]
    return f"{_kinds(error)}\n{''.join(frames)}"


def _kinds(error: BaseException) -> str:
    """Name an error and those it came from, the last one first."""
    before = error.__cause__ or error.__context__
    return type(error).__name__ + (f" from {_kinds(before)}" if before else "")
