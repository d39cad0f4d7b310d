"""How much a draft presses (迫切)."""

import re
from collections.abc import Iterable

from api.priorities.candidates import Mark
from api.priorities.clauses import Clause
from api.priorities.signs import CRACKED, NEARLY, PERILOUS_GRADE, Sign, either, find, quotes_of, together
from model.draft import Draft
from model.review import Triage

_SEASON = (
    "(?:主?汛期?|洪水|雨季|梅雨|台风|入冬|冬天|冬季|封冻|霜冻|冰冻|下雪|大雪|开学|春耕|插秧|栽秧|春播|秋播|秋收|抢收|采摘"
    "|高考|中考|春运|春节|过年|清明|防火期|枯水|暑假)"
)
_NO_HASTE = re.compile(
    "防|避免|杜绝|以免|免得|若|如果|一旦|万一|怕|担心|没有?(?:发生|出过?)|未(?:发生|出)|保险|预案|演练|知识|宣传|课程|奖补|贴了|多年|年前|关门|闲置|身体|一下子"
)
_PAPER = re.compile("印发|公布|公开|发给|招生|报名|成绩|名学生|总结|报告|答复|统计|每年")
"""What a season or a date is no haste for: papers, and what comes every year."""
_SIGNS = tuple(
    Sign(family, weight, re.compile(words), _PAPER if asked else _NO_HASTE, asked)
    for family, weight, asked, words in (
        (
            "用不上、断了",
            0.5,
            False,
            "[断停][了过]?(?:水|电|气|供|运|诊|摆|工|课|产)(?!率|部|量|位|站|池|机|表|管|厂|业)|瘫痪(?!在|的?老|病)|中断|停用|封[了闭]"
            "|(?<![腿骨])断(?:流|了(?![^，]{0,2}[腿骨胳手腰念角]))|冲[断毁垮]|坏[了掉](?!还是|由|的?就|再|报|[^，]{0,8}内修)|倒塌|垮[了塌]|塌[了方]"
            "|(?:不能|没法|无法)(?:用|通行|使用|过|走|住|营业|栽|种|灌)|用不[了上](?!几)|喝不[上到了]|没水[喝吃用]|没有水(?![压平电])"
            "|吃水[^，]{0,4}难|进不[来去]|过不[去了]|走不[了通]|不通车|不出水|打不通|干[涸枯]|见底",
        ),
        (
            "眼前有险",
            0.5,
            False,
            "随时(?!间)[^，]{0,6}(?:塌|垮|倒|掉|断|滑|出|会|可能)"
            f"|险情|险段|{PERILOUS_GRADE}|危房|危桥|险桥|{CRACKED}|{NEARLY}"
            "|摇摇欲坠|落石|滚石|掉石|(?<!教育)塌陷|漏电|漏气|电线裸露|朽|锈[穿断]|滑坡|没有(?:任何)?(?:护栏|防护|栏杆)|管涌"
            "|渗漏|与车抢|和车(?:抢|挤|混)",
        ),
        (
            "救人等不得",
            0.5,
            False,
            "(?:救护车|120|急救车)[^，]{0,14}(?:堵|进不|绕|到不|动不|开不|不来|叫不|才到|陷)|没抢救过来"
            "|消防车[^，]{0,8}(?:进不|过不|开不|堵)|断药|耽误[^，]{0,4}(?:治|病|救)|误了[^，]{0,4}(?:命|病)",
        ),
        (
            "生计等不得",
            0.4,
            False,
            "欠薪|(?:拖欠|欠[了着]?)[^，]{0,10}(?:工资|工钱|薪|血汗|补偿|租金)|没饭吃|断粮|滞销|卖不[出掉]|烂在|绝收|减产"
            "|没钱[治看买]|停发",
        ),
        (
            "赶季节",
            0.4,
            True,
            rf"{_SEASON}(?:来临|到来|开始|结束)?(?:之?前|以前)(?!后)"
            rf"|{_SEASON}[^，]{{0,4}}(?:将至|临近|快到|马上|在即|就要|要到|到了|来了)"
            rf"|(?:马上|眼看|就要|快要?|又要)[^，]{{0,4}}{_SEASON}",
        ),
        (
            "期限将到",
            0.4,
            True,
            r"(?:今年|明年|年底|月底|\d{1,2}月|即将|马上|快要?|就要|将[于在]?)[^，]{0,8}"
            r"(?:到期|期满|届满|过期|失效|截止|停办|(?<!易地)搬迁|拆除)|逾期未|超期服役|到期未",
        ),
        (
            "每到雨雪、上学就出事",
            0.3,
            False,
            "(?:[一每][逢到]|每年)[^，]{0,4}(?:汛期?|雨季|台风|冬天|下雨|雨天|大雨|暴雨|下雪|涨水|上学|放学)|一下雨|一涨水"
            "|下雨天|雨天|上放学|上下学",
        ),
        (
            "要求的时间近",
            0.15,
            True,
            r"(?:今年|本月|下月|下周|本周|月底|\d{1,2}月(?:底|\d{1,2}日|上旬|中旬|下旬)?|[一二两三]个?(?:月|周|星期)"
            r"|[\d一二两三十]{1,3}[天日])(?:之?内|以?前(?![\d一二三四五六七八九十]+[个届批])|之前)",
        ),
    )
)
_ANY = either(_SIGNS)
_HARD = 0.3
"""How much it counts that the model takes the matter for 急难事, times how likely that is."""


def urgent(draft: Draft, clauses: Iterable[Clause], triage: Triage) -> Mark:
    """Measure 迫切, one of the office's criteria (issue “The reviewer's desk”, 重点处理候选).

    Facts count: a breakdown 0.5, present danger 0.5, rescue that is hindered 0.5, livelihood 0.4, a season
    that the work must beat 0.4, a term that lapses 0.4, trouble that returns with rain, snow or the way to
    school 0.3, a date the draft merely wishes for 0.15, and the class 急难事 0.3 times its probability
    (rubric, section 六: 有安全、生计或时限上的紧迫性); they are combined as independent signs. Words such as
    刻不容缓 or 尽快 count nothing. What is told of a whole county counts half.

    Args:
        draft: masked.
        clauses: of it.
        triage: the class the review gives it.
    """
    found = find(draft, clauses, _SIGNS, _ANY)
    hard = _HARD * triage.probability if triage.value == "急难事" else 0.0
    said = [each.family for each in found] + (["属急难事"] if hard else [])
    reason = "、".join(said) or "没有写到险情、中断、季节或期限"
    return Mark("迫切", together([*(each.weight for each in found), hard]), reason, quotes_of(found))
