"""The drafts on the desk week by week, from the reviews that are kept with them."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import orjson
from sqlalchemy import func, select

from api.batch.packed import unpack_json
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceTextRow
from api.storage.learning_schema import LabelRow, TrainingRow
from model.reference import CHANCES, LENGTHS
from model.rubric import FLAGS
from training.local.said import Said, said_of
from training.local.spoken import flag_in
from training.local.watching import Week

SHOWN: Final = 12
"""Weeks that are looked at, the running one included."""
_AT_ONCE: Final = 500


@dataclass(slots=True)
class _Counts:
    """See :class:`training.local.watching.Week`."""

    lengths: list[int] = field(default_factory=lambda: [0] * (len(LENGTHS) + 1))
    flags: dict[str, list[int]] = field(
        default_factory=lambda: {flag: [0] * (len(CHANCES) + 1) for flag in FLAGS}
    )
    units: Counter[str] = field(default_factory=Counter)
    drafts: int = 0
    unsure: int = 0
    decided: int = 0
    overturned: int = 0


def weeks(database: Database, today: date | None = None) -> tuple[Week, ...]:
    """Return the weeks of late in which drafts came to the desk, in order.

    Args:
        database: where they are.
        today: by the clock of the server; now if not given.
    """
    now = today or datetime.now(UTC).astimezone().date()
    first = _monday(now) - timedelta(weeks=SHOWN - 1)
    found: defaultdict[date, _Counts] = defaultdict(_Counts)
    for received, state, body, review, said in _drafts(database, first):
        monday = _monday(received.astimezone().date())
        if first <= monday <= now:
            _count(found[monday], orjson.loads(unpack_json(review)), len(body), state, said_of(said))
    return tuple(
        Week(
            monday,
            tuple(own.lengths),
            {flag: tuple(own.flags[flag]) for flag in FLAGS},
            dict(own.units),
            own.drafts,
            own.unsure,
            own.decided,
            own.overturned,
        )
        for monday, own in sorted(found.items())
    )


def new_labels(database: Database) -> int:
    """Return how many labels hold that were made since the last training that came to its end."""
    last = select(func.max(TrainingRow.began)).where(TrainingRow.state == "done")
    with database.session() as session:
        asked = select(func.count(LabelRow.id)).where(LabelRow.withdrawn.is_(None))
        since = session.scalar(last)
        if since is not None:
            asked = asked.where(LabelRow.made > since)
        return session.scalar(asked) or 0


def tier_of_newest(database: Database) -> str:
    """Return by which tier the newest draft on the desk was judged; empty where there is none."""
    asked = select(PieceTextRow.review).order_by(PieceTextRow.piece_id.desc()).limit(1)
    with database.session() as session:
        review = session.scalar(asked)
    return _tier(str(orjson.loads(unpack_json(review))["model"])) if review else ""


def _tier(version: str) -> str:
    return version.partition("-")[0]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _drafts(database: Database, first: date) -> Iterator[tuple[datetime, str, str, bytes, bytes]]:
    """Yield the drafts that came since a day, some at a time: all their reviews would fill the memory."""
    since = datetime(first.year, first.month, first.day).astimezone()
    columns = (PieceRow.id, PieceRow.received, PieceRow.state)
    texts = (PieceTextRow.body, PieceTextRow.review, PieceTextRow.said)
    asked = select(*columns, *texts).join(PieceTextRow).where(PieceRow.received >= since)
    last = 0
    while True:
        with database.session() as session:
            rows = session.execute(
                asked.where(PieceRow.id > last).order_by(PieceRow.id).limit(_AT_ONCE)
            ).all()
        if not rows:
            return
        for number, received, state, body, review, said in rows:
            last = number
            yield received, state, body, review, said


def _count(counts: _Counts, told: Mapping[str, Any], length: int, state: str, said: Said) -> None:
    counts.drafts += 1
    counts.lengths[bisect_right(LENGTHS, length)] += 1
    for flag in told["flags"]:
        counts.flags[flag["flag"]][bisect_right(CHANCES, flag["probability"])] += 1
    units = told["units"]
    counts.units[units["candidates"][0]["unit"]] += 1
    counts.unsure += "拿不准" in {units["state"], *(flag["state"] for flag in told["flags"])}
    if state != "open":
        counts.decided += 1
        counts.overturned += _overturns(said, told)


def _overturns(said: Said, told: Mapping[str, Any]) -> bool:
    """Return whether people said otherwise than the model had: where it was unsure, nothing is overturned."""
    for flag in told["flags"]:
        holds = flag_in(said, flag["flag"])
        if holds is not None and flag["state"] == ("不成立" if holds else "成立"):
            return True
    units: Mapping[str, Any] = told["units"]
    main = said.main is not None and units["state"] == "成立" and said.main != units["main"]["unit"]
    return main or (said.triage is not None and said.triage != told["triage"]["value"])
