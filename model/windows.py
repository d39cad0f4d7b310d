"""A draft laid out for an encoder: windows of limited width that overlap in nothing but the title.

A window reads ``[CLS] level [SEP] title [SEP] body [SEP]``. The level is there because what is feasible
depends on it; the title, because a stretch of the body means little without it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.characters import BETWEEN, FIRST, Characters
from model.draft import Draft, Part

WIDTH = 320
"""Most tokens in a window: nine in ten county drafts fit into one, and attention grows with its square."""
MOST_WINDOWS = 12
"""Of a longer draft the beginning and the end are read: no suggestion is that long, and time is bounded."""
_LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """A draft as windows of numbers, and where its characters went.

    Attributes:
        windows: the numbers of each window, one-dimensional, at most ``WIDTH`` long.
        kept: for each window the slice of its tokens that are kept: title and body in the first, the body
            in all others. Kept tokens of all windows one behind the other are *the tokens* of the draft.
        title_at: for each token of the title, its place in the title.
        body_at: for each token of the body, its place in the body; the tokens of the title come first.
        asked: for each token, whether it belongs to a sentence that asks.
    """

    windows: tuple[NDArray[np.int64], ...]
    kept: tuple[tuple[slice, ...], ...]
    title_at: NDArray[np.int64]
    body_at: NDArray[np.int64]
    asked: NDArray[np.bool_]

    def tokens(self, part: Part, start: int, end: int) -> tuple[int, int]:
        """Return which tokens stand for a stretch of a part: the first, and one past the last."""
        at, first = (self.title_at, 0) if part == "title" else (self.body_at, len(self.title_at))
        low, high = np.searchsorted(at, (start, end))
        return first + int(low), first + int(high)


def lay_out_draft(draft: Draft, characters: Characters) -> Layout:
    """Lay out a draft; its title is cut after 80 characters, its body after the last window."""
    level, _ = characters.numbers(draft.level)
    title, title_at = characters.numbers(draft.canonical_title[:_LONGEST_TITLE])
    body, body_at = characters.numbers(draft.canonical_body)
    head = np.concatenate(([FIRST], level, [BETWEEN], title, [BETWEEN]))
    room = WIDTH - len(head) - 1
    starts = np.searchsorted(body_at, [sentence.start for sentence in draft.sentences])
    cuts = _bounded(_cuts(starts, len(body), room))
    windows = tuple(np.concatenate((head, body[low:high], [BETWEEN])).astype(np.int64) for low, high in cuts)
    own_title = slice(len(head) - 1 - len(title), len(head) - 1)
    kept = tuple(
        (*((own_title,) if number == 0 else ()), slice(len(head), len(head) + high - low))
        for number, (low, high) in enumerate(cuts)
    )
    body_at = np.concatenate([body_at[low:high] for low, high in cuts])
    asked = np.zeros(len(title_at) + len(body_at), np.bool_)
    laid = Layout(windows, kept, title_at, body_at, asked)
    for sentence in draft.sentences:
        if sentence.zone == "ask":
            asked[slice(*laid.tokens("body", sentence.text_start, sentence.end))] = True
    return laid


def _cuts(starts: NDArray[np.intp], count: int, room: int) -> list[tuple[int, int]]:
    """Fill one window after the other with whole sentences; a sentence that fits into none is cut."""
    cuts, low = [], 0
    while count - low > room:
        fitting = starts[(starts > low) & (starts <= low + room)]
        high = int(fitting[-1]) if len(fitting) else low + room
        cuts.append((low, high))
        low = high
    return [*cuts, (low, count)]


def _bounded(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    half = MOST_WINDOWS // 2
    return cuts if len(cuts) <= MOST_WINDOWS else [*cuts[:half], *cuts[-half:]]
