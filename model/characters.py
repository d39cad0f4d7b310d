"""The characters an encoder knows, and a text as their numbers: one number a character.

A Chinese BERT reads Chinese character by character anyway. Letters and digits are read singly, too, so that
each number stands for exactly one code point of the text and no tokeniser is needed.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

PADDING, UNKNOWN, FIRST, BETWEEN, MASK = range(5)
"""Numbers that stand for no character, in the order in which their rows lie in the embedding."""
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""Their names in a checkpoint's vocabulary."""

_ALIKE = str.maketrans("“”‘’—–―…·•×【】〔〕《》〈〉", "\"\"''---.··x[][]《》《》")
"""Characters that a checkpoint may lack and that read as well as another one."""
_DIGIT = "1"
"""Every digit is read as this one: how many digits a number has tells, which ones hardly ever does."""


@dataclass(frozen=True)
class Characters:
    """The characters an encoder knows.

    Attributes:
        known: in the order of their numbers, the first of which is ``len(SPECIAL)``.
    """

    known: str

    def numbers(self, text: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the number of each character that is not blank, and where it stands; both of one length.

        Args:
            text: canonical text.
        """
        lower = text.lower()
        codes = (
            np.frombuffer(lower.translate(_ALIKE).encode("utf-32-le", "replace"), np.uint32)
            if len(lower) == len(text)
            else np.array([ord(each.lower()[0]) for each in text], np.uint32)
        )
        codes = np.where((codes >= ord("0")) & (codes <= ord("9")), ord(_DIGIT), codes)
        at = np.flatnonzero((codes != ord(" ")) & (codes != ord("\n")))
        order, sorted_codes = self._table
        found = np.minimum(np.searchsorted(sorted_codes, codes[at]), len(sorted_codes) - 1)
        numbers = np.where(sorted_codes[found] == codes[at], order[found] + len(SPECIAL), UNKNOWN)
        return numbers.astype(np.int64), at

    @cached_property
    def _table(self) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        codes = np.frombuffer(self.known.encode("utf-32-le"), np.uint32)
        order = np.argsort(codes)
        return order, codes[order]
