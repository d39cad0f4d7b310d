"""Drafts handed in to the reviewers. Only what is handed in is ever stored."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from api.accounts.holding import hold
from api.errors import EnoughForToday
from api.storage.database import Database
from api.storage.schema import LAST_NUMBER, State, SubmissionRow
from model.draft import Draft
from model.review import Review, to_json

__all__ = ["PAGE", "STATE_NAMES", "State", "Submission", "everyones", "find", "own", "submit"]

STATE_NAMES: dict[State, str] = {"submitted": "已提交", "returned": "已退回", "accepted": "已接收"}

PAGE = 100
"""How many submissions a list holds at most."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Submission:
    """A draft handed in.

    Attributes:
        id: its number; later ones have higher ones.
        account_id: who handed it in.
        by: their shown name.
        draft: as handed in, but for ``NUL`` characters, which PostgreSQL does not take: ``U+FFFD`` instead.
        review: the JSON of the review its author saw.
        model: version of the model that made it.
        state: how far it has come.
        submitted: in UTC.
    """

    id: int
    account_id: int
    by: str
    draft: Draft
    review: bytes
    model: str
    state: State
    submitted: datetime


def submit(database: Database, account_id: int, draft: Draft, review: Review, most: int = 0) -> Submission:
    """Hand a draft in.

    The same draft once more, before anything was done about the first, is the same submission: somebody
    pressed twice, or did not learn that it had arrived.

    Args:
        database: where it is kept.
        account_id: whose it is.
        draft: what the reviewers get.
        review: what its author saw.
        most: that the account may hand in within 24 hours; 0 for any number.

    Returns:
        The submission, new or not.

    Raises:
        EnoughForToday: it has handed in as many.
    """
    row = SubmissionRow(
        account_id=account_id,
        title=_without_nul(draft.title),
        body=_without_nul(draft.body),
        level=draft.level,
        review=to_json(review),
        model=review.model,
        state="submitted",
        submitted=datetime.now(UTC),
    )
    with database.writing() as session:
        last = _last_of(session, account_id)
        if last and _is_again(row, last):
            return _submission(last)
        if most:
            _refuse_more(session, account_id, most, row.submitted)
        session.add(row)
        session.flush()
        return _submission(row)


def _refuse_more(session: Session, account_id: int, most: int, now: datetime) -> None:
    """Refuse one more where the last ``most`` of an account are all of the 24 hours until now."""
    times = select(SubmissionRow.submitted).where(SubmissionRow.account_id == account_id)
    oldest = session.scalar(times.order_by(SubmissionRow.id.desc()).offset(most - 1).limit(1))
    if oldest is not None and (left := oldest + _DAY - now) > timedelta(0):
        raise EnoughForToday(most, ceil(left.total_seconds()))


def _last_of(session: Session, account_id: int) -> SubmissionRow | None:
    """Return the newest row of an account, which hands in nothing else until the transaction ends."""
    hold(session, account_id)
    own_rows = _SUBMISSIONS.where(SubmissionRow.account_id == account_id)
    return session.scalar(own_rows.order_by(SubmissionRow.id.desc()).limit(1))


def _is_again(row: SubmissionRow, last: SubmissionRow) -> bool:
    return (row.title, row.body, row.level, row.state) == (last.title, last.body, last.level, last.state)


def own(database: Database, account_id: int, before: int | None = None) -> tuple[Submission, ...]:
    """Return what an account has handed in, newest first.

    Args:
        database: where it is kept.
        account_id: whose.
        before: only those with a lower number, for the next page; ``None`` begins with the newest.
    """
    return _newest_first(database, _SUBMISSIONS.where(SubmissionRow.account_id == account_id), before)


def everyones(database: Database, before: int | None = None) -> tuple[Submission, ...]:
    """Return what anybody has handed in, newest first; ``before`` as in :func:`own`."""
    return _newest_first(database, _SUBMISSIONS, before)


def find(database: Database, submission_id: int) -> Submission | None:
    """Return the submission with a number, if there is one."""
    if not 0 < submission_id <= LAST_NUMBER:
        return None
    with database.session() as session:
        row = session.scalar(_SUBMISSIONS.where(SubmissionRow.id == submission_id))
        return _submission(row) if row else None


_SUBMISSIONS = select(SubmissionRow).options(joinedload(SubmissionRow.account))


def _newest_first(
    database: Database, which: Select[SubmissionRow], before: int | None
) -> tuple[Submission, ...]:
    if before is not None:
        which = which.where(SubmissionRow.id < max(0, min(before, LAST_NUMBER)))
    with database.session() as session:
        rows = session.scalars(which.order_by(SubmissionRow.id.desc()).limit(PAGE))
        return tuple(map(_submission, rows))


def _submission(row: SubmissionRow) -> Submission:
    draft = Draft(row.title, row.body, row.level)
    return Submission(
        row.id, row.account_id, row.account.display, draft, row.review, row.model, row.state, row.submitted
    )


def _without_nul(text: str) -> str:
    return text.replace("\0", "\ufffd")
