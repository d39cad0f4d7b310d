"""The table of trainings: who asked for which, how far it is, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.errors import TrainingBusy
from api.storage import stopping
from api.storage.database import Database
from api.storage.learning_schema import TrainingRow, TrainingState
from api.storage.schema import LAST_NUMBER
from api.trail.by import By as By  # noqa: PLC0414 - whoever asks for a training says who they are
from api.trail.recording import lock
from training.local.comparison import Comparison, comparison_of

UNDER_WAY: tuple[TrainingState, ...] = ("waiting", "running")
PAGE = 20
"""Trainings on one page."""


@dataclass(frozen=True, slots=True)
class Training:
    """One training.

    Attributes:
        id: its number.
        by: shown name of who asked for it.
        account_id: of them, where it was on the page.
        created: when, in UTC.
        began: when it was begun; ``None`` before.
        ended: when it came to its end; ``None`` before.
        state: how far it is.
        stage: what is being done, in Chinese.
        share: of the whole work that is done, 0 to 1.
        stop: whether somebody wants it stopped.
        problem: why it failed, in Chinese; empty otherwise.
        snapshot: SHA-256 of the frozen labels; empty until they are frozen.
        version: of the model that came of it; empty until then.
        against: version of the model it was compared with; empty until then.
        comparison: with that one; ``None`` until it was compared.
    """

    id: int
    by: str
    account_id: int | None
    created: datetime
    began: datetime | None
    ended: datetime | None
    state: TrainingState
    stage: str
    share: float
    stop: bool
    problem: str
    snapshot: str
    version: str
    against: str
    comparison: Comparison | None

    @property
    def under_way(self) -> bool:
        """Whether there is more to come."""
        return self.state in UNDER_WAY


def ask(database: Database, by: By) -> int:
    """Put a training into the table, and return its number.

    Raises:
        TrainingBusy: one is there already that has not come to its end.
    """
    with database.writing() as session:
        lock(session)  # on PostgreSQL two could ask at once
        other = session.scalar(select(TrainingRow).where(TrainingRow.state.in_(UNDER_WAY)).limit(1))
        if other is not None:
            raise TrainingBusy(
                f"{other.actor} 已经在训练了（第 {other.id} 次）", remedy="请等它完成，或先停下它"
            )
        row = _asked(by, datetime.now(UTC))
        session.add(row)
        session.flush()
        return row.id


def find(database: Database, number: int) -> Training | None:
    """Return the training with a number, if there is one."""
    if not 0 < number <= LAST_NUMBER:
        return None
    with database.session() as session:
        row = session.get(TrainingRow, number)
        return _training(row) if row else None


def newest(database: Database, most: int = PAGE) -> tuple[Training, ...]:
    """Return the newest trainings, the newest first."""
    which = select(TrainingRow).order_by(TrainingRow.id.desc()).limit(most)
    with database.session() as session:
        return tuple(map(_training, session.scalars(which)))


def under_way(database: Database) -> Sequence[int]:
    """Return the numbers of the trainings that somebody must be at."""
    which = select(TrainingRow.id).where(TrainingRow.state.in_(UNDER_WAY)).order_by(TrainingRow.id)
    with database.session() as session:
        return list(session.scalars(which))


def change(database: Database, number: int, **values: Any) -> None:
    """Write values into the row of a training."""
    with database.writing() as session:
        change_in(session, number, **values)


def change_in(session: Session, number: int, **values: Any) -> None:
    """Write them as a part of more that is written."""
    session.execute(update(TrainingRow).where(TrainingRow.id == number).values(**values))


def ask_to_stop(database: Database, number: int) -> bool:
    """Ask for a training to be stopped, and return whether there was anything to stop.

    One that nobody has begun is stopped at once.
    """
    return stopping.ask_to_stop(database, TrainingRow, number, UNDER_WAY)


def wants_stop(database: Database, number: int) -> bool:
    """Whether somebody wants a training stopped."""
    return stopping.wants_stop(database, TrainingRow, number)


def comparison_between(session: Session, new: str, old: str) -> Comparison | None:
    """Return the newest comparison of two models that was made, if one was."""
    which = select(TrainingRow.comparison).where(
        TrainingRow.version == new, TrainingRow.against == old, TrainingRow.comparison != b""
    )
    found = session.scalar(which.order_by(TrainingRow.id.desc()).limit(1))
    return _read(found) if found else None


def keep_comparison(database: Database, by: By, found: bytes, new: str, old: str) -> None:
    """Keep a comparison that was asked for by itself, as one of a training that had nothing to learn."""
    now = datetime.now(UTC)
    with database.writing() as session:
        row = _asked(by, now)
        row.began, row.ended, row.state, row.stage, row.share = now, now, "done", "比较", 1.0
        row.version, row.against, row.comparison = new, old, found
        session.add(row)


def _asked(by: By, now: datetime) -> TrainingRow:
    """Return the row of a training that was just asked for."""
    return TrainingRow(
        account_id=by.account_id,
        actor=by.actor,
        created=now,
        began=None,
        ended=None,
        state="waiting",
        stage="排队",
        share=0.0,
        stop=False,
        problem="",
        snapshot="",
        version="",
        against="",
        comparison=b"",
    )


def _training(row: TrainingRow) -> Training:
    return Training(
        row.id,
        row.actor,
        row.account_id,
        row.created,
        row.began,
        row.ended,
        row.state,
        row.stage,
        row.share,
        row.stop,
        row.problem,
        row.snapshot,
        row.version,
        row.against,
        _read(bytes(row.comparison)) if row.comparison else None,
    )


def _read(kept: bytes) -> Comparison | None:
    """Return a comparison; one that another version of the program wrote in another shape is none."""
    try:
        return comparison_of(bytes(kept))
    except ValueError:
        return None
