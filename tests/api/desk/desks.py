"""Drafts on the desk: the beginning of the bundled session, with real reviews, put there as batches are."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest

from api.batch.inputs import entries
from api.batch.packed import pack
from api.batch.rows import Entry, Scored
from api.desk.corrected import brief_of
from api.desk.pieces import put
from api.storage.database import Database
from api.storage.desk_schema import BatchRow
from model.bundle import Bundle
from model.content import FOLDER
from model.reviewer import Reviewer

RECEIVED = datetime(2026, 10, 5, 1, 0, tzinfo=UTC)
"""When the first draft of a batch came; each of the others comes a minute after the one before it."""

_SOME = 120


def session_scored(reviewer: Reviewer, count: int) -> tuple[Scored, ...]:
    """Review the first drafts of the bundled session."""
    found = entries([FOLDER / "session" / "session.jsonl"])
    first = list(islice((entry for entry in found if isinstance(entry, Entry)), count))
    reviews = reviewer.review_many(entry.draft for entry in first)
    return tuple(Scored(entry, review) for entry, review in zip(first, reviews, strict=True))


@pytest.fixture(scope="session")
def scored_session(small_bundle: Bundle) -> tuple[Scored, ...]:
    """The first 120 drafts of the bundled session as the small model judges them."""
    return session_scored(Reviewer(small_bundle), _SOME)


def add_batch(database: Database, account_id: int, name: str = "第三次会议") -> int:
    """Make a batch that is done; return its number."""
    with database.writing() as session:
        row = BatchRow(
            name=name, account_id=account_id, created=RECEIVED, began=RECEIVED, ended=RECEIVED, state="done",
            tier="fast", level=None, model="fast-1", scored=0, unread=0, total=0, stop=False, problem="",
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def put_on_desk(
    database: Database, scored: Iterable[Scored], batch_id: int | None = None, received: datetime = RECEIVED
) -> tuple[int, ...]:
    """Put drafts on the desk; return their numbers."""
    with database.writing() as session:
        rows = [
            put(
                session,
                each.entry,
                pack(each.entry.draft, each.review).review,
                brief_of(each.review),
                received + timedelta(minutes=place),
                batch_id,
            )
            for place, each in enumerate(scored)
        ]
        session.flush()
        return tuple(row.id for row in rows)
