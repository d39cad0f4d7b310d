"""What is known of characters and pairs of them beforehand: how common each is, what a pair is about.

Counted on the drafts the program comes with. Without them two drafts alone could not tell a common word from
a name, nor 路灯 and 照明 from two unlike words.
"""

import hashlib
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from model import content
from model.errors import ContentError

PLACE = content.FOLDER / "similar" / "background.safetensors"

BITS = 22
ITEMS = 1 << BITS
"""Numbers that a pair of characters may have; Chinese text of any size uses some hundred thousand pairs."""


@dataclass(frozen=True, slots=True)
class Background:
    """Counts of the pairs and characters that stand in several drafts, and topics of the pairs.

    Attributes:
        drafts: how many there are.
        counts: in how many of them each pair stands, shape (ITEMS,).
        letters: in how many of them each single character stands, likewise.
        known: the pairs with topics, ascending.
        topics: the direction of each, shape (known, topics).
        typical: how many pairs a draft has.
    """

    drafts: int
    counts: NDArray[np.int64]
    letters: NDArray[np.int64]
    known: NDArray[np.int64]
    topics: NDArray[np.float32]
    typical: float = field(init=False)
    _row: NDArray[np.int32] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        row = np.full(ITEMS, len(self.known), np.int32)
        row[self.known] = np.arange(len(self.known), dtype=np.int32)
        object.__setattr__(self, "_row", row)
        object.__setattr__(self, "typical", float(self.counts.sum()) / max(self.drafts, 1))
        none = np.zeros((1, self.topics.shape[1]), np.float32)
        object.__setattr__(self, "topics", np.concatenate((self.topics, none)))

    def directions(self, items: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what drafts are about: the sum over their pairs, of length 1 (latent semantic analysis).

        Args:
            items: the pairs of all drafts, one behind the other.
            starts: the first of each draft, shape (drafts,).
        """
        sums = np.zeros((len(starts), self.topics.shape[1]), np.float32)
        filled = np.diff(starts, append=len(items)) > 0
        if filled.any():
            sums[filled] = np.add.reduceat(self.topics[self._row[items]], starts[filled])
        length = np.sqrt(np.square(sums).sum(axis=1, keepdims=True))
        return np.asarray(sums / np.maximum(length, 1e-9), np.float32)


@cache
def digest() -> str:
    """Return what tells this background from others."""
    return hashlib.sha256(PLACE.read_bytes()).hexdigest()


@cache
def background() -> Background:
    """Return what ``python -m training.similar.background`` counted.

    Raises:
        ContentError: the file is missing or not what it should be.
    """
    try:
        arrays = load_file(PLACE)
        counts, letters = np.zeros((2, ITEMS), np.int64)
        counts[arrays["pairs"]] = arrays["counts"]
        letters[arrays["letters"]] = arrays["letter_counts"]
        return Background(
            int(arrays["drafts"][0]),
            counts,
            letters,
            arrays["known"].astype(np.int64),
            arrays["topics"].astype(np.float32),
        )
    except (OSError, SafetensorError, KeyError, IndexError) as error:
        raise ContentError("读不出来", where=str(PLACE), remedy="请重新安装 lianshen") from error
