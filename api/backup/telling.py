"""Telling how far a backup or a restore is, by the bytes that went through."""

from collections.abc import Callable

Report = Callable[[str, float], None]
"""Called with the stage, in Chinese, and how much of the whole is done, 0 to 1."""


def telling(stage: str, total: int, begin: float, end: float, report: Report) -> Callable[[int], None]:
    """Return what is to be called with the bytes of each piece.

    Args:
        stage: what is being done, in Chinese.
        total: bytes of all pieces.
        begin: share of the whole that is done before the first.
        end: and after the last.
        report: told of it.
    """
    done = 0

    def told(size: int) -> None:
        nonlocal done
        done += size
        report(stage, begin + (end - begin) * min(done / max(total, 1), 1.0))

    return told
