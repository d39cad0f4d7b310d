"""Who agrees with whom: how far people say the same of the same drafts, beyond what chance would give.

For each two people Cohen's kappa (1960), for all together Krippendorff's alpha (1980), which takes any number
of people and drafts that not all of them judged. Both are 1 where people always agree and 0 where they agree
no more often than by chance. Where all said the same of everything, neither can be told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import orjson
from pydantic import TypeAdapter
from sklearn.metrics import cohen_kappa_score

from model.content import rubric
from model.rubric import FLAGS
from training.local.label import Label
from training.local.said import Said
from training.local.spoken import flag_in

Kind = Literal["flag", "main", "unit"]
"""三类问题之一, 主办单位, 是不是某一个单位主办."""

Judgements = Mapping[str, Mapping[str, str]]
"""For the digest of a text what each person said of it, by name."""

_YES, _NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who judged the same drafts.

    Attributes:
        first: name of the one; before the other in the order of names.
        second: name of the other.
        drafts: that both judged.
        agreed: of these, on how many they said the same.
        kappa: Cohen's; ``None`` where both said one and the same of everything.
    """

    first: str
    second: str
    drafts: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that people may say of a draft.

    Attributes:
        kind: what it is.
        key: name of the flag, ``main``, or name of the unit.
        name: in Chinese.
        people: who judged a draft that another judged, too.
        drafts: that two people judged, or more.
        agreed: of these, on how many all said the same.
        alpha: Krippendorff's; ``None`` where all said one and the same of everything.
        pairs: the people, two by two, that have drafts in common; by name.
    """

    kind: Kind
    key: str
    name: str
    people: int
    drafts: int
    agreed: int
    alpha: float | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who labelled: their name, and of how many texts they said anything."""

    name: str
    drafts: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree.

    Attributes:
        labels: how many were looked at.
        people: who labelled, those with the most drafts first.
        topics: the flags, the unit, and each unit that anybody named for a draft that two people judged.
    """

    labels: int
    people: tuple[Person, ...]
    topics: tuple[Topic, ...]

    def to_json(self) -> bytes:
        """Return it as JSON."""
        return orjson.dumps(TypeAdapter(Agreement).dump_python(self, mode="json"))


def agreement(labels: Iterable[Label]) -> Agreement:
    """Measure how far people agree; of what one person said of a text several times the latest counts.

    Args:
        labels: those that hold, in any order; people only, and units by the name of one day.
    """
    count = 0
    latest: dict[str, dict[tuple[str, str], tuple[float, str]]] = {key: {} for key in (*FLAGS, "main")}
    texts: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        count += 1
        digest = label.digest
        texts[label.annotator].add(digest)
        for key, value in _spoken(label.said).items():
            place, when = (digest, label.annotator), label.made.timestamp()
            if place not in latest[key] or latest[key][place][0] <= when:
                latest[key][place] = (when, value)
    people = sorted(
        (Person(name, len(own)) for name, own in texts.items()), key=lambda own: (-own.drafts, own.name)
    )
    names = rubric().flags
    topics = [_topic("flag", flag, names[flag].name, _shared(latest[flag])) for flag in FLAGS]
    mains = _shared(latest["main"])
    topics.append(_topic("main", "main", "主办单位", mains))
    units = Counter(unit for said in mains.values() for unit in said.values())
    for unit, _ in sorted(units.items(), key=lambda each: (-each[1], each[0])):
        topics.append(_topic("unit", unit, unit, _about(mains, unit)))
    return Agreement(count, tuple(people), tuple(topics))


def _spoken(said: Said) -> dict[str, str]:
    flags = {flag: holds for flag in FLAGS if (holds := flag_in(said, flag)) is not None}
    spoken = {flag: _YES if holds else _NO for flag, holds in flags.items()}
    return spoken | ({"main": said.main} if said.main is not None else {})


def _shared(latest: Mapping[tuple[str, str], tuple[float, str]]) -> Judgements:
    """Return the drafts that two people judged, or more."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for (digest, person), (_, value) in latest.items():
        found[digest][person] = value
    return {digest: said for digest, said in found.items() if len(said) > 1}


def _about(mains: Judgements, unit: str) -> Judgements:
    """Return of all drafts whether each person named one unit."""
    return {
        digest: {person: _YES if named == unit else _NO for person, named in said.items()}
        for digest, said in mains.items()
    }


def _topic(kind: Kind, key: str, name: str, judgements: Judgements) -> Topic:
    people = {person for said in judgements.values() for person in said}
    agreed = sum(len(set(said.values())) == 1 for said in judgements.values())
    return Topic(
        kind, key, name, len(people), len(judgements), agreed, _alpha(judgements), _pairs(judgements)
    )


def _alpha(judgements: Judgements) -> float | None:
    """Return Krippendorff's alpha for names, whose differences are all alike.

    By the table of coincidences of his “Computing Krippendorff's Alpha-Reliability” (2011), section C.
    Written here since the package of that name is under the GPL, which binds those who pass lianshen on.
    """
    values = sorted({value for said in judgements.values() for value in said.values()})
    if len(values) < 2:
        return None
    column = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(judgements), len(values)), np.int64)
    for row, said in enumerate(judgements.values()):
        for value in said.values():
            counts[row, column[value]] += 1
    counts = counts[counts.sum(axis=1) > 1]  # what only one person judged pairs with nothing
    of_each, of_all = counts.sum(axis=0), counts.sum()
    expected = (of_each * (of_all - of_each)).sum() / max(of_all - 1, 1)
    if not expected:
        return None
    judges = counts.sum(axis=1, keepdims=True)
    observed = (counts * (judges - counts) / (judges - 1)).sum()
    return float(1 - observed / expected)


def _pairs(judgements: Judgements) -> tuple[Pair, ...]:
    together: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for said in judgements.values():
        for first, second in combinations(sorted(said), 2):
            together[first, second].append((said[first], said[second]))
    return tuple(_pair(*people, said) for people, said in sorted(together.items()))


def _pair(first: str, second: str, said: list[tuple[str, str]]) -> Pair:
    ours, theirs = zip(*said, strict=True)
    agreed = sum(one == other for one, other in said)
    if len({*ours, *theirs}) < 2:
        return Pair(first, second, len(said), agreed, None)
    return Pair(first, second, len(said), agreed, float(cohen_kappa_score(ours, theirs)))
