"""Word and character n-grams of texts as 64-bit numbers, without building a string for each.

The hash of a stretch is a polynomial in its code points, modulo 2**64 (Karp and Rabin 1987), so that the hash
of two neighbours follows from theirs; numpy takes all stretches of many texts at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from model.words import Words, cut

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.intp]

_BASE = 0x9E3779B97F4A7C15
_WORD, _WORD_PAIR = 8, 9


@dataclass(frozen=True, slots=True)
class NGrams:
    """The n-grams of several texts, one entry for each occurrence, unordered.

    Attributes:
        hashes: shape (n-grams,).
        text_of: number of the text each stands in, same shape.
    """

    hashes: Hashes
    text_of: Numbers


def ngrams(text: str, sizes: tuple[int, ...], salt: int) -> Hashes:
    """Hash the n-grams of one text; see :func:`ngrams_of`."""
    return ngrams_of([cut(text)], sizes, [salt]).hashes


def ngrams_of(texts: Sequence[Words], sizes: tuple[int, ...], salts: Sequence[int]) -> NGrams:
    """Hash the character n-grams, the words and the pairs of neighbouring words of texts.

    Args:
        texts: canonical; digits count as one and the same digit, so that no number is learned by heart.
        sizes: lengths of the character n-grams, in code points.
        salts: for each text, which block of features it belongs to; equal stretches under two salts hash
            differently.
    """
    codes = np.frombuffer("".join([text.text for text in texts]).encode("utf-32-le"), np.uint32)
    if not len(codes):
        return NGrams(np.empty(0, np.uint64), np.empty(0, np.intp))
    text_of = np.repeat(np.arange(len(texts)), [len(text.text) for text in texts])
    values = codes.astype(np.uint64)
    values[(codes > ord("0")) & (codes <= ord("9"))] = ord("0")
    values += np.uint64(1)
    ends = np.frombuffer(b"".join([text.ends for text in texts]), np.uint8)
    found = [*(_runs(values, text_of, size) for size in sizes), *_words(values, text_of, ends)]
    salted = zip(found, _salts(salts, (*sizes, _WORD, _WORD_PAIR)), strict=True)
    return NGrams(
        _mix(np.concatenate([hashes ^ salt[of] for (hashes, of), salt in salted])),
        np.concatenate([of for _, of in found]),
    )


def _runs(values: Hashes, text_of: Numbers, size: int) -> tuple[Hashes, Numbers]:
    """Hash every run of ``size`` characters that lies in one text."""
    last = size - 1
    if not last:
        return values, text_of
    hashes = values[:-last].copy()
    for at in range(1, size):
        hashes += values[at : len(values) - last + at] * np.uint64(pow(_BASE, at, 1 << 64))
    inside = text_of[:-last] == text_of[last:]
    return hashes[inside], text_of[:-last][inside]


def _words(
    values: Hashes, text_of: Numbers, ends: NDArray[np.uint8]
) -> tuple[tuple[Hashes, Numbers], tuple[Hashes, Numbers]]:
    """Hash every word, and every two neighbouring words of one text."""
    behind = np.flatnonzero(ends) + 1
    starts = np.concatenate(([0], behind[:-1]))
    lengths = behind - starts
    powers = _powers(1 << int(lengths.max()).bit_length())
    inside = np.arange(len(values)) - np.repeat(starts, lengths)
    words, of = np.add.reduceat(values * powers[inside], starts), text_of[starts]
    pairs = words[:-1] + words[1:] * powers[lengths[:-1]]
    together = of[:-1] == of[1:]
    return (words, of), (pairs[together], of[:-1][together])


@cache
def _powers(count: int) -> Hashes:
    """Return base**i modulo 2**64 for i below ``count``, a power of two."""
    powers = np.ones(1, np.uint64)
    while len(powers) < count:
        powers = np.concatenate((powers, powers * np.uint64(pow(_BASE, len(powers), 1 << 64))))
    return powers


def _salts(salts: Sequence[int], kinds: tuple[int, ...]) -> Hashes:
    """Return what tells blocks and kinds of n-grams apart, shape (kinds, texts)."""
    of_kinds = np.array(kinds, np.uint64)[:, None]
    return (np.array(salts, np.uint64) * np.uint64(16) + of_kinds) * np.uint64(_BASE)


def _mix(hashes: Hashes) -> Hashes:
    """Spread the bits (the finaliser of SplitMix64) so that neighbouring hashes do not stay neighbours."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))
