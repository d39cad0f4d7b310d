"""B3 题大于文: a title made from the main ask."""

import re

import rjieba

from model.advice.advice import Advice
from model.advice.asking import deeds, strip_ask
from model.advice.facts import most_concrete, places
from model.advice.wording import topic
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_SHORTEST, _LONGEST = 6, 32
_DOING = "拨配修建装设办开换增改划调"
_POINTING = re.compile(
    "[这那](?:个|台|所|名|户|笔|项|辆|栋|口|盏|根|条|间|处|座|段|些|几|里|片|块|\\d{1,6})[^，。、的]{0,2}|该[^，。、的]{1,2}|其中?|它们?"
)


def advise(
    draft: Draft,
    quotes: tuple[Quote, ...],
    unit: str,  # noqa: ARG001 — as every adviser
    sure: bool,
    units: UnitList,
) -> Advice:
    """See :func:`model.advice.advise`."""
    ask = _main_ask(draft, units)
    concrete = most_concrete(draft)
    about = ask or (strip_ask(concrete.text, units) if concrete else "")
    told = f"，正文讲的主要是一件事：{shown(about, 34)}" if about else "，正文讲的却只是其中一件具体的事"
    title = topic(draft) or quotes[0].text
    message = (
        f"题目{shown(title, 34)}是一整个领域{told}。承办单位只看题目，不知道要办什么。"
        if sure
        else f"题目{shown(title, 34)}可能比正文大{told}。请核对一下，只看题目知不知道要办什么。"
    )
    return Advice(message, _new_title(draft, ask))


def _new_title(draft: Draft, ask: str) -> str:
    place = next(iter(places(draft.canonical_body)), "")
    if not ask:
        where = place or "____（地点或对象）"
        return f"请把题目改成正文要办的那件事，如《关于{where}____（做什么）的建议》。"
    advice = f"请把题目改成要办的这件事，如《关于{ask}的建议》。"
    known = f"（文中有“{place}”）" if place else ""
    if pointing := _POINTING.search(ask):
        return (
            advice + f"题中的{shown(pointing.group())}请换成具体的名称{known}，让人读题就知道在哪里、办什么。"
        )
    if place and not places(ask):
        return advice + f"题中最好点明地点{known}。"
    return advice


def _main_ask(draft: Draft, units: UnitList) -> str:
    """The first ask that is long enough for an action, short enough for a title, and begins with a deed."""
    for ask in (re.split("[，；。：]", deed)[0] for deed in deeds(draft, units)):
        if _SHORTEST <= len(ask) <= _LONGEST and (rjieba.tag(ask)[0][1][0] in "vp" or ask[0] in _DOING):
            return ask
    return ""
