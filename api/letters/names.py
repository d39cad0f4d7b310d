"""What the files of a draft are called: on every system, and never twice."""

import re
import unicodedata

from api.batch.rows import Scored
from api.safe import safe

_BYTES = 180
"""Of the name without its ending: a system keeps 255, and programs put something in front or behind."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ufffd]+')
_BLANK = re.compile(r"\s+")
_LABEL = 30


def file_name(scored: Scored, ending: str = ".docx") -> str:
    """Return number, 编号 and title as a file name that Windows takes, too.

    The number comes first and is never the same for two drafts, so neither is the name; and no name that
    begins with a digit is one that Windows keeps for itself, such as ``CON``.

    Args:
        scored: the draft.
        ending: with its dot.
    """
    entry = scored.entry
    label = _plain(entry.fields.get("编号", ""))[:_LABEL]
    words = " ".join(part for part in (label, _plain(scored.review.title)) if part)
    stem = _held(f"{entry.number:04d}-{words}")
    return f"{stem.rstrip(' .-')}{ending}"


def _plain(text: str) -> str:
    return _BLANK.sub(" ", _FORBIDDEN.sub(" ", unicodedata.normalize("NFC", safe(text)))).strip(" .")


def _held(name: str) -> str:
    return name.encode("utf-8")[:_BYTES].decode("utf-8", "ignore")
