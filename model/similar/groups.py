"""Groups of drafts on the same matter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from model.draft import Draft
from model.similar.clusters import Cluster, clusters
from model.similar.passages import COPIED, Passage, copied, shared_passages
from model.similar.sketch import Sketches, join, sketch

_LOT = 64
"""Drafts sketched at a time."""


@dataclass(frozen=True, slots=True)
class Group:
    """Drafts on the same matter: one answer by one unit could serve them all.

    Attributes:
        members: numbers of the drafts, ascending, two at least.
        representative: the member that is most like the others; all are likelier than not on its matter.
        near_copies: whether half of the words of every member, or more, stand in the representative too.
        likeness: for each member, how likely it is on the matter of the representative, 0 to 1; 1 for itself.
        passages: for each member, what it shares word for word with the representative, which is ``own`` in
            them; none for itself.
    """

    members: tuple[int, ...]
    representative: int
    near_copies: bool
    likeness: tuple[float, ...]
    passages: tuple[tuple[Passage, ...], ...]


def groups(drafts: Iterable[tuple[int, Draft]]) -> tuple[Group, ...]:
    """Find the drafts that are on the same matter.

    Args:
        drafts: with their numbers; taken one by one, their words and little else are kept in memory.

    Returns:
        The groups by their first member. No draft is in two of them.
    """
    numbers, texts, sketches = _read(drafts)
    found = [_group(cluster, numbers, texts) for cluster in clusters(sketches)]
    return tuple(sorted(found, key=lambda group: group.members))


def _read(drafts: Iterable[tuple[int, Draft]]) -> tuple[list[int], list[Draft], Sketches]:
    """Return the numbers, the drafts without what was found out about them, and their sketches."""
    coming = iter(drafts)
    numbers: list[int] = []
    texts: list[Draft] = []
    lots: list[Sketches] = []
    while lot := list(islice(coming, _LOT)):
        masked = [draft.masked for _, draft in lot]
        lots.append(sketch(masked))
        numbers.extend(number for number, _ in lot)
        texts.extend(Draft(draft.title, draft.body, draft.level) for draft in masked)
    return numbers, texts, join(lots)


def _group(cluster: Cluster, numbers: Sequence[int], texts: Sequence[Draft]) -> Group:
    own = texts[cluster.representative]
    likely = dict(zip(cluster.members.tolist(), cluster.likeness.tolist(), strict=True))
    members = sorted(likely, key=lambda member: numbers[member])
    passages = {
        member: () if member == cluster.representative else shared_passages(own, texts[member])
        for member in members
    }
    return Group(
        tuple(numbers[member] for member in members),
        numbers[cluster.representative],
        all(
            member == cluster.representative or copied(shared, texts[member]) >= COPIED
            for member, shared in passages.items()
        ),
        tuple(likely[member] for member in members),
        tuple(passages.values()),
    )
