"""The little that is kept of each draft until all are seen, so that memory stays flat."""

from dataclasses import dataclass

from api.batch.rows import Scored
from api.priorities.candidates import Mark
from model.draft import Quote
from model.review import TriageValue, Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """What the lists need of one draft; about two kilobytes.

    Attributes:
        number: of its entry.
        key: the same for the same draft in every run.
        title: of the draft, masked.
        deputy: who put it forward, as given; may be empty.
        verdict: of the review.
        mendable: whether only something easily mended stands in the way.
        mend: what that is, in Chinese; empty where nothing does.
        unit: 主办.
        unit_sure: whether the unit is asserted.
        units: how many units it takes, co-units and the units of the asks counted.
        triage: class of the matter.
        rhythm: of that class.
        people: how many people it touches; 0 where nothing is said.
        people_quote: the words that say so.
        conflict: mark for 矛盾突出.
        urgent: mark for 迫切.
        soon: mark for 近期能见效.
        yuan: what it is said to cost; ``None`` where nothing is said.
        yuan_quote: the words that say so.
        ask: the first ask.
        small: how well it fits a small fund, 0 to 1; 0 where it does not.
    """

    number: int
    key: str
    title: str
    deputy: str
    verdict: Verdict
    mendable: bool
    mend: str
    unit: str
    unit_sure: bool
    units: int
    triage: TriageValue
    rhythm: str
    people: int
    people_quote: Quote | None
    conflict: Mark
    urgent: Mark
    soon: Mark
    yuan: float | None
    yuan_quote: Quote | None
    ask: Quote | None
    small: float


def summarise(scored: Scored) -> Summary:
    """Measure one draft. Pure, linear in the length of the text; may run in any process."""
    raise NotImplementedError
