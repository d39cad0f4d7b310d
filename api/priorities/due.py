"""三分 as dates: when a matter is due."""

from dataclasses import dataclass
from datetime import date

from model.review import TriageValue


@dataclass(frozen=True, slots=True)
class Due:
    """One matter and its dates.

    Attributes:
        number: of its entry.
        title: of the draft, masked.
        unit: 主办.
        triage: class of the matter.
        rhythm: 一周一办结, 一周一推动 or 一月一促进.
        dates: when it is to be finished (小微事, one date) or looked at (the others), ascending.
        members: numbers of all drafts that say the same, itself among them, ascending.
        key: names the matter in every export, whatever its class, unit or number.
    """

    number: int
    title: str
    unit: str
    triage: TriageValue
    rhythm: str
    dates: tuple[date, ...]
    members: tuple[int, ...]
    key: str
