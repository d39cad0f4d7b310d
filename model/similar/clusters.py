"""From drafts that are nearest to each other to clusters of drafts on one matter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from model.similar.likeness import Drafts, Floats, Rows, lay_out
from model.similar.matter import SAME, chances, grouped_from
from model.similar.nearest import nearest_within
from model.similar.rarity import rarity
from model.similar.sketch import Sketches

_NEAREST = 12
"""Others that each draft is compared with."""
_LARGEST = 800
"""Drafts that are all compared with one another; what hangs together beyond that is parted first."""
_LOT = 500
"""Components compared at a time."""
_ROUNDS = 6
"""Times clusters are put together: of a hundred copies each has only some among its nearest."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Drafts on one matter, by their numbers in the sketches.

    Attributes:
        representative: the one that is most like the others.
        members: ascending, two at least.
        likeness: how likely each is on the matter of the representative, shape (members,); 1 for itself.
    """

    representative: int
    members: Drafts
    likeness: Floats


def clusters(sketches: Sketches) -> Iterator[Cluster]:
    """Yield the clusters of drafts that are like each other on average, not just each like the next.

    Drafts are put together first, then the clusters they make, each as its representative stands for it. A
    draft that is not likely on the matter of the representative in the end belongs to no cluster.
    """
    weights = rarity([sketches])
    rows, bar = lay_out(sketches, weights), grouped_from(len(sketches))
    members = {number: [number] for number in range(len(sketches))}
    coming = np.arange(len(sketches), dtype=np.intp)
    for _ in range(_ROUNDS):
        own, other = nearest_within(sketches.of(coming), weights, _NEAREST)
        merged, coming = _merged(rows, (coming[own], coming[other]), bar)
        for representative, others in merged:
            for one in others:
                members[representative].extend(members.pop(one))
        if not merged:
            break
    yield from _clusters(rows, {one: sorted(lot) for one, lot in members.items() if len(lot) > 1})


def _clusters(rows: Rows, members: dict[int, list[int]]) -> Iterator[Cluster]:
    """Yield clusters of those that are likely on the matter of their representative."""
    standing = np.repeat(np.array([*members], np.intp), [len(together) for together in members.values()])
    together = np.array([*chain.from_iterable(members.values())], np.intp)
    likeness = chances(rows, rows, (standing, together))
    likeness[standing == together] = 1
    at = 0
    for representative, lot in members.items():
        own = slice(at, at := at + len(lot))
        kept = likeness[own] >= SAME
        if kept.sum() > 1:
            yield Cluster(representative, together[own][kept], likeness[own][kept])


def _merged(
    rows: Rows, pairs: tuple[Drafts, Drafts], bar: float
) -> tuple[list[tuple[int, list[int]]], Drafts]:
    """Put drafts together that are likely enough on one matter.

    Returns:
        Those that stand for others with the others, and all that were likely on the matter of any other.
    """
    likely = chances(rows, rows, pairs)
    same = likely >= bar
    merged, touched = [], [np.zeros(0, np.intp)]
    components = _components(pairs[0][same], pairs[1][same], likely[same])
    for together, whole in _all_chances(rows, components):
        touched.append(together)
        label = _labels(whole, bar)
        for one in np.unique(label):
            chosen = np.flatnonzero(label == one)
            if len(chosen) > 1:
                sums = whole[np.ix_(chosen, chosen)].sum(axis=1)
                first = int(np.argmax(np.round(sums, 6)))  # of those as like the others the first
                numbers = together[chosen].tolist()
                merged.append((numbers.pop(first), numbers))
    standing = {one for _, others in merged for one in others}
    left = [number for number in np.concatenate(touched).tolist() if number not in standing]
    return merged, np.array(sorted(left), np.intp)


def _components(own: Drafts, other: Drafts, likely: Floats) -> Iterator[Drafts]:
    """Yield what hangs together.

    Where that is too much, yield what hangs together by the likelier pairs of it, and then what is left over.
    """
    from scipy.sparse import coo_array  # noqa: PLC0415 - a check of one draft must not wait for it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    numbers, at = np.unique(np.concatenate((own, other)), return_inverse=True)
    first, second = at[: len(own)], at[len(own) :]
    graph = coo_array((np.ones(len(own), np.int8), (first, second)), (len(numbers), len(numbers)))
    _, label = connected_components(graph, directed=False)
    together: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in zip(numbers.tolist(), label.tolist(), strict=True):
        together[one].append(number)
    for one, members in together.items():
        if len(members) <= _LARGEST:
            yield np.array(members, np.intp)
            continue
        inside = label[first] == one
        chosen = inside & (likely > np.median(likely[inside]))
        left = members
        if chosen.any():
            yield from _components(own[chosen], other[chosen], likely[chosen])
            left = np.setdiff1d(members, np.concatenate((own[chosen], other[chosen]))).tolist()
        for start in range(0, len(left), _LARGEST):
            yield np.array(left[start : start + _LARGEST], np.intp)


def _labels(likely: Floats, bar: float) -> Drafts:
    """Part drafts into those that are like each other on average (UPGMA, Sokal and Michener 1958).

    Returns:
        A number for each, the same for those that belong together.
    """
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415
    from scipy.spatial.distance import squareform  # noqa: PLC0415

    if len(likely) < 2:
        return np.zeros(len(likely), np.intp)
    merged = linkage(squareform(1 - likely, checks=False), "average")
    return np.asarray(fcluster(merged, 1 - bar, "distance"), np.intp)


def _all_chances(rows: Rows, components: Iterable[Drafts]) -> Iterator[tuple[Drafts, Floats]]:
    """Yield components with how likely each two are on the same matter, 1 on the diagonal.

    Many are compared at a time, as most are small.
    """
    coming = iter(components)
    while lot := list(islice(coming, _LOT)):
        corners = [np.triu_indices(len(members), 1) for members in lot]
        own = np.concatenate([members[first] for members, (first, _) in zip(lot, corners, strict=True)])
        other = np.concatenate([members[second] for members, (_, second) in zip(lot, corners, strict=True)])
        likely = chances(rows, rows, (own, other))
        ends = np.cumsum([len(first) for first, _ in corners])
        for members, corner, part in zip(lot, corners, np.split(likely, ends[:-1]), strict=True):
            whole = np.eye(len(members))
            whole[corner] = whole.T[corner] = part
            yield members, whole
