"""F2 财力不及: the sums named, and how to make them bearable."""

import re

from model.advice.advice import Advice
from model.advice.facts import amounts, clauses
from model.advice.wording import address, government, quoted, shown_quotes
from model.draft import Draft, Quote
from model.shown import shown
from model.unit_list import UnitList

_MOST_NAMED = 3
_BIG = re.compile(r"亿|千万|百万|[\d.]万|[一二三四五六七八九十]万")
_REVENUE = re.compile("财政收入|财力|预算收入|财政总收入|可用财政")
_READ = 20_000
# What a draft may say of how the sum is to be borne (rubric F2: 分期、上级资金、社会资本、测算).
_PARTS = {
    "怎么测算的": re.compile("测算|概算|估算|预算约|总投资|约需|合计|共需"),
    "分几年": re.compile(r"分期|分批|分步|分阶段|分[^，。；]{0,2}年|第[一二三1-3]年"),
    "从哪里来": re.compile(
        r"申请[^，。；]{0,8}资金|上级(?:资金|补助|专项|支持)|争取|社会资本|贷款|专项债|自筹|募集|捐|众筹|财政奖补"
    ),
}
_FOR_PEOPLE = re.compile("每人|每户|免费|补助|补贴|津贴|养老金|发放|发给|工资|待遇|全免|包下来|安家费")
_PER_HEAD = re.compile(
    r"(?<![\d.])(?P<count>\d{1,7}(?:\.\d{1,3})?)(?P<wan>万)?多?(?![年月日元%倍分亩米公平吨])[^，。；"
    r"、\d]{0,8}，?[^，。；\d]{0,4}每[人户名村校所栋家]"
    r"(?P<gap>[^，。；\d]{0,10})(?P<money>\d{1,7}(?:\.\d{1,3})?)(?P<money_wan>万)?元"
)
_OTHER_PERIOD = re.compile("每天|每日|每季|每学期|每周")
_WORTH_RECKONING = 1_000_000
_SCOPE = re.compile(
    r"(?:全[县市区省镇乡]|所有)[^，。；、的\d]{0,6}\d[\d.]{0,7}万?(?:个(?:行政村|自然村|村民小组|村|社区|小区)|户|名[^，。；、\d的每]{1,6}|所[^，。；、\d的每]{1,4}|座[^，。；、\d的每]{1,4})"
)


def advise(
    draft: Draft,
    quotes: tuple[Quote, ...],
    unit: str,
    sure: bool,
    units: UnitList,  # noqa: ARG001 — as every adviser
) -> Advice:
    """See :func:`model.advice.advise`."""
    words = quoted(quotes)
    incomes = (
        clause.text for clause in clauses(draft) if _REVENUE.search(clause.text) and amounts(clause.text)
    )
    revenue = next((text for text in incomes if text not in words), "")
    means = f"文中写明{shown(revenue, 40)}，两相对照，财力难以承受" if revenue else "投入与本级财力明显不相称"
    found = _plan(draft)
    told = "".join(shown(text, 14) for text in found.values() if text)
    missing = [part for part, text in found.items() if not text]
    if told:
        still = f"还要写清{'、'.join(missing)}" if missing else "还要核对与本级财力是否相称"
        plan = f"；文中写到{told}，{still}"
    elif sure:
        plan = "，也没有看到分期、上级资金或社会资本的安排，承办单位难以答应"
    else:
        plan = "，也没有看到分期、上级资金或社会资本的安排，请核对一下"
    if told or not sure:
        means = f"文中写明{shown(revenue, 40)}，两相对照，" if revenue else ""
        means += "投入可能与本级财力不相称"
    if told and not sure:
        plan += "，请核对一下"
    scope = _SCOPE.search(words)
    fewer = f"，先从{shown(scope.group(), 18)}里选最急的做起" if scope else "，先选最急的一处、一期做起"
    first = (
        "先对____（最困难的一类人，约____人）____（做什么）"
        if _FOR_PEOPLE.search(words)
        else "先办____（最急的____处）"
    )
    rest = "" if found["从哪里来"] else "，其余向上争取"
    return Advice(
        f"{shown_quotes(quotes, most=1, limit=44)}{_reckoned(words)}：{means}{plan}。",
        f"{_reckon(words, missing)}；数目仍大的{fewer}{rest}。可写成："
        f"“{address(draft, unit)}今年{first}，约需____万元"
        + ("" if found["从哪里来"] else f"，其中{government(draft)}列入预算____万元、争取上级资金____万元")
        + ("" if found["分几年"] else "；其余分____年办完")
        + "”。",
    )


def _plan(draft: Draft) -> dict[str, str]:
    """For each part of a plan the words of the draft about it, empty where there are none."""
    text = draft.canonical_body[:_READ]
    return {part: match.group() if (match := words.search(text)) else "" for part, words in _PARTS.items()}


def _reckon(words: str, missing: list[str]) -> str:
    """What has to be reckoned: a total that is named, a rate that is named, or nothing named yet."""
    sums = amounts(words)
    totals = tuple(text for text in sums if _BIG.search(text))
    where = "（上级专项、社会资本、本级预算各多少）"
    rest = "、".join(
        f"{part}{where if part == '从哪里来' else ''}" for part in missing if part != "怎么测算的"
    )
    also = f"，写明{rest}" if rest else ""
    if _reckoned(words):
        return f"请核准这个合计数{also}"
    if totals and (reckoned := "怎么测算的" in missing) | bool(rest):
        named = "、".join(shown(text, 14) for text in totals[:_MOST_NAMED])
        return f"请写明{named}" + "、".join(filter(None, ["是怎么测算的" if reckoned else "", rest]))
    if sums and not totals:
        return f"请按{'、'.join(shown(text, 14) for text in sums[:_MOST_NAMED])}的标准算出合计要多少{also}"
    if "怎么测算的" in missing:
        return f"请先测算合计要多少{also}"
    return f"请核对文中的测算与本级财力是否相称{also}"


def _reckoned(words: str) -> str:
    """Multiply the heads by the sum per head where the quote names both."""
    match = _PER_HEAD.search(words)
    if match is None or _OTHER_PERIOD.search(match["gap"]):
        return ""
    heads = float(match["count"]) * (10_000 if match["wan"] else 1)
    total = (
        heads
        * float(match["money"])
        * (10_000 if match["money_wan"] else 1)
        * (12 if "月" in match["gap"] else 1)
    )
    if total < _WORTH_RECKONING:
        return ""
    stated = f"{total / 1e8:.1f}亿元" if total >= 1e8 else f"{total / 1e4:.0f}万元"
    return f"，按文中的数字算{'一年' if '月' in match['gap'] or '年' in match['gap'] else ''}约需{stated}"
