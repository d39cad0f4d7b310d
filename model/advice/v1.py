"""V1 情况不明: which facts are there, which are missing, and how to write them."""

from model.advice.advice import Advice
from model.advice.facts import (
    first_place,
    incidents,
    may_count,
    may_name_a_place,
    may_name_a_time,
    may_tell_an_incident,
    places,
    quantities,
    times,
    vague_words,
)
from model.advice.matters import matter
from model.advice.wording import quoted, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_MOST_NAMED = 2
_SLOGAN_NUMBERS = ("百", "千", "万")


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str, sure: bool, units: UnitList) -> Advice:
    """See :func:`model.advice.advise`."""
    words = quoted(quotes[:_MOST_NAMED])
    vague = vague_words(words)
    if vague:
        of = f"里的{''.join(shown(word) for word in vague[:_MOST_NAMED])}"
        surely, perhaps = "没有说清是哪里、哪些、有多少", "可能没有说清是哪里、哪些、有多少"
    else:
        of, surely, perhaps = "", "是概括的说法，看不出具体在哪里、涉及谁、有多少", "可能写得概括了些"
    judged = (
        f"{surely}，承办单位读完无从核实"
        if sure
        else f"{perhaps}，请核对一下承办单位读完知不知道在哪里、有多少"
    )
    message = f"{shown_quotes(quotes)}{of}{judged}。"
    text = draft.canonical_title + "\n" + draft.canonical_body
    thing = matter(draft, quotes[:_MOST_NAMED], unit, units)
    place = first_place(draft.canonical_title, draft.canonical_body)
    return Advice(
        message,
        f"{_stated(text)}请把情况落到一处，可写成：“{thing.situation_at(place)}”。"
        f"不必都写，有一两样能核实的就可以办。",
    )


def _stated(text: str) -> str:
    """What of 地点、数量、时间、事例 the draft has and has not; no wording shows 对象 surely."""
    counted = tuple(word for word in quantities(text) if not word.startswith(_SLOGAN_NUMBERS))
    found = {"地点": places(text), "数量": counted, "时间": times(text), "事例": incidents(text)}
    present = [
        f"{kind}（{'、'.join(shown(word, 16) for word in words[:_MOST_NAMED])}）"
        for kind, words in found.items()
        if words
    ]
    may = {
        "地点": may_name_a_place,
        "数量": may_count,
        "时间": may_name_a_time,
        "事例": may_tell_an_incident,
    }
    missing = "、".join(kind for kind, words in found.items() if not words and not may[kind](text))
    if not present:
        return f"全文没有看到可以核实的{missing}。" if missing else ""
    if not missing:
        return f"文中写有{'、'.join(present)}，但没有说明反映的问题出在哪里、涉及多少。"
    return f"文中写有{'、'.join(present)}，还看不到具体的{missing}。"
