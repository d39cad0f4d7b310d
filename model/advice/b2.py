"""B2 一事多提: name the separate matters and split them."""

import re

from model.advice.advice import Advice
from model.advice.asking import deeds, is_appeal, strip_ask
from model.advice.facts import distinct
from model.advice.wording import office, shown_quotes
from model.canonical import canonical
from model.draft import Draft, Quote
from model.shown import shown

_MARKS = "①②③④⑤"
_FEWEST = 3
_TELLING = 7
_INTRODUCES = re.compile(
    r"方面$|如下$|几[条点件]|(?:问题|建议|诉求)$|^(?:以上|上述)"
    r"|[一二三四五六七八九十\d]件事|一并|整理|归拢|认领|答复|对号入座"
)
_ASKS = re.compile("请|建议|希望|恳请")


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str) -> Advice:
    """See :func:`model.advice.advise`."""
    found = _matters(draft, quotes)
    if len(found) < _FEWEST:
        return Advice(
            f"{shown_quotes(quotes)}：一件里放了几件互不相干的事，要分给几个单位，哪一家都不好单独答复。",
            "建议一事一议：每件事各写一份，各写各的地点、情况和要求；先提最急的一件，其余的另件提出。",
        )
    first = "".join(shown(text, 18) for text in found[:_FEWEST])
    listed = "；".join(f"{mark}{shown(text, 22)}" for mark, text in zip(_MARKS, found, strict=False))
    return Advice(
        f"一件里放了几件互不相干的事：{first}{'等' if len(found) > _FEWEST else ''}，"
        f"要分给几个单位，哪一家都不好单独答复。",
        f"建议一事一议，分成几件来提：{listed}{'等' if len(found) > len(_MARKS) else ''}。"
        f"每件只写一处情况、一条要求；"
        f"由{office(draft, unit)}主办的那一件可留在本件，题目改成那件事，其余另件提出，最急的先提。",
    )


def _matters(draft: Draft, quotes: tuple[Quote, ...]) -> tuple[str, ...]:
    """The asks, or else the numbered points, or else the quotes: the first to show three matters."""
    numbered = (sentence.text for sentence in draft.sentences if sentence.text_start > sentence.start)
    quoted = (canonical(quote.text) for quote in quotes if quote.part == "body")
    for points in (deeds(draft), numbered, quoted):
        found = distinct(_matter(point) for point in points)
        telling = tuple(text for text in found if len(text) > _FEWEST and not is_appeal(text))
        if len(telling) >= _FEWEST:
            return telling
    return ()


def _matter(point: str) -> str:
    """What is asked in a point where that tells enough, or else the point from its beginning."""
    lead, colon, rest = point.strip(" 。；").partition("：")
    text = rest if colon and _INTRODUCES.search(lead) else point.strip(" 。；")
    parts = [part for part in text.split("，") if part and not _INTRODUCES.search(part)]
    asked = strip_ask(next((part for part in parts if _ASKS.match(part)), ""))
    return asked if len(asked) >= _TELLING else "，".join(parts[:2])
