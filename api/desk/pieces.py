"""The drafts on the desk (件): put there, and looked at one at a time."""

from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from api.batch.packed import unpack
from api.batch.rows import DEPUTY, Entry, Origin, Scored
from api.desk.corrected import Brief, corrected
from api.desk.earlier import EarlierDraft, earlier_of
from api.desk.standing import Standing
from api.storage.database import Database
from api.storage.desk_schema import PieceRow, PieceTextRow
from api.storage.persons_schema import PersonRow
from api.storage.schema import LAST_NUMBER
from api.units.today import units_in
from model.draft import Draft
from model.review import Review
from model.unit_list import UnitList
from training.local.said import Said, said_json, said_of


@dataclass(frozen=True, slots=True)
class Piece:
    """One draft on the desk with everything about it.

    Attributes:
        id: its number.
        version: rises with each change; a change must name the one it was made for.
        batch_id: of which batch; ``None`` for one that its author handed in.
        submission_id: under which its author handed it in; ``None`` for one of a batch.
        entry: the draft and what came with it, its number that within its batch.
        model: what the model said.
        standing: what people said and decided.
        received: in UTC.
        changed: when it was changed last.
        changed_by: by whose account.
        likeness: how likely it is on the matter of its group's representative, 0 to 1.
        earlier: the most similar drafts of earlier sessions.
        units: the list in use, whose duties are quoted where people corrected the unit.
    """

    id: int
    version: int
    batch_id: int | None
    submission_id: int | None
    entry: Entry
    model: Review
    standing: Standing
    received: datetime
    changed: datetime | None
    changed_by: int | None
    likeness: float
    earlier: tuple[EarlierDraft, ...]
    units: UnitList

    @property
    def review(self) -> Review:
        """The review as it stands now: what people said in the place of what the model said."""
        return corrected(self.entry.draft, self.model, self.standing.said, self.units)

    @property
    def scored(self) -> Scored:
        """The same as a row of an output."""
        return Scored(self.entry, self.review)


def find(database: Database, piece_id: int) -> Piece | None:
    """Return the draft with a number, if there is one."""
    if not 0 < piece_id <= LAST_NUMBER:
        return None
    with database.session() as session:
        row = session.scalar(WITH_TEXT.where(PieceRow.id == piece_id))
        return piece_of(row, units_in(session)) if row else None


def of_submission(database: Database, submission_id: int) -> Piece | None:
    """Return the draft that was handed in under a number, if it is on the desk."""
    with database.session() as session:
        row = session.scalar(WITH_TEXT.where(PieceRow.submission_id == submission_id))
        return piece_of(row, units_in(session)) if row else None


WITH_TEXT = select(PieceRow).options(joinedload(PieceRow.text), joinedload(PieceRow.person))


def put(  # noqa: PLR0913, PLR0917 - the parts of a row
    session: Session,
    entry: Entry,
    packed: bytes,
    brief: Brief,
    received: datetime,
    batch_id: int | None = None,
    submission_id: int | None = None,
) -> PieceRow:
    """Put a draft on the desk; its number is known once the session is flushed.

    Args:
        session: that writes.
        entry: identifiers of persons masked.
        packed: its review, as :func:`api.batch.packed.pack` packs it.
        brief: of the same review.
        received: in UTC.
        batch_id: of which batch.
        submission_id: under which its author handed it in.
    """
    fields = dict(entry.fields)
    deputy = fields.pop(DEPUTY, "")
    row = PieceRow(
        batch_id=batch_id,
        submission_id=submission_id,
        number=entry.number,
        title=entry.draft.title,
        delegation=fields.get("代表团", "")[:120],
        level=entry.draft.level,
        verdict=brief.verdict,
        too_broad=brief.too_broad,
        vague=brief.vague,
        infeasible=brief.infeasible,
        main=brief.main,
        triage=brief.triage,
        codes=brief.codes,
        state="open",
        decided=None,
        decided_by=None,
        group_id=None,
        merged=False,
        received=received,
        version=1,
        changed=None,
        changed_by=None,
    )
    row.text = PieceTextRow(
        body=entry.draft.body,
        file=entry.origin.file,
        sheet=entry.origin.sheet,
        row=entry.origin.row,
        fields=orjson.dumps(fields),
        notices=orjson.dumps(list(entry.notices)),
        review=packed,
        said=said_json(Said()),
        opinion="",
        likeness=0.0,
        earlier=b"[]",
    )
    row.person = PersonRow(deputy=deputy) if deputy else None
    session.add(row)
    return row


def piece_of(row: PieceRow, units: UnitList) -> Piece:
    """Return the draft that a row and its text hold.

    Args:
        row: the draft.
        units: the list in use, see :func:`api.units.today.units_in`.
    """
    text = row.text
    person = {DEPUTY: row.person.deputy} if row.person else {}
    entry = Entry(
        row.number,
        Origin(text.file, text.sheet, text.row),
        Draft(row.title, text.body, row.level),
        person | orjson.loads(text.fields),
        tuple(orjson.loads(text.notices)),
    )
    return Piece(
        row.id,
        row.version,
        row.batch_id,
        row.submission_id,
        entry,
        unpack(text.review),
        standing_in(row),
        row.received,
        row.changed,
        row.changed_by,
        text.likeness,
        earlier_of(text.earlier),
        units,
    )


def standing_in(row: PieceRow) -> Standing:
    """Return how the draft of a row stands."""
    return Standing(
        row.state,
        row.text.opinion,
        said_of(row.text.said),
        row.group_id,
        row.merged,
        row.decided,
        row.decided_by,
    )
