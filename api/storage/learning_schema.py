"""The tables of what is learnt: labels, a place's own units, trainings, and the trail of what was done."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.storage.desk_schema import ActionRow, PieceRow
from api.storage.schema import GIVEN_ONCE, Base
from model.draft import Level

LabelSource = Literal["desk", "page", "import"]
"""Where a label comes from: a correction at the desk, the page for labelling (标注), a file (导入)."""

TrainingState = Literal["waiting", "running", "done", "cancelled", "failed"]
"""How far a training has come: 排队, 训练, 完成, 已停下, 没有做成."""


class LabelRow(Base):
    """What a person said about a draft: a label for training, whole by itself.

    Attributes:
        piece_id: the draft on the desk that it is about, if it is about one.
        action_id: what was done at the desk when it was made.
        account_id: who said it, where that is a user of this service.
        annotator: name of who said it, as shown; also of people who have no account.
        made: when it was said, in UTC.
        reference: its own number or name in the file it was imported from; empty otherwise.
        title: identifiers of persons masked.
        body: likewise.
        digest: SHA-256 of level and text, by which labels of the same draft are found.
        said: JSON of :class:`training.local.said.Said`: only what the person judged, units
            by the name used then.
        extra: JSON of what else the file told of it, kept for the way back.
        withdrawn: when it was taken back or another took its place; ``None`` while it holds.
    """

    __tablename__ = "labels"
    __table_args__ = (Index("ix_labels_source_reference", "source", "reference"), GIVEN_ONCE)

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int | None] = mapped_column(ForeignKey(PieceRow.id), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey(ActionRow.id), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    annotator: Mapped[str] = mapped_column(String(60))
    made: Mapped[datetime]
    source: Mapped[LabelSource] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    level: Mapped[Level] = mapped_column(String(8))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    said: Mapped[bytes] = mapped_column(LargeBinary)
    extra: Mapped[bytes] = mapped_column(LargeBinary)
    withdrawn: Mapped[datetime | None]


class OwnUnitRow(Base):
    """A unit of the place's own list (本地单位名单); without rows the bundled list holds.

    Attributes:
        position: from 0, in the order of the list.
        aliases: JSON list of other names in use today.
        duties: what it is responsible for, as one text.
    """

    __tablename__ = "own_units"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    aliases: Mapped[bytes] = mapped_column(LargeBinary)
    duties: Mapped[str] = mapped_column(Text)


class FormerNameRow(Base):
    """A name of former days (原名) and the unit that does its work today.

    Attributes:
        name: as it stands in archives.
        unit: today's name.
        since: first day on which the name meant this unit; ``None`` for ever before.
        until: last day on which it did; ``None`` where that is not known.
    """

    __tablename__ = "former_names"
    __table_args__ = (UniqueConstraint("name", "since", "unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    unit: Mapped[str] = mapped_column(String(60))
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column(Date)


class TrainingRow(Base):
    """One retraining (再训练) from a frozen snapshot of the labels to a model that may be promoted.

    Attributes:
        account_id: who asked for it on the page; ``None`` for the command line.
        actor: who asked for it, as shown.
        stage: what is being done, in Chinese.
        share: of the whole work that is done, 0 to 1.
        stop: whether somebody wants it stopped.
        problem: why it failed, in Chinese; empty otherwise.
        snapshot: SHA-256 of the frozen labels; empty until they are frozen.
        version: of the model that came of it; empty until then.
        against: version of the model that was in use then, with which it was compared.
        comparison: JSON of :class:`training.local.comparison.Comparison`; empty until it was compared.
    """

    __tablename__ = "trainings"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    actor: Mapped[str] = mapped_column(String(60))
    created: Mapped[datetime]
    began: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    state: Mapped[TrainingState] = mapped_column(String(20), index=True)
    stage: Mapped[str] = mapped_column(String(60))
    share: Mapped[float]
    stop: Mapped[bool]
    problem: Mapped[str] = mapped_column(Text)
    snapshot: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(40))
    against: Mapped[str] = mapped_column(String(40))
    comparison: Mapped[bytes] = mapped_column(LargeBinary)


class TrailRow(Base):
    """One step in the audit trail (留痕): never changed, never deleted, chained by hash.

    Attributes:
        id: from 1, without gaps.
        account_id: who did it on the page; ``None`` for the command line and the program itself.
        actor: who did it, as shown.
        kind: such as ``promote``.
        told: in Chinese.
        details: JSON of what belongs to it.
        before: digest of the step before it; empty for the first.
        digest: SHA-256 of all the above.
    """

    __tablename__ = "trail"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    actor: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(30))
    told: Mapped[str] = mapped_column(Text)
    details: Mapped[bytes] = mapped_column(LargeBinary)
    before: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class TrailEndRow(Base):
    """The newest step of the trail, noted apart from it: the only row there is.

    Attributes:
        id: 1.
        step: number of the newest step.
        digest: its digest.
    """

    __tablename__ = "trail_end"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
