"""The earlier drafts most like each of a run, found while the drafts pass by."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TypeVar

from api.batch.rows import Entry, Scored
from api.desk.earlier import EarlierDraft, told
from model.similar.earlier import Earlier, Past

_LOT = 64
"""Drafts looked up at a time."""

_Each = TypeVar("_Each")


def with_earlier(scored: Iterable[Scored], index: Earlier) -> Iterator[Scored]:
    """Yield drafts, each with the earlier ones most like it."""
    for each, found in beside(scored, lambda one: one.entry, index):
        yield replace(each, earlier=found)


def beside(
    coming: Iterable[_Each], entry_of: Callable[[_Each], Entry], index: Earlier
) -> Iterator[tuple[_Each, tuple[EarlierDraft, ...]]]:
    """Yield each with the earlier drafts most like it, the likeliest first.

    Args:
        coming: taken a few at a time, so that memory stays flat.
        entry_of: gives the draft of each; those of its own 届次 are no earlier ones.
        index: of earlier sessions; it does not grow by this.
    """
    taken = iter(coming)
    while lot := list(islice(taken, _LOT)):
        pasts = [Past(entry.draft, entry.fields) for entry in map(entry_of, lot)]
        yield from zip(lot, map(told, index.most_alike(pasts)), strict=True)
