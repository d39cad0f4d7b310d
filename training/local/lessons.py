"""What a snapshot teaches: text by text what its people agree on."""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from model.content import REASONS
from model.draft import Draft
from model.judging import FLAG_OF
from model.review import TriageValue
from model.rubric import FLAGS, FlagName
from model.similar.clusters import clusters
from model.similar.sketch import sketch
from training.local.label import Label
from training.local.said import Said, said_json

HELD_BACK = 0.2
"""Share of the groups that a comparison of two models measures on, and neither of them learns from."""

OF_A_CORRECTION = 0.25
"""How much the unit of a correction at the desk counts, where one in an archive counts 1. An archive tells
what stayed with a unit as well as what left it; corrections tell only of what left."""

_Answer = TypeVar("_Answer", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One text and what is known of it; what nobody spoke of is not in it.

    Attributes:
        draft: identifiers of persons masked.
        digest: of the text.
        group: texts on the same matter share it.
        flags: whether a flag holds, as said or as the codes imply.
        codes: whether a reason code holds, as said or as a flag that does not hold implies.
        main: 主办, by today's name.
        triage: 三分.
        weight: how much its unit counts.
    """

    draft: Draft
    digest: str
    group: str
    flags: Mapping[FlagName, bool]
    codes: Mapping[str, bool]
    main: str | None
    triage: TriageValue | None
    weight: float = 1.0


def lessons_of(labels: Iterable[Label]) -> tuple[Lesson, ...]:
    """Return what labels teach, one lesson a text, by digest.

    Where one person spoke twice of the same thing, the later word counts; where several people differ, the
    majority, and of equal sides the one that spoke last.
    """
    of_text: dict[str, dict[str, Label]] = defaultdict(dict)
    for label in sorted(labels, key=_order):
        own = of_text[label.digest]
        earlier = own.pop(label.annotator, None)  # so that the later word is the last of all
        own[label.annotator] = _together(earlier, label) if earlier else label
    digests = sorted(of_text)
    said = [[*of_text[digest].values()] for digest in digests]
    groups = _groups(digests, [own[-1].draft for own in said])
    return tuple(_lesson(own, *named) for own, *named in zip(said, digests, groups, strict=True))


def _together(earlier: Label, later: Label) -> Label:
    """Return what one person said in two labels: of each thing the later word."""
    old, new = earlier.said, later.said
    codes = new.codes
    if codes is None and old.codes is not None:
        codes = tuple(code for code in old.codes if new.flags.get(FLAG_OF[code]) is not False)
    said = Said(
        {**({} if new.codes is not None else old.flags), **new.flags},
        codes,
        old.main if new.main is None else new.main,
        old.co if new.co is None else new.co,
        new.triage or old.triage,
    )
    return replace(later, said=said, source=earlier.source if new.main is None else later.source)


def held_back(lesson: Lesson) -> bool:
    """Return whether a comparison measures on a lesson; that hangs on the name of its group alone."""
    share = int.from_bytes(hashlib.sha256(lesson.group.encode()).digest()[:6]) / 2**48
    return share < HELD_BACK


def _order(label: Label) -> tuple[datetime, str, bytes, str, str, str]:
    """Return when it was said; what came in at one instant, as from one table, has an order of its own."""
    draft = label.draft
    return label.made, label.annotator, said_json(label.said), draft.title, draft.body, draft.level


def _groups(digests: Sequence[str], drafts: Sequence[Draft]) -> list[str]:
    """Return for each text the first digest of those on the same matter."""
    group = list(digests)
    if len(drafts) > 1:
        for cluster in clusters(sketch(drafts)):
            first = min(digests[member] for member in cluster.members)
            for member in cluster.members:
                group[member] = first
    return group


def _lesson(labels: Sequence[Label], digest: str, group: str) -> Lesson:
    said = [_implied(label.said) for label in labels]
    on_units = [label for label in labels if label.said.main is not None]
    return Lesson(
        draft=labels[-1].draft,
        digest=digest,
        group=group,
        flags=_agreed([flags for flags, _ in said]),
        codes=_agreed([codes for _, codes in said]),
        main=_most([label.said.main for label in on_units]),
        triage=_most([label.said.triage for label in labels if label.said.triage is not None]),
        weight=OF_A_CORRECTION if on_units and all(label.source == "desk" for label in on_units) else 1.0,
    )


def _implied(said: Said) -> tuple[dict[FlagName, bool], dict[str, bool]]:
    """Return which flags and codes hold and which do not, by what one person said."""
    flags = dict(said.flags)
    codes = {code: False for code in REASONS if flags.get(FLAG_OF[code]) is False}
    if said.codes is not None:
        codes |= {code: code in said.codes for code in REASONS}
        for flag in FLAGS:
            flags.setdefault(flag, any(codes[code] for code in REASONS if FLAG_OF[code] == flag))
    return flags, codes


def _agreed(said: Sequence[Mapping[_Answer, bool]]) -> dict[_Answer, bool]:
    names = dict.fromkeys(name for each in said for name in each)
    agreed = {name: _most([each[name] for each in said if name in each]) for name in names}
    return {name: holds for name, holds in agreed.items() if holds is not None}


def _most(answers: Sequence[_Answer]) -> _Answer | None:
    """Return the answer given most often, the last of those given equally often."""
    return max(reversed(answers), key=answers.count, default=None)
