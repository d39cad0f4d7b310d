"""V3 措施空泛: list the empty phrases and ask of each who, what, and to what extent."""

import re

from model.advice.advice import Advice
from model.advice.facts import first_place, most_concrete, places
from model.advice.matters import matter
from model.advice.wording import address, quoted, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_MOST_ASKED = 3

# An empty phrase and the question that fills it. The words between verb and noun are part of the phrase.
_QUESTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), question)
    for pattern, question in (
        (
            "(?:加强|强化|切实加强)(?:组织)?领导|(?:提高|提升)政治站位|高度重视|摆上[^，。；、\n]{0,6}位置",
            "由哪个单位牵头、先办哪一件",
        ),
        (
            "(?:提高|统一|增强|转变|深化|树立)[^，。；、\n]{0,8}(?:思想|认识|意识|观念|理念)",
            "要哪些人知道哪件事、办几场、在哪里办",
        ),
        (
            "(?:加大|加强|强化|抓好|搞好|广泛)[^，。；、\n]{0,10}(?:宣传|教育|引导)(?:力度)?"
            "|营造[^，。；、\n]{0,12}氛围",
            "向谁宣传、到哪些村或学校、办几场",
        ),
        (
            "(?:加大|增加|强化|加强)[^，。；、\n]{0,10}(?:投入|资金|经费|财政支持|保障)(?:力度)?",
            "投多少钱、从哪里出、用在哪一项上",
        ),
        (
            "(?:加大|加强|强化|开展)[^，。；、\n]{0,10}(?:监管|执法|检查|整治|打击|监督|管理|巡查|治理)(?:力度)?|严厉打击",
            "由哪个单位查、查什么、多久查一次、结果在哪里公布",
        ),
        (
            "(?:完善|健全|建立|创新|理顺|构建)[^，。；、\n]{0,14}(?:机制|制度|体系|体制|格局|平台|政策|模式)",
            "订哪一条规定、谁来执行、什么时候起执行",
        ),
        (
            "齐抓共管|形成[^，。；、\n]{0,8}合力|密切配合|[^，。；、\n]{0,6}(?:协同|联动)|各级各部门|各部门",
            "主办是哪一家、其他单位各做哪一件",
        ),
        (
            "(?:加强|强化|提高|提升|壮大)[^，。；、\n]{0,12}(?:队伍|素质|能力|培训|人才)(?:建设|培养)?",
            "培训（增加）哪些人、多少名、学会什么",
        ),
        (
            "压实[^，。；、\n]{0,6}责任|落实[^，。；、\n]{0,6}责任"
            "|强化[^，。；、\n]{0,6}(?:责任落实|责任|考核|督查)|纳入[^，。；、\n]{0,6}考核|严格问责",
            "哪个单位的哪一项、按什么考核",
        ),
        (
            "(?:优化|改善|提升|提高|完善|强化)[^，。；、\n]{0,12}(?:服务|环境|水平|质量|设施|功能|布局|保障)",
            "改哪一处、改成什么样",
        ),
        (
            "(?:加大|加强|加快|推进|推动|促进|支持|鼓励|扶持|统筹|强化|大力发展|拓宽|深化)[^，。；、\n]{1,14}",
            "由谁在哪里做哪一件、做到什么程度",
        ),
    )
)


def advise(draft: Draft, quotes: tuple[Quote, ...], unit: str, sure: bool, units: UnitList) -> Advice:
    """See :func:`model.advice.advise`."""
    asked = "\n".join(sentence.text for sentence in draft.sentences if sentence.zone == "ask")
    phrases = _empty_phrases(quoted(quotes), asked)
    judged = (
        "是方向性的话，没有一条能检查做没做的动作"
        if sure
        else "可能偏于方向性，请核对一下有没有一两条能检查做没做的动作"
    )
    message = f"{shown_quotes(quotes)}{judged}。"
    questions = "；".join(f"{shown(phrase, 18)}——{question}" for phrase, question in phrases)
    asking = (
        f"请把空的话落到动作上：{questions}。"
        if questions
        else "请写明由谁、做什么、做到什么程度、什么时候做完。"
    )
    return Advice(message, f"{asking}{_pattern(draft, quotes, unit, units)}")


def _empty_phrases(*texts: str) -> tuple[tuple[str, str], ...]:
    """Up to three empty phrases with their questions, from the quotes first; each question is asked once."""
    found: dict[str, str] = {}
    for text in texts:
        for pattern, question in _QUESTIONS:
            match = pattern.search(text)
            if (
                match
                and question not in found
                and not any(_overlap(match.group(), phrase) for phrase in found.values())
            ):
                found[question] = match.group()
    return tuple((phrase, question) for question, phrase in found.items())[:_MOST_ASKED]


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _pattern(draft: Draft, quotes: tuple[Quote, ...], unit: str, units: UnitList) -> str:
    thing = matter(draft, quotes, unit, units)
    concrete = most_concrete(draft)
    if concrete is not None and concrete.zone == "situation":
        place = next(reversed(places(concrete.text)), "")
        lead = f"文中{shown(concrete.text, 34)}写得实，要求就对着它提"
    else:
        place = first_place(draft.canonical_title, draft.canonical_body)
        lead = "留下真正想办的一两件"
    return f"{lead}，可写成：“{address(draft, unit)}{thing.ask_at(place)}”，其余的话可以删去。"
