"""重点处理候选 and 微实事候选: what is put before the people who choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from model.draft import Quote
from model.review import TriageValue, Verdict

Criterion = Literal["反映强烈", "矛盾突出", "迫切", "近期能见效"]
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
"""The office's own criteria for 重点处理, in its order."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each criterion counts; only their proportions matter.

    Attributes:
        voiced: 反映强烈.
        conflict: 矛盾突出.
        urgent: 迫切.
        soon: 近期能见效.
    """

    voiced: float = 1.0
    conflict: float = 1.0
    urgent: float = 1.0
    soon: float = 1.0

    def __post_init__(self) -> None:
        given = tuple(self)
        if min(given) < 0 or not 0 < sum(given) < float("inf"):
            raise ValueError("weights are not negative, finite, and not all zero")

    def __iter__(self) -> Iterator[float]:
        """Yield them in the order of :data:`CRITERIA`."""
        return iter((self.voiced, self.conflict, self.urgent, self.soon))


@dataclass(frozen=True, slots=True)
class Mark:
    """How far one criterion is met, and what shows it.

    Attributes:
        criterion: one of :data:`CRITERIA`.
        score: 0 to 1.
        reason: in Chinese, one line, no full stop at the end; says so where nothing was found.
        quotes: words of the draft that show it, best first; may be empty.
    """

    criterion: Criterion
    score: float
    reason: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One draft proposed for 重点处理.

    Attributes:
        number: of its entry.
        title: of the draft, masked.
        unit: 主办.
        triage: class of the matter.
        verdict: 可提交, or 修改后提交 where it is easily mended.
        score: mean of the marks by the weights, 0 to 1.
        marks: one for each criterion, in the order of :data:`CRITERIA`.
        members: numbers of all drafts that say the same, itself among them, ascending.
        remark: what the reader should know besides, such as what is to be mended first; may be empty.
    """

    number: int
    title: str
    unit: str
    triage: TriageValue
    verdict: Verdict
    score: float
    marks: tuple[Mark, ...]
    members: tuple[int, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class SmallMatter:
    """One draft proposed for 微实事, to be paid from a special fund.

    Attributes:
        number: of its entry.
        title: of the draft, masked.
        unit: the one unit it takes.
        verdict: 可提交, or 修改后提交 where it is easily mended.
        yuan: what it is said to cost, in yuan; ``None`` where nothing is said.
        score: 0 to 1.
        reason: in Chinese, one line, no full stop at the end.
        quotes: words that show it: the ask, the sum, what presses.
        members: numbers of all drafts that say the same, itself among them, ascending.
    """

    number: int
    title: str
    unit: str
    verdict: Verdict
    yuan: float | None
    score: float
    reason: str
    quotes: tuple[Quote, ...]
    members: tuple[int, ...]
