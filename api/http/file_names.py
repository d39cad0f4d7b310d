"""The name of an uploaded file, as it may be shown and put into messages."""

import re
import unicodedata

LONGEST = 200
"""Characters of a name."""
UNNAMED = "未命名"

_SEPARATORS = re.compile(r"[/\\]")
_LONGEST_ENDING = 20
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def file_name(given: str | None) -> str:
    """Return the last part of a path without anything that cannot be seen.

    A browser sends the name alone, but programs may send anything. The ending is kept, since it says what
    kind of file it is.

    Args:
        given: as uploaded.

    Returns:
        At most :data:`LONGEST` characters on one line, no separator of folders among them; never empty.
    """
    last = _SEPARATORS.split(given or "")[-1]
    seen = "".join(character for character in last if unicodedata.category(character) not in _UNSEEN).strip()
    if not seen.strip("."):
        return UNNAMED
    return _shortened(seen)


def _shortened(name: str) -> str:
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        return name[:LONGEST].strip()
    return f"{stem[: LONGEST - len(ending) - 1].rstrip()}.{ending}"
