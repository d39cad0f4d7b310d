"""Which found ask a labelled item speaks of: items are told in the label's own words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from model.asks import Ask
from model.draft import Draft
from training.labels import LabelledItem

_LEAST = 0.3
"""Share of the item's pairs of characters that the ask must have."""


def matched(
    draft: Draft, found: Sequence[Ask], items: Sequence[LabelledItem]
) -> Iterator[tuple[Ask, LabelledItem]]:
    """Yield each found ask with the labelled item whose words it shares most, if it shares enough.

    An item's words are its pairs of neighbouring characters; the ask that holds most of them, at least three
    in ten, is its ask. An ask is paired with the item that fits it best, so none is used twice.
    """
    pairs = [set(map("".join, pairwise(draft.body[ask.start : ask.end]))) for ask in found]
    best: dict[int, tuple[float, LabelledItem]] = {}
    for item in items:
        words = set(map("".join, pairwise(item.text)))
        if not words or not found:
            continue
        share, number = max((len(words & own) / len(words), -index) for index, own in enumerate(pairs))
        if share >= _LEAST and share > best.get(-number, (0.0, item))[0]:
            best[-number] = (share, item)
    for number in sorted(best):
        yield found[number], best[number][1]
