"""What is compared of a draft: small things that stand in it, as numbers, with marks of where each stands.

Most are pairs of neighbouring characters. That two drafts share 关于 or 建议 tells nothing, that they share
乌坪 tells much, and more so where both say it twice, or in a title, or as the name of a village. Beside the
pairs there are the single characters, for who says the same in other words still says 鹅 and 桥; which of
both stand in what is asked for; what the title wants done; and a sample of longer stretches, which shows what
was copied. What a draft is about is a direction learned from the corpus.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.advice.facts import places
from model.draft import Draft
from model.similar.background import BITS, ITEMS, background
from model.words import fold

VERSION = 3
"""Raised whenever the same draft is sketched otherwise than before."""

TITLE, NAME, AGAIN = 1, 2, 4
"""Marks of a pair: it stands in the title, in the name of a place; more than once in the draft."""
STRETCH, DEED, LETTER = 8, 16, 32
"""Marks of what is no pair; a single character has that of the title and of what is asked, too."""
ASKED = 64
"""Mark of pairs and single characters: it stands in what the draft asks for."""
NO_PAIR = STRETCH | DEED | LETTER

_DEEDS = tuple(
    map(
        re.compile,
        (
            "新建|新增|增设|增加|安装|加装|装上|设立|设置|建设|修建|建一|开通|增开|开设|配备|配齐|添置|架设|恢复|重建|补种"
            "|铺|硬化|装",
            "维修|修复|更换|改造|检修|修缮|整修|加固|修补|疏通|换|拓宽|升级",
            "取消|停止|禁止|限制|迁移|拆除|关停|关闭|搬迁|取缔|缩短|清理|查处|打击|整治|规范|治理|监管",
            "补贴|补助|待遇|发放|提高|报销|资金|奖励|保险|收费|价格|降低|减免|费用",
        ),
    )
)
"""What a title can want: to make, to mend, to stop, to pay. One street may want a lamp put up, or mended."""
_MANY = 5_000
_LOT = 64
"""Drafts sketched at a time."""
_TITLE = 80
"""Code points of a title that are compared."""
_FRONT, _BACK = 300, 150
"""Code points of a body that are compared: of a long one what is said first and what is asked last. Long
texts as a whole have much in common whatever they are about."""
_ASKED = 300
"""Code points of all asks that are compared."""
_STRETCH = 8
"""Code points of a stretch, without blanks and punctuation."""
_SAMPLE = 4
"""One in so many stretches is kept, chosen by its hash, so that the same are kept of every draft."""
_BASE, _FACTOR = 0x9E3779B97F4A7C15, 0x94D049BB133111EB
_APART = np.zeros(0x10000, np.bool_)
"""Characters that belong to no pair: blanks and punctuation."""
_APART[[*map(ord, " \n，。；：！？、（）“”《》…\"'-—·")]] = True

Numbers = NDArray[np.int64]
Marks = NDArray[np.uint8]
Directions = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is compared of several drafts.

    Attributes:
        ends: one past the last item of each draft, shape (drafts,).
        items: each once and ascending within a draft, below ``ITEMS``. Shape (items,).
        marks: what each is and where it stands, a sum of the marks above, same shape.
        topics: what each draft is about, a direction of length 1. Shape (drafts, topics).
    """

    ends: Numbers
    items: NDArray[np.int32]
    marks: Marks
    topics: Directions

    def __len__(self) -> int:
        return len(self.ends)

    @property
    def counts(self) -> Numbers:
        """How many items each draft has, shape (drafts,)."""
        return np.diff(self.ends, prepend=0)

    def lots(self) -> "Iterator[Sketches]":
        """Yield the sketches of some thousand drafts after the other, to work on with little memory."""
        for first in range(0, len(self), _MANY):
            start = self.ends[first - 1] if first else 0
            ends = self.ends[first : first + _MANY]
            items = slice(int(start), int(ends[-1]))
            topics = self.topics[first : first + _MANY]
            yield Sketches(ends - start, self.items[items], self.marks[items], topics)

    def of(self, drafts: NDArray[np.intp]) -> "Sketches":
        """Return the sketches of some of the drafts, in the order given."""
        counts = self.counts[drafts]
        ends = np.cumsum(counts, dtype=np.int64)
        starts = self.ends[drafts] - counts
        at = np.arange(int(counts.sum())) + np.repeat(starts - (ends - counts), counts)
        return Sketches(ends, self.items[at], self.marks[at], self.topics[drafts])


class _Stretch(NamedTuple):
    draft: int
    mark: int
    text: str


def sketch(drafts: Sequence[Draft]) -> Sketches:
    """Sketch drafts; their identifiers of persons should be masked already."""
    laid = _lay_out(
        [_Stretch(at, mark, text) for at, draft in enumerate(drafts) for mark, text in _parts(draft)]
    )
    lots = [_pairs(laid), _letters(laid), _sample(laid)]
    titles = [draft.canonical_title[:_TITLE] for draft in drafts]
    deeds = np.array(
        [at << BITS | deed for at, title in enumerate(titles) for deed in _deeds(title)], np.int64
    )
    lots.append((deeds, np.full(len(deeds), DEED, np.uint8)))
    keys, marks = _each_once(
        np.concatenate([found for found, _ in lots]), np.concatenate([of for _, of in lots])
    )
    return Sketches(
        np.searchsorted(keys, np.arange(1, len(drafts) + 1, dtype=np.int64) << BITS),
        _items(keys),
        marks,
        _directions(keys[(marks & NO_PAIR) == 0], len(drafts)),
    )


def sketch_all(drafts: Sequence[Draft]) -> Sketches:
    """Sketch any number of drafts, some at a time so that memory stays flat."""
    return join([sketch(drafts[at : at + _LOT]) for at in range(0, len(drafts), _LOT)])


def pairs_of(draft: Draft) -> NDArray[np.int32]:
    """Return the pairs of characters of one draft, each once."""
    keys, _ = _pairs(_lay_out([_Stretch(0, mark, text) for mark, text in _parts(draft)]))
    return np.unique(keys).astype(np.int32)


def letters_of(draft: Draft) -> NDArray[np.int32]:
    """Return the single characters of one draft, each once."""
    keys, _ = _letters(_lay_out([_Stretch(0, mark, text) for mark, text in _parts(draft)]))
    return np.unique(keys).astype(np.int32)


def join(parts: Sequence[Sketches]) -> Sketches:
    """Put sketches behind each other; none make those of no drafts."""
    lots = [sketch([]), *parts]
    before = np.cumsum([0, *(len(lot.items) for lot in lots[:-1])])
    return Sketches(
        np.concatenate([lot.ends + at for lot, at in zip(lots, before, strict=True)]),
        np.concatenate([lot.items for lot in lots]),
        np.concatenate([lot.marks for lot in lots]),
        np.concatenate([lot.topics for lot in lots]),
    )


def _parts(draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield the texts whose pairs are taken; the whole draft, unmarked, comes first."""
    title, body = draft.canonical_title[:_TITLE], draft.canonical_body
    if len(body) > _FRONT + _BACK:
        body = f"{body[:_FRONT]}\n{body[-_BACK:]}"
    yield 0, f"{title}\n{body}"
    yield TITLE, title
    asks = "\n".join(draft.canonical_body[ask.start : ask.end] for ask in draft.asks)
    yield ASKED, asks[:_ASKED] or title
    for name in places(f"{title}\n{body}"):
        yield NAME, name


def _deeds(title: str) -> Iterator[int]:
    return (number for number, words in enumerate(_DEEDS) if words.search(title))


def _items(keys: Numbers) -> NDArray[np.int32]:
    return (keys & (ITEMS - 1)).astype(np.int32)


def _directions(keys: Numbers, drafts: int) -> Directions:
    starts = np.searchsorted(keys, np.arange(drafts, dtype=np.int64) << BITS)
    return background().directions(_items(keys), starts).astype(np.float16)


class _Laid(NamedTuple):
    """Texts one behind the other, one entry a code point."""

    codes: NDArray[np.uint32]
    draft_of: Numbers
    mark_of: Marks
    apart: NDArray[np.bool_]


def _lay_out(stretches: Sequence[_Stretch]) -> _Laid:
    texts = [fold(stretch.text) for stretch in stretches]
    codes = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le"), np.uint32)
    lengths = [len(text) + 1 for text in texts]
    draft_of = np.repeat(np.array([stretch.draft for stretch in stretches], np.int64), lengths)
    mark_of = np.repeat(np.array([stretch.mark for stretch in stretches], np.uint8), lengths)
    return _Laid(codes, draft_of, mark_of, _APART[np.minimum(codes, len(_APART) - 1)])


def _pairs(laid: _Laid) -> tuple[Numbers, Marks]:
    """Return every pair with its mark; the number of the draft stands above the lowest ``BITS`` of each."""
    at = np.flatnonzero(~(laid.apart[:-1] | laid.apart[1:]))
    values = laid.codes[at].astype(np.uint64) << np.uint64(32) | laid.codes[at + 1]
    keys = laid.draft_of[at] << BITS | _spread(values)
    marks = laid.mark_of[at]
    return keys, marks | _repeated(keys, marks)


def _letters(laid: _Laid) -> tuple[Numbers, Marks]:
    """Return every single character likewise, of the whole text and, so marked, of title and asks."""
    at = np.flatnonzero(~laid.apart & (laid.mark_of != NAME))
    keys: Numbers = laid.draft_of[at] << BITS | _spread(laid.codes[at].astype(np.uint64))
    marks: Marks = laid.mark_of[at] | np.uint8(LETTER)
    return keys, marks


def _repeated(keys: Numbers, marks: Marks) -> Marks:
    """Return ``AGAIN`` for the pairs that stand more than once in the whole text of their draft."""
    order = np.flatnonzero(marks == 0)
    order = order[np.argsort(keys[order], kind="stable")]
    again = np.zeros(len(keys), np.uint8)
    again[order[1:][keys[order[1:]] == keys[order[:-1]]]] = AGAIN
    return again


def _sample(laid: _Laid) -> tuple[Numbers, Marks]:
    """Return the stretches of the whole texts that are in the sample, by their polynomial hash."""
    whole = np.flatnonzero(~laid.apart & (laid.mark_of == 0))
    codes, draft_of = laid.codes[whole], laid.draft_of[whole]
    last = _STRETCH - 1
    values = np.zeros(max(len(codes) - last, 0), np.uint64)
    for at in range(_STRETCH):
        values = values * np.uint64(_BASE) + codes[at : at + len(values)]
    hashes = _spread(values)
    kept = (draft_of[: len(values)] == draft_of[last:]) & (hashes % _SAMPLE == 0)
    keys: Numbers = draft_of[: len(values)][kept] << BITS | hashes[kept]
    return keys, np.full(len(keys), STRETCH, np.uint8)


def _spread(values: NDArray[np.uint64]) -> Numbers:
    spread: NDArray[np.uint64] = (values ^ values >> np.uint64(31)) * np.uint64(_FACTOR)
    numbers: Numbers = (spread >> np.uint64(64 - BITS)).astype(np.int64)
    return numbers


def _each_once(keys: Numbers, marks: Marks) -> tuple[Numbers, Marks]:
    order = np.argsort(keys, kind="stable")
    keys, marks = keys[order], marks[order]
    first = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), np.bool_), keys[1:] != keys[:-1])))
    return keys[first], np.bitwise_or.reduceat(marks, first) if len(first) else marks
