"""Drafts told a little differently, under the same labels: what must not matter is varied.

Other place names, a stock sentence more, and characters left unread: without these an encoder of a few
thousand drafts learns names and set phrases by heart.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from model.draft import Draft
from training.labels import Evidence, LabelledDraft

STOCK = (
    "党中央、国务院对此高度重视，作出了一系列决策部署。",
    "近年来，在县委、县政府的正确领导下，各项工作取得了明显成效。",
    "民生无小事，枝叶总关情。",
    "习近平总书记强调，人民对美好生活的向往就是我们的奋斗目标。",
    "党的二十大报告对此提出了明确要求。",
    "随着经济社会的快速发展和人民生活水平的不断提高，群众的期盼也越来越高。",
    "这是一项功在当代、利在千秋的事业。",
    "这件事关系到千家万户的切身利益，群众反映强烈。",
    "乡村振兴战略实施以来，农村面貌发生了很大变化。",
    "对此，社会各界十分关注。",
    "要进一步提高认识，加强领导，落实责任，形成齐抓共管的良好局面。",
    "各有关部门要高度重视，密切配合，确保各项工作落到实处。",
    "以上建议，请予研究。",
    "切实增强人民群众的获得感、幸福感、安全感。",
    "坚持以人民为中心的发展思想，着力解决群众急难愁盼问题。",
    "要加大宣传力度，营造良好的社会氛围。",
)
"""Sentences that stand in sound and in faulty drafts alike, and tell nothing about either."""

_NAMED, _STOCKED = 0.3, 0.25
_PLACE = re.compile(
    "[一-鿿]{2}(?=镇|乡(?!村|镇)|街道|社区|村委会|村(?!民|庄|级|组)|小学|中学|水库|大桥|路口)"
)
_RARE = 4
"""Characters in front of 镇 that stand in so few drafts are a name; 全县 and the like stand in many."""


def place_names(drafts: Iterable[LabelledDraft]) -> list[str]:
    """Return what drafts call their towns, villages, schools and the like, without repeats, sorted."""
    counts = Counter(
        name
        for labelled in drafts
        for name in set(_PLACE.findall(labelled.draft.title + labelled.draft.body))
    )
    return sorted(name for name, count in counts.items() if count <= _RARE)


def told_again(labelled: LabelledDraft, names: list[str], chance: Random) -> LabelledDraft:
    """Return the draft under other place names or with a stock sentence more, or as it is.

    Args:
        labelled: the draft; its quotes are renamed with it.
        names: from :func:`place_names`.
        chance: decides; draws the same number of times whatever the draft.
    """
    renamed, stocked = chance.random() < _NAMED, chance.random() < _STOCKED
    seed = chance.getrandbits(32)
    if renamed and names:
        labelled = _faithful(_renamed(labelled, names, Random(seed)), labelled)  # noqa: S311 - no secret
    if stocked:
        labelled = _faithful(_stocked(labelled, Random(seed + 1)), labelled)  # noqa: S311 - as above
    return labelled


def _faithful(told: LabelledDraft, labelled: LabelledDraft) -> LabelledDraft:
    """Return the draft as told again if its quotes are still in it; else as it was."""
    texts = (told.draft.title, told.draft.body)
    literal = all(any(entry.quote in text for text in texts) for entry in told.evidence)
    return told if literal else labelled


def _renamed(labelled: LabelledDraft, names: list[str], chance: Random) -> LabelledDraft:
    draft, known = labelled.draft, set(names)
    own = sorted(set(_PLACE.findall(draft.title + draft.body)) & known)
    if not own:
        return labelled
    other = dict(zip(own, chance.sample(names, len(own)), strict=True))
    pattern = re.compile("|".join(map(re.escape, own)))

    def rename(text: str) -> str:
        return pattern.sub(lambda found: other[found.group()], text)

    return replace(
        labelled,
        draft=Draft(rename(draft.title), rename(draft.body), draft.level),
        evidence=tuple(Evidence(entry.reason, rename(entry.quote)) for entry in labelled.evidence),
        items=tuple(replace(item, text=rename(item.text)) for item in labelled.items),
    )


def _stocked(labelled: LabelledDraft, chance: Random) -> LabelledDraft:
    draft = labelled.draft
    places = [0, *(sentence.end for sentence in draft.sentences)]
    at = chance.choice(places)
    body = draft.body[:at] + chance.choice(STOCK) + draft.body[at:]
    return replace(labelled, draft=Draft(draft.title, body, draft.level))
