"""Short drafts and reviews to measure."""

from dataclasses import replace
from typing import Any

from api.batch.rows import Entry, Origin, Scored
from api.priorities.candidates import Mark
from api.priorities.clauses import Clause, clauses
from api.priorities.measured import Measured
from api.priorities.people import People
from api.priorities.summary import Summary, summarise
from model.draft import Draft, Level, Quote
from model.review import Assignment, Review, Triage, TriageValue, UnitAdvice, Verdict
from tests.api.reviews import CLEAN

QUOTE = Quote("body", 0, 1, "字")
RHYTHM: dict[TriageValue, str] = {"小微事": "一周一办结", "急难事": "一周一推动", "大要事": "一月一促进"}


def told(body: str, level: Level = "县") -> tuple[Draft, list[Clause]]:
    """Return a draft and its clauses."""
    draft = Draft("关于一件事的建议", body, level)
    return draft, list(clauses(draft))


def texts(quotes: tuple[Quote, ...]) -> list[str]:
    return [quote.text for quote in quotes]


def review(triage: TriageValue = "急难事", unit: str = "水利局", verdict: Verdict = "可提交") -> Review:
    main = Assignment(unit, "主办", 0.9, "")
    return replace(
        CLEAN,
        verdict=verdict,
        units=UnitAdvice("成立", main, (), (main,)),
        items=tuple(replace(item, assignment=main) for item in CLEAN.items),
        triage=Triage(triage, 0.8, RHYTHM[triage]),
    )


def scored(number: int, body: str, own: Review, **fields: str) -> Scored:
    return Scored(Entry(number, Origin("件.xlsx", "", number), Draft("标题", body), fields), own)


def measured(
    conflict: float = 0.0, urgent: float = 0.0, soon: float = 0.0, people: int | None = None
) -> Measured:
    return Measured(
        People(people, f"{people}人", True, QUOTE) if people else None,
        Mark("矛盾突出", conflict, "", ()),
        Mark("迫切", urgent, "", ()),
        Mark("近期能见效", soon, "", ()),
        None,
    )


def summary(number: int, *, unit: str = "水利局", **signs: Any) -> Summary:
    """Return the summary of a draft that is ready, with marks as given."""
    own = summarise(scored(number, f"第{number}件", review(unit=unit)))
    return replace(own, measured=measured(**signs))
