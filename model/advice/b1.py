"""B1 领域宽泛: narrow the draft to the most concrete thing it mentions."""

from model.advice.advice import Advice
from model.advice.asking import deeds
from model.advice.facts import may_count, may_name_a_group, may_name_a_place, most_concrete, places
from model.advice.matters import matter
from model.advice.wording import address, field, office, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_LONGEST_FIELD = 24


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str, sure: bool, units: UnitList) -> Advice:
    """See :func:`model.advice.advise`."""
    message = (
        f"{shown_quotes(quotes, most=1)}说的是一个大领域，没有限定到一处地点、一类人或一个环节，"
        "难以当作一件事交给一两个单位在一个办理周期里办成。"
        if sure
        else f"{shown_quotes(quotes, most=1)}可能说得偏大，请核对一下：是否限定到了一处地点、"
        "一类人或一个环节，能不能当作一件事交给一两个单位在一个办理周期里办成。"
    )
    whole = _whole(draft)
    by = office(draft, unit)
    concrete = most_concrete(draft)
    if concrete is None:
        return Advice(message, _choose_one(draft, quotes, whole, unit, units))
    if concrete.zone == "ask":
        rest = f"；{whole}的其他方面可以另件提出" if len(deeds(draft, units)) > 1 else ""
        return Advice(
            message,
            f"文中最具体的一条是{shown(concrete.text, 40)}，建议只留这一条单独成件："
            f"写清它要解决的是哪里的什么问题、"
            f"由{by}做到什么程度，题目也改成这件事{rest}。",
        )
    place = next(reversed(places(concrete.text)), "")
    thing = matter(draft, quotes, unit, units)
    return Advice(
        message,
        f"文中最具体的情况是{shown(concrete.text, 40)}，建议就从这里写起，只提一件事，题目随之改小。"
        f"要求可写成：“{address(draft, unit)}{thing.ask_at(place)}”。",
    )


def _whole(draft: Draft) -> str:
    name = field(draft)
    return shown(name) if 1 < len(name) <= _LONGEST_FIELD else "这个领域"


def _choose_one(draft: Draft, quotes: tuple[Quote, ...], whole: str, unit: str, units: UnitList) -> str:
    thing = matter(draft, quotes, unit, units)
    return (
        f"{_missing(draft)}"
        f"请在{whole}里选您最熟悉、群众反映最急的一处地点、一类人或一个环节，只写这一件："
        f"先写情况，如“{thing.situation_at('')}”；再写一条要求，"
        f"如“{address(draft, unit)}{thing.ask_at('')}”。题目改成这件事。"
    )


def _missing(draft: Draft) -> str:
    """Name of 地点、对象、数字 what the draft surely has not."""
    text = draft.canonical_title + "\n" + draft.canonical_body
    has = {"地点": may_name_a_place(text), "对象": may_name_a_group(text), "数字": may_count(text)}
    lacking = [kind for kind, there in has.items() if not there]
    return f"全文还没有看到具体的{'、'.join(lacking)}。" if lacking else ""
