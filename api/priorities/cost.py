"""What a draft says its matter costs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.priorities.clauses import Clause, quoted
from api.priorities.numerals import NUMERAL, value
from model.draft import Draft, Quote

_MONEY = re.compile("元|块")
_COST = re.compile(
    "投资|投入|概算|预算|估算|测算|造价|资金|经费|费用|约需|共需|需要?|合计|总共|安排|列支|列入|花费?|购置|解决|补助|拨"
)
_NOT_COST = re.compile(
    "收入|产值|总值|利润|损失|税|罚|骗|欠|拖|工资|报酬|月薪|标的|贷款|质保金|捐|债|GDP|存款|成交|营业|销售|租金|门票|赔|彩礼|保额|保险金|诈|不得|以上的|超过[^，]{0,10}的|凡|花[了去掉]|以下"
    "|去年|前年|20\\d\\d年以来|已经?投|曾|累计|共投入|先后|原来|过去|上级资金|其中|邻[县市]|外[县市]"
)
_EACH = re.compile("每|一[个座台盏户人趟次亩米件块栋所]|/|人均|户均|单[价张件次个]|标准")
_SUM = re.compile(rf"(?P<numeral>{NUMERAL})(?:元|块)")
_LEAST = 2_000
"""Yuan; less is a price, not the cost of a matter."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the matter is said to cost.

    Attributes:
        yuan: as stated.
        quote: the clause that says so.
    """

    yuan: float
    quote: Quote


def cost(draft: Draft, clauses: Iterable[Clause]) -> Cost | None:
    """Return the largest sum that the draft names as the cost of what it asks for; ``None`` for none.

    Incomes, losses, debts, wages, prices of one piece and what was spent before are no costs. A sum counts
    in the asks, and elsewhere where the clause speaks of a cost. The sums that the advice finds are for
    quoting, and of 三万二千元 hold 二千元 (``model.advice.facts.amounts``); here they are reckoned with.

    Args:
        draft: masked.
        clauses: of it.
    """
    best: Cost | None = None
    for clause in clauses:
        text = clause.text
        if (
            not _MONEY.search(text)
            or _NOT_COST.search(text)
            or (clause.zone != "ask" and not _COST.search(text))
        ):
            continue
        for found in _SUM.finditer(text):
            if _EACH.search(text, max(0, found.start() - 8), found.end() + 3):
                continue
            yuan = value(found["numeral"]) or 0
            if yuan >= _LEAST and (best is None or yuan > best.yuan):
                best = Cost(yuan, quoted(draft, clause, *found.span()))
    return best


def said(yuan: float) -> str:
    """Return a sum as people say it: 约 3.5 万元."""
    if yuan >= 100_000_000:
        return f"{yuan / 100_000_000:.4g} 亿元"
    return f"{yuan / 10_000:.4g} 万元" if yuan >= 10_000 else f"{yuan:.0f} 元"
