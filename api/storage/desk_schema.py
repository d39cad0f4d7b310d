"""The tables of the reviewers' desk: batches, the drafts on the desk, and what people decide about them."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.storage.persons_schema import PersonRow
from api.storage.schema import GIVEN_ONCE, AccountRow, Base
from model.draft import Level
from model.review import State as Judged
from model.review import TriageValue, Verdict

BatchState = Literal["waiting", "running", "filing", "done", "cancelled", "failed"]
"""How far a batch has come: 排队, 审读, 登记, 完成, 已停下, 没有做成."""

PieceState = Literal["open", "returned", "accepted"]
"""What was decided about a draft: 待处理, 已退回, 已接收."""


LISTED_BY = ("state", "verdict", "main", "triage", "delegation", "received")
"""Columns with an index each: the list of 20,000 drafts is counted by them in a third of the time."""

SHOWN_NAME = 120
"""Characters of the names of deputies that lists show."""


class BatchRow(Base):
    """Files that a reviewer uploaded together (一批), and how far they are scored.

    Attributes:
        total: about how many drafts there are, until all are counted; ``None`` where only reading them tells.
        remaining: about how many seconds scoring takes yet; ``None`` where that is not known.
        stop: whether somebody wants it stopped.
        problem: why it failed, in Chinese; empty otherwise.
    """

    __tablename__ = "batches"
    __table_args__ = GIVEN_ONCE

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created: Mapped[datetime]
    began: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    state: Mapped[BatchState] = mapped_column(String(20), index=True)
    tier: Mapped[str] = mapped_column(String(10))
    level: Mapped[Level | None] = mapped_column(String(8))
    model: Mapped[str] = mapped_column(String(40))
    scored: Mapped[int]
    unread: Mapped[int]
    total: Mapped[int | None]
    remaining: Mapped[int | None]
    stop: Mapped[bool]
    problem: Mapped[str] = mapped_column(Text)

    account: Mapped[AccountRow] = relationship()


class UnreadRow(Base):
    """A file or a row of a batch that could not be read or scored."""

    __tablename__ = "unread"
    __table_args__ = (UniqueConstraint("batch_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"))
    number: Mapped[int]
    file: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    problem: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)


class GroupRow(Base):
    """Drafts on the same matter. Which they are stands in their rows.

    Attributes:
        representative: number of the draft that stands for them.
        near_copies: whether they share most of their words.
    """

    __tablename__ = "groups"
    __table_args__ = GIVEN_ONCE

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"), index=True)
    representative: Mapped[int]
    near_copies: Mapped[bool]


class PieceRow(Base):
    """One draft on the desk (一件), as lists show it: what holds now, be it by the model or by a person.

    Attributes:
        number: of the draft in its batch, from 1; 0 for one that its author handed in.
        title: identifiers of persons masked.
        merged: whether a person has decided that it is answered together with its group (并案).
        codes: the reason codes and formal objections that hold, such as ``N7 V2``.
        decided: when it came to its state, ``None`` while that is open; taking an action back restores it.
        decided_by: whose decision that was.
        version: rises by one with each change, so that nobody writes over what they have not seen.
        changed_by: who changed it last.
    """

    __tablename__ = "pieces"
    __table_args__ = (
        UniqueConstraint("batch_id", "number", name="uq_pieces_batch_id"),
        Index("ix_pieces_batch_id_state", "batch_id", "state"),
        *(Index(f"ix_pieces_{name}", name) for name in LISTED_BY),
        GIVEN_ONCE,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batches.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"), unique=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    delegation: Mapped[str] = mapped_column(String(120))
    level: Mapped[Level] = mapped_column(String(8))
    verdict: Mapped[Verdict] = mapped_column(String(10))
    too_broad: Mapped[Judged] = mapped_column(String(4))
    vague: Mapped[Judged] = mapped_column(String(4))
    infeasible: Mapped[Judged] = mapped_column(String(4))
    main: Mapped[str] = mapped_column(String(60))
    triage: Mapped[TriageValue] = mapped_column(String(10))
    codes: Mapped[str] = mapped_column(String(80))
    state: Mapped[PieceState] = mapped_column(String(20))
    decided: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"), index=True)
    merged: Mapped[bool]
    received: Mapped[datetime]
    version: Mapped[int]
    changed: Mapped[datetime | None]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    text: Mapped["PieceTextRow"] = relationship(back_populates="piece")
    person: Mapped[PersonRow | None] = relationship()

    @property
    def deputy(self) -> str:
        """Who proposes it, as lists show it; read from its own table, empty where that is not known."""
        return self.person.deputy[:SHOWN_NAME] if self.person else ""


class PieceTextRow(Base):
    """The long parts of a draft on the desk, which lists do not read.

    Attributes:
        body: identifiers of persons masked.
        fields: JSON of what came with the draft, as in :class:`api.batch.rows.Entry`, but for who put it
            forward, see :class:`~api.storage.persons_schema.PersonRow`.
        notices: JSON, likewise.
        review: of the model, packed as in a work file; a person's corrections stand in ``said``.
        said: JSON of :class:`training.local.said.Said`.
        opinion: to the deputy, as edited by a reviewer; empty for the program's own.
        likeness: how likely it is on the matter of its group's representative, as found when its batch was
            filed; 0 where nothing was found, or people have changed its group since.
        earlier: JSON of the most similar drafts of earlier sessions.
    """

    __tablename__ = "piece_texts"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    file: Mapped[str] = mapped_column(Text)
    sheet: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    fields: Mapped[bytes] = mapped_column(LargeBinary)
    notices: Mapped[bytes] = mapped_column(LargeBinary)
    review: Mapped[bytes] = mapped_column(LargeBinary)
    said: Mapped[bytes] = mapped_column(LargeBinary)
    opinion: Mapped[str] = mapped_column(Text)
    likeness: Mapped[float]
    earlier: Mapped[bytes] = mapped_column(LargeBinary)

    piece: Mapped[PieceRow] = relationship(back_populates="text")


class ActionRow(Base):
    """One thing that a person did at the desk, to one draft or to many. Never changed, never deleted.

    Attributes:
        kind: such as ``accept``.
        told: in Chinese, for the history.
        undoes: number of the action that this one takes back.
    """

    __tablename__ = "actions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))
    told: Mapped[str] = mapped_column(Text)
    undoes: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), unique=True)

    account: Mapped[AccountRow] = relationship()


class ChangeRow(Base):
    """What an action did to one draft: JSON of :class:`api.desk.standing.Standing` before and after it.

    Attributes:
        version: of the draft after it.
    """

    __tablename__ = "changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    before: Mapped[bytes] = mapped_column(LargeBinary)
    after: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int]

    action: Mapped[ActionRow] = relationship()


class TickRow(Base):
    """A due date of a draft that somebody has ticked off (销号)."""

    __tablename__ = "ticks"

    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made: Mapped[datetime]
