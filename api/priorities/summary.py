"""The little that is kept of each draft until all are seen, so that memory stays flat."""

import hashlib
from dataclasses import dataclass

from api.batch.rows import Entry, Scored
from api.priorities.measured import NOTHING, Measured, measure
from api.priorities.readiness import mend, ready
from api.priorities.soon import units_of
from model.draft import Quote
from model.review import TriageValue, Verdict


@dataclass(frozen=True, slots=True)
class Summary:
    """What the lists need of one draft; about two kilobytes.

    Attributes:
        number: of its entry.
        key: names the draft, the same in every run.
        title: masked.
        deputy: who put it forward, as given; may be empty.
        verdict: of the review.
        mend: what is easily mended first, in Chinese; empty where nothing is, or where it is not easy.
        unit: 主办.
        units: how many units it takes.
        triage: class of the matter.
        likely: probability of the class.
        rhythm: of the class.
        ask: the first ask.
        ready: whether it can be put forward as it is, or nearly so.
        measured: signs, of a draft that is ready.
    """

    number: int
    key: str
    title: str
    deputy: str
    verdict: Verdict
    mend: str
    unit: str
    units: int
    triage: TriageValue
    likely: float
    rhythm: str
    ask: Quote | None
    ready: bool
    measured: Measured


def summarise(scored: Scored, measured: Measured | None = None) -> Summary:
    """Take from one draft what the lists need.

    Args:
        scored: the draft and its review.
        measured: signs, where they were measured before.
    """
    entry, review = scored.entry, scored.review
    able = ready(review)
    return Summary(
        number=entry.number,
        key=key_of(entry),
        title=review.title,
        deputy=entry.fields.get("代表", ""),
        verdict=review.verdict,
        mend=mend(review),
        unit=review.units.main.unit,
        units=units_of(review),
        triage=review.triage.value,
        likely=review.triage.probability,
        rhythm=review.triage.rhythm,
        ask=review.items[0].quote if review.items else None,
        ready=able,
        measured=(measured or measure(entry.draft, review)) if able else NOTHING,
    )


def key_of(entry: Entry) -> str:
    """Name a draft by its number and session where the office gave them, otherwise by its words."""
    given = entry.fields.get("编号", "")
    named = (
        ("编号", entry.fields.get("届次", ""), given)
        if given
        else (entry.draft.masked_title, entry.draft.masked_body)
    )
    return hashlib.sha256("\n".join(named).encode("utf-8", "replace")).hexdigest()[:24]
