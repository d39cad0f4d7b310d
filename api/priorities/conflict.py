"""How much harm, conflict and danger a draft tells of (矛盾突出)."""

import re
from collections.abc import Iterable

from api.priorities.candidates import Mark
from api.priorities.clauses import Clause
from api.priorities.signs import CRACKED, NEARLY, PERILOUS_GRADE, Sign, either, find, quotes_of, together
from model.draft import Draft

_SOME = r"[\d一二两三四五六七八九十几数多]"
_HARMLESS = re.compile(
    "防|避免|杜绝|减少|下降|以免|免得|免去|化解|调解|处置|应对|若|如果|一旦|万一|可能|容易|生怕|唯恐|怕|担心|遇到|遇上"
    "|没有?(?:发生|出过?|一[起次人])|未(?:发生|出|曾|造成)|零事故|不(?:再|得|许|准|要|会)|禁止|演练|知识|宣传|案例|预案"
    "|险种|保险|赔付|患者|病人|病例|就受伤|东莞|务工|打工|警报|雷达|身体|一下子"
)
_SIGNS = tuple(
    Sign(family, weight, re.compile(words), _HARMLESS)
    for family, weight, words in (
        (
            "出过人命",
            0.8,
            rf"(?<![病猪鱼羊牛鸡鸭树苗])(?:死亡(?!率|证|赔|丧|补)|身亡|丧生|丧命|遇难|溺亡|[淹撞摔烧压毒砸电]死"
            rf"|死了?{_SOME}+人|没救过来|送了命|丢了命|没抢救过来)(?!过?[^，]{{0,4}}[牛羊猪鸡鸭鱼狗蜂株棵]|或濒危)",
        ),
        (
            "有人受伤",
            0.6,
            rf"受了?[轻重]?伤|[轻重]伤|伤了?{_SOME}+人|致[伤残]|骨折|摔断|[摔撞烫烧砸咬压跌炸]伤|摔了?(?:一跤|跤|{_SOME}+[个人])"
            r"|昏迷|摔倒|[撞刮]了[^，]{0,5}(?:人|老|学|孩|娃)|摔[进下]|吃坏|送医|中毒"
            r"|[人孩娃老生妇伯妈爷奶车客员][^，]{0,8}[掉翻跌滚冲][进下入]了?[^，]{0,4}[沟河坎崖塘井田库渠]",
        ),
        (
            "出过事故或灾情",
            0.5,
            rf"事故[^，]{{0,4}}{_SOME}+[起次件]|{_SOME}+[起次][^，]{{0,8}}(?:事故|火灾|火情|警情|险情)"
            r"|发生[^，]{0,12}(?:事故|火灾|塌方|滑坡|垮塌|坍塌|爆炸|泥石流|内涝)|起火|失火|着[了过]?火|塌[了方陷]|垮[了塌]"
            r"|坍塌|翻[了过]?车|冲[走毁垮断塌]|被淹|淹[了没]|被困|追尾|绝收",
        ),
        (
            "有纠纷冲突",
            0.45,
            rf"{_SOME}+[起件次多][^，]{{0,6}}(?:纠纷|冲突)|纠纷[^，]{{0,6}}{_SOME}+[起件]|纠纷(?:不断|频发|增多|越来越多|多发)"
            r"|(?:引发|发生|闹)[^，]{0,8}(?:纠纷|冲突|矛盾)|打(?:了起|起|过|了)[架来]?(?:架|来)|争吵|对骂"
            rf"|吵(?:起来|架|到[^，]{{0,3}}(?:所|镇|乡|村|县|社区|法院)|了[^，]{{0,2}}[次架回])|[堵拦封]了?(?:工地|大门|校门|厂门)"
            r"|阻工|阻拦|围堵|集体(?:上访|停运|罢)|到[^，]{0,8}(?:上访|讨说法|要说法)|上访"
            rf"|信访(?:{_SOME}|[^，局部工件接]{{0,4}}{_SOME}+[件次批])|(?<![站达器仪])报[了过]?警(?!器|设|装|系|电|柱|点)"
            r"|闹到|打(?:了|起|过|着)[^，]{0,4}官司|告到",
        ),
        (
            "反复投诉反映",
            0.45,
            rf"投诉[^，]{{0,10}}{_SOME}+[件起次个条]|{_SOME}+[件起次条][^，]{{0,8}}(?:投诉|工单)|工单[^，]{{0,6}}{_SOME}+[件条]"
            r"|投诉(?:不断|居高|最多|集中)"
            r"|(?:多次|反复|再三|年年|连续[^，]{1,5}[年届次])[^，]{0,10}(?:反映|投诉|呼吁|要求|提出|提过|打电话|找过)"
            rf"|反映[了过]?(?:多次|{_SOME}+[次年回])|联名|签了?名|签字的|按[了过]?手印|[提找][了过][^，]{{0,8}}{_SOME}+[次回年]"
            rf"|拖了{_SOME}+年",
        ),
        (
            "眼前有险",
            0.3,
            f"{NEARLY}|险象|{PERILOUS_GRADE}|危房|{CRACKED}|摇摇欲坠|提心吊胆|落石|滚石|掉石|塌陷|漏电|电线裸露"
            "|没有(?:任何)?(?:护栏|防护|栏杆)|[墙楼杆房桥坝塔][^，]{0,6}倾斜|歪[了斜]|朽|锈[穿断]|与车抢|和车(?:抢|挤|混)|打滑"
            "|陡坎|临崖|临水",
        ),
    )
)
_ANY = either(_SIGNS)


def conflict(draft: Draft, clauses: Iterable[Clause]) -> Mark:
    """Measure 矛盾突出, one of the office's criteria (issue “The reviewer's desk”, 重点处理候选).

    Facts count: lives lost 0.8, people hurt 0.6, accidents and disasters 0.5, quarrels 0.45, complaints that
    come again 0.45, present danger 0.3; different families are combined as independent signs. Stock phrases
    such as 群众反映强烈, 矛盾突出 or 存在安全隐患 are no facts and count nothing; nor does what is to be
    prevented, is only possible, or is said not to have happened. What is told of a whole county counts half.
    Among the asks only what is told as past counts.

    Args:
        draft: masked.
        clauses: of it.
    """
    found = find(draft, clauses, _SIGNS, _ANY)
    reason = "、".join(each.family for each in found) or "没有写到伤亡、事故、纠纷或反复投诉"
    return Mark("矛盾突出", together(each.weight for each in found), reason, quotes_of(found))
