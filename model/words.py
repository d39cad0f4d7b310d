"""A text cut into words once; stretches of it share the cut.

Words come from jieba's dictionary through its Rust port. It cuts the text at every mark of punctuation and
blank first, and what lies between two of them by itself. So the words of a stretch are those of the whole
text, but for the ones beside an edge that is no such place; only these are cut anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_MARKS = "，。；：！？、（）“”《》… \n"
_MARK = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text and where its words end.

    Attributes:
        text: small letters, each code point standing for one of the text as given.
        ends: one byte for each code point, 1 where a word ends there, else 0.
    """

    text: str
    ends: bytes

    def stretch(self, start: int, end: int) -> "Words":
        """Return a part of a canonical text, cut as if it stood alone."""
        text = self.text[start:end]
        left = 0
        if text and start and not _is_edge(self.text, start):
            mark = _MARK.search(text)
            left = mark.start() if mark else len(text)
        right = len(text)
        if left < right and end < len(self.text) and not _is_edge(self.text, end):
            right = max(map(text.rfind, _MARKS)) + 1
        if not left and right == len(text):
            return Words(text, self.ends[start:end])
        return Words(text, _ends(text[:left]) + self.ends[start + left : start + right] + _ends(text[right:]))


def cut(text: str) -> Words:
    """Cut a text into words."""
    folded = fold(text)
    return Words(folded, _ends(folded))


def join(parts: Sequence[Words]) -> Words:
    """Put texts behind each other, cut as the whole would be."""
    text = "".join([part.text for part in parts])
    inner = [part for part in parts if part.text]
    if all(left.text[-1] in _MARKS or right.text[0] in _MARKS for left, right in pairwise(inner)):
        return Words(text, b"".join([part.ends for part in parts]))
    return Words(text, _ends(text))


def fold(text: str) -> str:
    """Return a text in small letters, the length unchanged; half a surrogate pair becomes ``?``."""
    folded = text.lower()
    if len(folded) != len(text):  # İ alone becomes two
        folded = "".join([small if len(small := letter.lower()) == 1 else letter for letter in text])
    # Which small sigma is written depends on what follows it.
    return folded.replace("ς", "σ").encode("utf-8", "replace").decode()


def _is_edge(text: str, at: int) -> bool:
    return text[at - 1] in _MARKS or text[at] in _MARKS


def _ends(folded: str) -> bytes:
    import rjieba  # noqa: PLC0415 - its dictionary takes half of the time of a help page

    return b"".join(map(_word, map(len, rjieba.cut(folded)))) if folded else b""


@lru_cache(maxsize=64)
def _word(length: int) -> bytes:
    """Return the bytes of one word: only its last code point ends it."""
    return bytes(length - 1) + b"\1"
