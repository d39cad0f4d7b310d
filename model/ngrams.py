"""Word and character n-grams of a text as 64-bit numbers, without building a string for each.

A polynomial hash of any stretch of the text is the difference of two running sums times a power of the
(inverse) base, all modulo 2**64 (Karp and Rabin 1987); numpy takes all stretches at once. Words come from
jieba's dictionary through its Rust port, the same in training and in use.
"""

from functools import cache

import numpy as np
import rjieba
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15  # odd, hence invertible modulo 2**64
_WORD, _WORD_PAIR = 8, 9


def ngrams(text: str, sizes: tuple[int, ...], salt: int) -> Hashes:
    """Hash the character n-grams, the words and the pairs of neighbouring words of a text.

    Args:
        text: canonical text; digits count as one and the same digit, so that no number is learned by heart.
        sizes: lengths of the character n-grams, in code points.
        salt: which block of features these belong to; equal stretches under two salts hash differently.

    Returns:
        One number for each occurrence, unordered, repeats included.
    """
    folded = text.lower().translate(_DIGITS)
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(
        np.uint64
    ) + np.uint64(1)
    count = len(codes)
    if not count:
        return np.empty(0, np.uint64)
    powers, inverses = _powers(1 << (count - 1).bit_length() if count > 1 else 1)
    sums = np.zeros(count + 1, np.uint64)
    np.cumsum(codes * powers[:count], out=sums[1:])
    found = [
        _mix((sums[n:] - sums[:-n]) * inverses[: count - n + 1], salt * 16 + n) for n in sizes if count >= n
    ]
    ends = np.cumsum([len(word) for word in rjieba.cut(folded)])
    starts = np.concatenate(([0], ends[:-1]))
    found.append(_mix((sums[ends] - sums[starts]) * inverses[starts], salt * 16 + _WORD))
    found.append(_mix((sums[ends[1:]] - sums[starts[:-1]]) * inverses[starts[:-1]], salt * 16 + _WORD_PAIR))
    return np.concatenate(found)


_DIGITS = str.maketrans("123456789", "000000000")


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """Return base**i and base**-i modulo 2**64 for i below ``count``, a power of two."""
    tables = []
    for base in (_BASE, pow(_BASE, -1, 1 << 64)):
        table = np.ones(1, np.uint64)
        while len(table) < count:
            table = np.concatenate((table, table * np.uint64(pow(base, len(table), 1 << 64))))
        tables.append(table)
    return tables[0], tables[1]


def _mix(hashes: Hashes, salt: int) -> Hashes:
    """Spread the bits (the finaliser of SplitMix64) so that neighbouring hashes do not stay neighbours."""
    hashes = hashes ^ np.uint64(salt * _BASE & 0xFFFFFFFFFFFFFFFF)
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
