"""B2 一事多提: name the separate matters and split them."""

import re

from model.advice.advice import Advice
from model.advice.asking import deeds, is_appeal, strip_ask
from model.advice.matters import kind
from model.advice.wording import office, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_MARKS = "①②③④⑤"
_FEWEST = 3
_INTRODUCES = re.compile(
    r"方面$|如下$|几[条点件]|(?:问题|建议|诉求)$|^(?:以上|上述)"
    r"|[一二三四五六七八九十\d]件事|一并|整理|归拢|认领|答复|对号入座"
)
_ASKS = re.compile("请|建议|希望|恳请")


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str, sure: bool, units: UnitList) -> Advice:
    """See :func:`model.advice.advise`."""
    found = _matters(draft, units)
    if len(found) < _FEWEST:
        several = shown_quotes(quotes)
        advice = "每件事各写一份，各写各的地点、情况和要求；先提最急的一件，其余的另件提出。"
        return Advice(_message(f"{several}：一件里", "", sure=sure), f"{_lead(sure=sure)}：{advice}")
    first = "".join(shown(text, 18) for text in found[:_FEWEST]) + ("等" if len(found) > _FEWEST else "")
    listed = "；".join(f"{mark}{shown(text, 22)}" for mark, text in zip(_MARKS, found, strict=False))
    last = "，最急的先提" if unit else ""
    kept = f"由{office(draft, unit)}主办的那一件" if unit else "最急的那一件"
    return Advice(
        _message("一件里", f"：{first}", sure=sure),
        f"{_lead(sure=sure)}，分成几件来提：{listed}{'等' if len(found) > len(_MARKS) else ''}。"
        f"每件只写一处情况、一条要求；{kept}可留在本件，题目改成那件事，其余另件提出{last}。",
    )


def _message(lead: str, listed: str, *, sure: bool) -> str:
    if sure:
        return f"{lead}放了几件互不相干的事{listed}，要分给几个单位，哪一家都不好单独答复。"
    return f"{lead}可能放了几件事{listed}，请核对一下它们是不是互不相干、要不要分给几个单位办。"


def _lead(*, sure: bool) -> str:
    return "建议一事一议" if sure else "若确是互不相干的几件事，建议一事一议"


def _matters(draft: Draft, units: UnitList) -> tuple[str, ...]:
    """What is asked, in the asks or else in the numbered points: the first to show three matters.

    Asks about the same kind of thing are one matter, shown by the first of them.
    """
    numbered = (sentence.text for sentence in draft.sentences if sentence.text_start > sentence.start)
    for points in (
        (_matter(deed, units) for deed in deeds(draft, units)),
        (_asked(point, units) for point in numbered),
    ):
        telling = (text for text in points if len(text) > _FEWEST and not is_appeal(text))
        by_kind: dict[str, str] = {}
        for text in telling:
            by_kind.setdefault(kind(text) or text, text)
        if len(by_kind) >= _FEWEST:
            return tuple(by_kind.values())
    return ()


def _asked(point: str, units: UnitList) -> str:
    """The ask in a numbered point; empty where it only tells how things stand."""
    clauses = re.split("[，；。：]", point)
    return next((strip_ask(clause, units) for clause in clauses if _ASKS.match(clause)), "")


def _matter(point: str, units: UnitList) -> str:
    """What is asked in a point, or else the point from its beginning without what only introduces it."""
    if asked := _asked(point, units):
        return asked
    lead, colon, rest = point.strip(" 。；").partition("：")
    text = rest if colon and _INTRODUCES.search(lead) else point.strip(" 。；")
    parts = [part for part in text.split("，") if part and not _INTRODUCES.search(part)]
    return "，".join(parts[:2])
