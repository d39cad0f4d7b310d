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
    folded = text.lower().encode("utf-8", "replace").decode()  # half a surrogate pair becomes ?
    codes = np.frombuffer(folded.encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = len(codes)
    if not count:
        return np.empty(0, np.uint64)
    codes[(codes > ord("0")) & (codes <= ord("9"))] = ord("0")
    powers, inverses = _powers(1 << (count - 1).bit_length())
    sums = np.zeros(count + 1, np.uint64)
    np.cumsum((codes + np.uint64(1)) * powers[:count], out=sums[1:])
    ends = np.cumsum(np.fromiter(map(len, rjieba.cut(folded)), np.intp))
    starts = np.concatenate(([0], ends[:-1]))
    kinds = [n for n in sizes if count >= n]
    found: list[Hashes] = [(sums[n:] - sums[:-n]) * inverses[: count - n + 1] for n in kinds]
    found.append((sums[ends] - sums[starts]) * inverses[starts])
    found.append((sums[ends[1:]] - sums[starts[:-1]]) * inverses[starts[:-1]])
    kinds += [_WORD, _WORD_PAIR]
    salts = np.array([_salt(salt, kind) for kind in kinds], np.uint64)
    salted: Hashes = np.repeat(salts, [len(part) for part in found])
    return _mix(np.concatenate(found) ^ salted)


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


def _salt(salt: int, kind: int) -> int:
    return (salt * 16 + kind) * _BASE & 0xFFFFFFFFFFFFFFFF


def _mix(hashes: Hashes) -> Hashes:
    """Spread the bits (the finaliser of SplitMix64) so that neighbouring hashes do not stay neighbours."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
