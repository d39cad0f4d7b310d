"""Which drafts of a session to put first, and which a small fund can pay for."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from api.priorities.candidates import Candidate, Mark, SmallMatter, Weights
from api.priorities.cost import said
from api.priorities.summary import Summary
from api.priorities.voiced import voiced, voices
from model.similar.groups import Group

LEAST, MOST = 5, 8
"""重点处理: five to eight of a session (issue “The reviewer's desk”)."""
_WORTH = 0.5
"""A candidate after the fifth must score this much."""
_A_UNIT = 2
"""Candidates of one unit, unless there are no others."""
SMALL_FUND = 500_000
"""Yuan one 微实事 may cost: Zhuhai's 民生微实事 take works up to 500,000, services up to 200,000 (2021)."""
SMALL_MOST = 20
_SMALL_SUMS = ((50_000, 1.0), (200_000, 0.8), (SMALL_FUND, 0.6))
_NO_SUM = 0.5
_EQUAL = Weights()
_SMALL_CLASS = {"小微事": 1.0, "急难事": 0.5}


def key_matters(
    summaries: Iterable[Summary], groups: Sequence[Group] = (), weights: Weights = _EQUAL
) -> tuple[Candidate, ...]:
    """Propose five to eight drafts for 重点处理, best first.

    Only what can be put forward as it is, or is easily mended, is proposed; of drafts that say the same the
    one that scores best by itself. A unit has two at most unless fewer than five would be found. The sixth to
    eighth must score 0.5. Equal scores go by the number of the entry. Memory grows with the groups and the
    units only.

    Args:
        summaries: of all drafts, in any order; read once.
        groups: drafts on the same matter.
        weights: of the criteria.
    """
    matters = _Matters(groups, lambda own: _score(_marks(own, 1), weights), MOST)
    for summary in summaries:
        matters.take(summary)
    candidates = sorted(
        (_candidate(own, members, count, weights) for own, members, count in matters.all()),
        key=lambda each: (-each.score, each.number),
    )
    return tuple(_spread(candidates))


def small_matters(
    summaries: Iterable[Summary], groups: Sequence[Group] = (), most: int = SMALL_MOST
) -> tuple[SmallMatter, ...]:
    """Propose drafts for 微实事, to be paid from a special fund, best first.

    What is proposed takes one unit, can be put forward as it is or nearly so, names no sum above 500,000
    yuan, and is a 小微事, or a 急难事 that names its sum and says why it presses. The score is the mean of
    three: how it presses (迫切), the sum (up to 50,000 yuan 1, 200,000 0.8, 500,000 0.6, none named 0.5), and
    the class (小微事 1, 急难事 0.5, times its probability).

    Args:
        summaries: of all drafts, in any order; read once.
        groups: drafts on the same matter.
        most: how many to propose.
    """
    matters = _Matters(groups, _small, most)
    for summary in summaries:
        if _fits(summary):
            matters.take(summary)
    found = sorted(
        (_small_matter(own, members) for own, members, _ in matters.all()),
        key=lambda each: (-each.score, each.number),
    )
    return tuple(found[:most])


class _Matters:
    """The best draft of each matter: of each group, and of single ones as many as could be chosen."""

    def __init__(self, groups: Sequence[Group], score: Callable[[Summary], float], most: int) -> None:
        self._score = score
        self._most = most
        self._group_of = {number: at for at, group in enumerate(groups) for number in group.members}
        self._groups = groups
        self._deputies: dict[int, list[str]] = defaultdict(list)
        self._best: dict[int, tuple[tuple[float, int], Summary]] = {}
        self._single: dict[str, list[tuple[tuple[float, int], Summary]]] = defaultdict(list)

    def take(self, summary: Summary) -> None:
        at = self._group_of.get(summary.number)
        if at is not None:
            self._deputies[at].append(summary.deputy)
        if not summary.ready:
            return
        ranked = ((self._score(summary), -summary.number), summary)
        if at is None:
            heap = self._single[summary.unit]
            (heapq.heappush if len(heap) < self._most else heapq.heappushpop)(heap, ranked)
        elif at not in self._best or ranked[0] > self._best[at][0]:
            self._best[at] = ranked

    def all(self) -> Iterable[tuple[Summary, tuple[int, ...], int]]:
        """Yield the draft of each matter, the numbers of all that say the same, and how many deputies do."""
        for at, (_, summary) in self._best.items():
            members = self._groups[at].members
            yield summary, members, voices(members[: len(self._deputies[at])], self._deputies[at])
        for heap in self._single.values():
            for _, summary in heap:
                yield summary, (summary.number,), 1


def _marks(summary: Summary, count: int) -> tuple[Mark, ...]:
    own = summary.measured
    return voiced(count, own.people), own.conflict, own.urgent, own.soon


def _score(marks: Sequence[Mark], weights: Weights) -> float:
    total = sum(weight * mark.score for weight, mark in zip(weights, marks, strict=True))
    return round(total / sum(weights), 4)


def _candidate(summary: Summary, members: tuple[int, ...], count: int, weights: Weights) -> Candidate:
    marks = _marks(summary, count)
    return Candidate(
        number=summary.number,
        title=summary.title,
        unit=summary.unit,
        triage=summary.triage,
        verdict=summary.verdict,
        score=_score(marks, weights),
        marks=marks,
        members=members,
        remark=summary.mend,
    )


def _spread(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Choose by the scores, two of a unit; where that gives too few, take the best of the rest."""
    of_unit: Counter[str] = Counter()
    chosen: list[Candidate] = []
    passed_over: list[Candidate] = []
    for each in candidates:
        if len(chosen) >= MOST or (len(chosen) >= LEAST and each.score < _WORTH):
            break
        if of_unit[each.unit] < _A_UNIT:
            of_unit[each.unit] += 1
            chosen.append(each)
        else:
            passed_over.append(each)
    chosen += passed_over[: max(0, LEAST - len(chosen))]
    return sorted(chosen, key=lambda each: (-each.score, each.number))


def _fits(summary: Summary) -> bool:
    stated = summary.measured.cost
    return (
        summary.units == 1
        and (stated is None or stated.yuan <= SMALL_FUND)
        and (
            summary.triage == "小微事"
            or (summary.triage == "急难事" and stated is not None and bool(summary.measured.urgent.quotes))
        )
    )


def _small(summary: Summary) -> float:
    stated = summary.measured.cost
    sum_ = (
        next(score for most, score in _SMALL_SUMS if stated.yuan <= most) if stated is not None else _NO_SUM
    )
    parts = (summary.measured.urgent.score, sum_, _SMALL_CLASS[summary.triage] * summary.likely)
    return round(sum(parts) / len(parts), 4)


def _small_matter(summary: Summary, members: tuple[int, ...]) -> SmallMatter:
    own = summary.measured
    reason = [
        summary.triage,
        f"{summary.unit}一家能办",
        f"自述约需 {said(own.cost.yuan)}" if own.cost else "没有写要多少钱",
        own.urgent.reason,
        *([summary.mend] if summary.mend else []),
    ]
    quotes = [summary.ask, own.cost.quote if own.cost else None, *own.urgent.quotes]
    return SmallMatter(
        number=summary.number,
        title=summary.title,
        unit=summary.unit,
        verdict=summary.verdict,
        yuan=own.cost.yuan if own.cost else None,
        score=_small(summary),
        reason="；".join(reason),
        quotes=tuple(dict.fromkeys(quote for quote in quotes if quote)),
        members=members,
    )
