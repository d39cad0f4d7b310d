"""Groups of drafts on the same matter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from model.draft import Draft
from model.similar.likeness import Rows, lay_out
from model.similar.matter import GROUPED, chances
from model.similar.nearest import nearest_within
from model.similar.passages import COPIED, Passage, copied, shared_passages
from model.similar.rarity import rarity
from model.similar.sketch import Sketches, join, sketch

_LOT = 64
"""Drafts sketched at a time."""
_NEAREST = 12
"""Others that each draft is compared with."""
_LARGEST = 800
"""Drafts that are all compared with one another; what hangs together beyond that is parted first."""
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Group:
    """Drafts on the same matter: one answer by one unit could serve them all.

    Attributes:
        members: numbers of the drafts, ascending, two at least.
        representative: the member that is most like the others.
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
        The groups by their first member. No draft is in two of them. Members are like each other on average,
        not just each like the next.
    """
    numbers, texts, sketches = _read(drafts)
    weights = rarity([sketches])
    own, other = nearest_within(sketches, weights, _NEAREST)
    rows = lay_out(sketches, weights)
    parted = _parted(rows, (own, other), len(numbers))
    found = [_group(members, likely, numbers, texts) for members, likely in parted]
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


def _parted(rows: Rows, pairs: tuple[Numbers, Numbers], count: int) -> Iterator[tuple[Numbers, Floats]]:
    """Yield the positions of the drafts that make a group, and the chances of each two of them."""
    likely = chances(rows, rows, pairs)
    same = likely >= GROUPED
    for members in _components(pairs[0][same], pairs[1][same], likely[same], count):
        whole = _all_chances(rows, members)
        label = _labels(whole) if len(members) > 2 else np.zeros(len(members), np.intp)
        for one in np.unique(label):
            chosen = np.flatnonzero(label == one)
            if len(chosen) > 1:
                yield members[chosen], whole[np.ix_(chosen, chosen)]


def _components(own: Numbers, other: Numbers, likely: Floats, count: int) -> list[Numbers]:
    """Return what hangs together; where that is too much, what hangs together by the likelier pairs of it."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - a check of one draft must not wait for it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    graph = coo_array((np.ones(len(own), np.int8), (own, other)), (count, count))
    _, label = connected_components(graph, directed=False)
    members = defaultdict(list)
    for position in np.flatnonzero(np.bincount(label)[label] > 1).tolist():
        members[label[position]].append(position)
    found = []
    for together in members.values():
        if len(together) <= _LARGEST:
            found.append(np.array(together, np.intp))
            continue
        inside = label[own] == label[together[0]]
        chosen = inside & (likely > np.median(likely[inside]))
        if chosen.any():
            found.extend(_components(own[chosen], other[chosen], likely[chosen], count))
        else:
            lots = [together[at : at + _LARGEST] for at in range(0, len(together), _LARGEST)]
            found.extend(np.array(lot, np.intp) for lot in lots if len(lot) > 1)
    return found


def _labels(likely: Floats) -> Numbers:
    """Part drafts into those that are like each other on average (UPGMA, Sokal and Michener 1958).

    Returns:
        A number for each, the same for those that belong together.
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415
    from scipy.spatial.distance import squareform  # noqa: PLC0415

    merged = linkage(squareform(1 - likely, checks=False), "average")
    return np.asarray(fcluster(merged, 1 - GROUPED, "distance"), np.intp)


def _all_chances(rows: Rows, members: Numbers) -> Floats:
    """Return how likely each two are on the same matter, shape (members, members), 1 on the diagonal."""
    first, second = np.triu_indices(len(members), 1)
    likely = chances(rows, rows, (members[first], members[second]))
    whole = np.eye(len(members))
    whole[first, second] = whole[second, first] = likely
    return whole


def _group(members: Numbers, likely: Floats, numbers: Sequence[int], texts: Sequence[Draft]) -> Group:
    """Make a group; of members that are equally like the others the first represents it."""
    order = np.argsort([numbers[at] for at in members], kind="stable")
    members, likely = members[order], likely[np.ix_(order, order)]
    at = int(np.argmax(np.round(likely.sum(axis=1), 6)))
    own = texts[members[at]]
    passages = tuple(
        () if other == at else shared_passages(own, texts[member]) for other, member in enumerate(members)
    )
    return Group(
        tuple(numbers[member] for member in members),
        numbers[members[at]],
        all(
            copied(shared, texts[member]) >= COPIED
            for other, (member, shared) in enumerate(zip(members, passages, strict=True))
            if other != at
        ),
        tuple(likely[at].tolist()),
        passages,
    )
