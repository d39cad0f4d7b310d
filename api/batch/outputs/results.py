"""What the outputs are made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import TypeVar

from api.batch.beside import beside
from api.batch.rows import Entry, Scored, Unread
from api.batch.work import Work
from api.desk.earlier import EarlierDraft
from api.workbook.contents import Contents
from model.similar.earlier import Earlier

_Each = TypeVar("_Each")

Told = tuple[Entry, bytes, tuple[EarlierDraft, ...] | None]
"""A draft, its review as JSON, and the earlier ones most like it; ``None`` where nobody looked for any."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a run found.

    Attributes:
        work: what was reviewed and what could not be.
        contents: the same with what was found over all of it, as a workbook shows it.
        index: of the drafts of earlier sessions; ``None`` for none.
    """

    work: Work
    contents: Contents
    index: Earlier | None = None

    @property
    def group_of(self) -> dict[int, tuple[int, bool]]:
        """For the number of a draft, which group it is in, from 1, and whether it stands for it."""
        return {
            member: (number, member == group.representative)
            for number, group in enumerate(self.contents.groups, 1)
            for member in group.members
        }

    def in_order(self) -> Iterator[Scored | Unread]:
        """Yield everything in the order of the input."""
        scored = ((each.entry.number, each) for each in self.contents.reviews())
        return _by_number(scored, self._unread())

    def in_order_as_json(self) -> Iterator[Told | Unread]:
        """Yield everything in the order of the input, the reviews as JSON."""
        kept = self.work.scored_json()
        looked = beside(kept, itemgetter(0), self.index) if self.index else ((each, None) for each in kept)
        told = ((entry.number, (entry, review, earlier)) for (entry, review), earlier in looked)
        return _by_number(told, self._unread())

    def _unread(self) -> Iterator[tuple[int, Unread]]:
        return ((each.number, each) for each in self.work.unread())


def _by_number(*sources: Iterable[tuple[int, _Each]]) -> Iterator[_Each]:
    return (each for _, each in merge(*sources, key=itemgetter(0)))
