"""F3 时限不实: the time given, the work it is given for, and a staged time."""

import re

from model.advice.advice import Advice
from model.advice.facts import quantities
from model.advice.wording import office, quoted, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_NUMBER = "(?:\\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_DEADLINE = re.compile(
    f"(?:在|于|从)?(?:今后|未来)?{_NUMBER}个?半?(?:天|日|周|星期|个?月|小时|晚上"
    f"|年)(?:时间)?(?:之?内|以内|里)|(?:明天|今晚|一夜之间|即日起|马上|立即)"
    f"|(?:今年|明年|后年|本年度?|年)(?:之?内|[底初末])?[^，。；]{{0,4}}?(?:以?前|之前|底"
    f"|内)|(?:今年|明年|本月|下个?月|下月|本周|下周){_NUMBER}?[日月]?(?:底|初|内|前|起|之?内|以前|之前)?"
    "|(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日)?(?:底|初)?(?:以?前|之前|内|当天)?"
    "|(?:元旦|春节|国庆节?|五一|汛期|开学|年底|月底|入冬|放假|明春)[^，。；]{0,4}?(?:以?前|之前)|\\d{1,3}天"
)
_BUILDING = re.compile(
    "铺|建成|建设|新建|建一?[座个所条]|修[建通好成]|改造|拓宽|硬化|拆|安装|装上|换成|开挖"
    "|完工|竣工|开工|投产|施工|管网|通车|通水|治理完|修复"
)
_SMALL = re.compile(
    "旱厕|敞口|露天厕|公厕|厕所|路灯|围挡|围栏|护栏|标志|标识|指示牌|警示牌|标牌|路牌|反光镜|减速带|井盖|斑马线|划线|垃圾桶|监控|摄像头"
)
_LARGE = re.compile("公里|管网|大桥|桥梁|楼|学校|医院|隧道|公路|水库|厂|园区|小区")
_NOT_WORK = ("起", "次", "趟", "人", "名", "岁")


def advise(
    draft: Draft,
    quotes: tuple[Quote, ...],
    unit: str,
    sure: bool,
    units: UnitList,  # noqa: ARG001 — as every adviser
) -> Advice:
    """See :func:`model.advice.advise`."""
    words = quoted(quotes)
    given = max((match.group() for match in _DEADLINE.finditer(words)), key=len, default="")
    sizes = tuple(size for size in quantities(words) if not size.endswith(_NOT_WORK))[:2]
    work = "".join(shown(size, 14) for size in sizes)
    around = words + _around(draft, quotes[0])
    builds = bool(_BUILDING.search(around))
    small = bool(_SMALL.search(around)) and not _LARGE.search(around)
    tight = "时限定得过紧" if sure else "时限可能偏紧"
    limit = f"时限是{shown(given, 16)}" if given else tight
    amount = f"，要办的是{work}" if work else ""
    if small:
        why = "摸底、备料、施工都要人手"
        steps = "“____月底前摸清有多少处，____月先办最急的____（哪几处），____月底前全部办完”"
    elif builds:
        why = "立项、招标、施工都要时间"
        steps = "“____月底前完成勘察、设计和立项，____年____月先办最急的____（哪几处），____年底前全部完成”"
    else:
        why = "调查、研究、推开都要时间"
        steps = "“____月底前拿出方案，____月先在____（哪一处）试行，____年底前推开”"
    hard = "难以按时办成" if sure else "可能难以按时办成，请核对一下"
    batches = f"{work}可以分批办，写明每一批多少。" if work else ""
    return Advice(
        f"{shown_quotes(quotes, most=1, limit=44)}：{limit}{amount}，{why}，{hard}。",
        f"请把时限改成分步的：{steps}。{batches}眼下等不得的，"
        f"可请{office(draft, unit)}先采取临时措施（如____）。",
    )


def _around(draft: Draft, quote: Quote) -> str:
    """The sentence the quote stands in; where the quote names only the time, it often names the work."""
    if quote.part == "title":
        return draft.canonical_title
    return next(
        (sentence.text for sentence in draft.sentences if sentence.start <= quote.start < sentence.end), ""
    )
