"""V2 诉求不明: name one action to the unit."""

import re

from model.advice.advice import Advice
from model.advice.asking import is_appeal
from model.advice.facts import first_place, most_concrete
from model.advice.matters import matter
from model.advice.wording import address, quoted, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_WISH = re.compile("希望|建议|请|盼|望")
_CHOICE = re.compile("或者|要么")


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str, sure: bool, units: UnitList) -> Advice:
    """See :func:`model.advice.advise`."""
    words = quoted(quotes[:1])
    said = shown_quotes(quotes, most=1, limit=40)
    asking = [sentence.text for sentence in draft.sentences if sentence.zone == "ask"]
    if not sure:
        message = f"{said}可能还没有把要求说明确，请核对一下：请哪个单位、做什么、做到哪一步算办成。"
    elif is_appeal(words) or _WISH.search(words):
        message = f"{said}只表达了愿望，没有说要哪个单位做什么，承办单位不知道做到哪一步算办成。"
    elif asking:
        message = f"{said}没有写出要办的动作，承办单位不知道做到哪一步算办成。"
    else:
        message = (
            f"全文到{shown_quotes(quotes[-1:], most=1, limit=40)}为止都在讲情况，没有提出要哪个单位做什么。"
        )
    open_choice = any(_CHOICE.search(text) for text in asking)
    return Advice(message, _advice(draft, quotes, unit, units, open_choice=open_choice))


def _advice(draft: Draft, quotes: tuple[Quote, ...], unit: str, units: UnitList, *, open_choice: bool) -> str:
    concrete = most_concrete(draft)
    situation = concrete.text if concrete else ""
    place = first_place(draft.canonical_title, situation, draft.canonical_body)
    thing = matter(draft, quotes, unit, units)
    kept = f"情况可以保留，如{shown(situation, 40)}。" if situation else ""
    choice = "要求里用了“或者”一类的话，请选定一种办法。" if open_choice else ""
    return (
        f"{kept}{choice}请在结尾写一条明确的要求：请哪个单位、在哪里、做什么、什么时候做完。"
        f"可写成：“{address(draft, unit)}{thing.ask_at(place)}”。"
    )
