"""The parts of a sample that are measured by themselves, too."""

from bisect import bisect_left
from collections.abc import Sequence

_LONGEST = (150, 400, 800)
LENGTHS = ("150 字以内", "151 到 400 字", "401 到 800 字", "800 字以上")


def parts(names: Sequence[str], order: Sequence[str] = ()) -> dict[str, list[int]]:
    """Return the rows of each part; nothing where there is but one part.

    Args:
        names: of the part each row belongs to.
        order: of the parts, if not by first occurrence.
    """
    known = [name for name in order or dict.fromkeys(names) if name in names]
    if len(known) < 2:
        return {}
    return {name: [row for row, each in enumerate(names) if each == name] for name in known}


def length(text: str) -> str:
    """Return the name of the range in which the number of characters of a text lies."""
    return LENGTHS[bisect_left(_LONGEST, len(text))]
