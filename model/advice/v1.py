"""V1 情况不明: which facts are there, which are missing, and how to write them."""

from model.advice.advice import Advice
from model.advice.facts import incidents, places, quantities, times, vague_words
from model.advice.matters import matter
from model.advice.wording import quoted, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown

_MOST_NAMED = 2
_SLOGAN_NUMBERS = ("百", "千", "万")


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str) -> Advice:
    """See :func:`model.advice.advise`."""
    words = quoted(quotes[:_MOST_NAMED])
    vague = vague_words(words)
    if vague:
        named = "".join(shown(word) for word in vague[:_MOST_NAMED])
        message = f"{shown_quotes(quotes)}里的{named}没有说清是哪里、哪些、有多少，承办单位读完无从核实。"
    else:
        message = (
            f"{shown_quotes(quotes)}是概括的说法，看不出具体在哪里、涉及谁、有多少，承办单位读完无从核实。"
        )
    text = draft.canonical_title + "\n" + draft.canonical_body
    thing = matter(unit, words, draft.canonical_title)
    return Advice(
        message,
        f"{_stated(text)}请把情况落到一处，可写成：“{thing.situation_at(_place(draft))}”。"
        f"不必都写，有一两样能核实的就可以办。",
    )


def _place(draft: Draft) -> str:
    return next(iter((*places(draft.canonical_title), *places(draft.canonical_body))), "")


def _stated(text: str) -> str:
    """What of 地点、数量、时间、事例 the draft has and has not; no wording shows 对象 surely."""
    counted = tuple(word for word in quantities(text) if not word.startswith(_SLOGAN_NUMBERS))
    found = {"地点": places(text), "数量": counted, "时间": times(text), "事例": incidents(text)}
    present = [
        f"{kind}（{'、'.join(shown(word, 16) for word in words[:_MOST_NAMED])}）"
        for kind, words in found.items()
        if words
    ]
    missing = [kind for kind, words in found.items() if not words]
    if not present:
        return "全文没有看到可以核实的地点、数量、时间或事例。"
    if not missing:
        return f"文中写有{'、'.join(present)}，但没有说明反映的问题出在哪里、涉及多少。"
    return f"文中写有{'、'.join(present)}，还看不到具体的{'、'.join(missing)}。"
