"""Whether something can be seen to be done before long (近期能见效)."""

from api.priorities.candidates import Mark
from api.priorities.cost import Cost, said
from model.review import Review, TriageValue

_CLASS: dict[TriageValue, float] = {"小微事": 1.0, "急难事": 0.8, "大要事": 0.2}
"""Rubric, section 六: 小微事 takes days to weeks, 急难事 one unit, 大要事 has to be co-ordinated."""
_UNITS = (1.0, 0.7, 0.4)
_MANY_UNITS = 0.2
_NO_SUM = 0.6
_SUMS = ((100_000, 1.0), (500_000, 0.9), (2_000_000, 0.7), (10_000_000, 0.4))
_LARGE = 0.15
_DEFINITE = 0.8
"""How sure it must be that an ask is not vague to be called definite."""
_NO_ASK = 0.2


def units_of(review: Review) -> int:
    """Return how many units a matter takes: the main one, the co-units, and those its asks fall to."""
    asked = {item.assignment.unit for item in review.items}
    return len({review.units.main.unit} | {own.unit for own in review.units.co} | asked)


def soon(review: Review, cost: Cost | None) -> Mark:
    """Measure 近期能见效, one of the office's criteria (issue “The reviewer's desk”, 重点处理候选).

    The mean of four: the class of the matter (小微事 1, 急难事 0.8, 大要事 0.2, each drawn to 0.5 by the
    doubt about it), the units it takes (one 1, two 0.7, three 0.4, more 0.2), how definite the ask is (1 less
    the probability of 内容模糊; 0.2 where there is no ask), and the sum it names (up to 100,000 yuan 1,
    500,000 0.9, two million 0.7, ten million 0.4, more 0.15, none named 0.6); times 1 less the probability of
    缺乏可行性.

    Args:
        review: of the draft.
        cost: that the draft names.
    """
    chances = {judged.flag: judged.probability for judged in review.flags}
    units = units_of(review)
    likely = review.triage.probability
    definite = 1 - chances["vague"] if review.items else _NO_ASK
    parts = (
        _CLASS[review.triage.value] * likely + (1 - likely) * 0.5,
        _UNITS[units - 1] if units <= len(_UNITS) else _MANY_UNITS,
        definite,
        _sum(cost),
    )
    feasible = 1 - chances["infeasible"]
    words = [
        review.triage.value,
        "一家单位能办" if units == 1 else f"要 {units} 家单位",
        "诉求具体" if definite >= _DEFINITE else "诉求不够具体" if review.items else "没有写明诉求",
        f"自述约需 {said(cost.yuan)}" if cost else "没有写要多少钱",
    ]
    quotes = tuple(item.quote for item in review.items[:1])
    if cost and not any(cost.quote.text in quote.text for quote in quotes):
        quotes += (cost.quote,)
    return Mark("近期能见效", round(feasible * sum(parts) / len(parts), 3), "、".join(words), quotes)


def _sum(cost: Cost | None) -> float:
    if cost is None:
        return _NO_SUM
    return next((score for most, score in _SUMS if cost.yuan <= most), _LARGE)
