"""Drafts that deputies hand in come to the desk, too."""

import zlib

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from api.batch.rows import Entry, Origin
from api.desk.corrected import brief_of
from api.desk.deciding import one_at_a_time
from api.desk.pieces import put
from api.storage.database import Database
from api.storage.desk_schema import PieceRow
from api.storage.schema import SubmissionRow
from model.draft import Draft
from model.review import from_json

ORIGIN = "代表在网页上提交"


def put_missing(database: Database) -> int:
    """Put on the desk what was handed in and is not there yet; return how many.

    The page calls it after each; the service when it starts, for drafts handed in before there was a desk.
    """
    waiting = (
        select(SubmissionRow)
        .options(joinedload(SubmissionRow.account))
        .where(~select(PieceRow.id).where(PieceRow.submission_id == SubmissionRow.id).exists())
        .order_by(SubmissionRow.id)
    )
    with database.session() as session:
        if session.scalar(waiting.limit(1)) is None:
            return 0
    with database.writing() as session:
        one_at_a_time(session)  # two processes may see the same one waiting
        rows = session.scalars(waiting).all()
        for row in rows:
            draft = Draft(row.title, row.body, row.level).masked
            entry = Entry(0, Origin(ORIGIN), draft, {"代表": row.account.display})
            brief = brief_of(from_json(row.review))
            put(session, entry, zlib.compress(row.review), brief, row.submitted, submission_id=row.id)
        return len(rows)
