"""What is counted while the drafts of a session pass by."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from model.review import Review, State, TriageValue, Verdict
from model.rubric import FlagName

UNNAMED = "（没有写）"
OTHERS = "其他"
_MOST = 2_000
"""Different delegations, or models, that are counted apart; a column that holds something else has more."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The counts of an earlier session.

    Attributes:
        name: of its file.
        drafts: that were read.
        verdicts: drafts of each verdict.
        flags: drafts in which each flag holds.
        grouped: drafts that say what another one says.
    """

    name: str
    drafts: int
    verdicts: Counter[Verdict]
    flags: Counter[FlagName]
    grouped: int


@dataclass(slots=True)
class UnitCounts:
    """What falls to one unit.

    Attributes:
        main: drafts as 主办.
        unsure: of these, drafts whose 主办 is not sure.
        co: drafts as 会办.
        asks: single asks.
    """

    main: int = 0
    unsure: int = 0
    co: int = 0
    asks: int = 0


@dataclass(slots=True)
class Counts:
    """The counts of a session. A draft that is 不宜作为建议 counts for its verdict and objections alone.

    Attributes:
        drafts: that were read.
        verdicts: drafts of each verdict.
        flags: for each flag, drafts of each state.
        codes: drafts in which each reason holds or to which each formal objection is made.
        triage: drafts of each class.
        units: by name.
        asks: of all drafts.
        delegations: for each, drafts of each verdict.
        models: drafts that each model judged.
    """

    drafts: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    flags: defaultdict[FlagName, Counter[State]] = field(default_factory=lambda: defaultdict(Counter))
    codes: Counter[str] = field(default_factory=Counter)
    triage: Counter[TriageValue] = field(default_factory=Counter)
    units: defaultdict[str, UnitCounts] = field(default_factory=lambda: defaultdict(UnitCounts))
    asks: int = 0
    delegations: defaultdict[str, Counter[Verdict]] = field(default_factory=lambda: defaultdict(Counter))
    models: Counter[str] = field(default_factory=Counter)

    @property
    def judged(self) -> int:
        """Drafts that are judged for more than their form."""
        return self.drafts - self.verdicts["不宜作为建议"]

    def add(self, review: Review, delegation: str) -> None:
        """Count one draft.

        Args:
            review: of it.
            delegation: 代表团; empty where it is not known.
        """
        self.drafts += 1
        self.verdicts[review.verdict] += 1
        self.models[_kept(review.model, self.models)] += 1
        self.delegations[_kept(delegation or UNNAMED, self.delegations)][review.verdict] += 1
        self.codes.update({objection.code for objection in review.objections})
        if review.verdict == "不宜作为建议":
            return
        self.codes.update({finding.code for finding in review.findings if finding.state == "成立"})
        for flag in review.flags:
            self.flags[flag.flag][flag.state] += 1
        self.triage[review.triage.value] += 1
        self._units(review)

    def _units(self, review: Review) -> None:
        main = self.units[review.units.main.unit]
        main.main += 1
        main.unsure += review.units.state == "拿不准"
        for co in review.units.co:
            self.units[co.unit].co += 1
        for item in review.items:
            self.units[item.assignment.unit].asks += 1
        self.asks += len(review.items)


def _kept(name: str, known: Counter[str] | defaultdict[str, Counter[Verdict]]) -> str:
    return name if name in known or len(known) < _MOST else OTHERS
