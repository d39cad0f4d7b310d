"""The drafts on the desk in numbers: what the office asks over all of them, and over two batches.

What a draft counts for is what holds now, people's corrections included; so each number is that of the list
it leads to.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import InstrumentedAttribute

from api.desk.choosing import chosen
from api.desk.hours import day_of, hour_of
from api.desk.wanted import Wanted
from api.storage.database import Database
from api.storage.desk_schema import BatchRow, PieceRow, PieceState
from model.review import State, TriageValue, Verdict
from model.rubric import FLAGS, FlagName


@dataclass(frozen=True, slots=True)
class Day:
    """The work of one day.

    Attributes:
        day: by the clock of the server.
        received: drafts that came to the desk.
        returned: drafts that were returned, as they stand now.
        accepted: likewise.
        open: drafts on the desk at its end about which nobody had decided.
    """

    day: date
    received: int
    returned: int
    accepted: int
    open: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Drafts in numbers.

    Attributes:
        drafts: all of them.
        states: drafts in each state.
        verdicts: drafts of each verdict.
        flags: for each flag, drafts of each state of it.
        codes: drafts in which each code holds; one may have several.
        triage: drafts of each class.
        units: for each 主办, drafts in each state.
        delegations: likewise; those without one under the empty name.
        days: on which something came or was decided, in order.
    """

    drafts: int
    states: Mapping[PieceState, int]
    verdicts: Mapping[Verdict, int]
    flags: Mapping[FlagName, Mapping[State, int]]
    codes: Mapping[str, int]
    triage: Mapping[TriageValue, int]
    units: Mapping[str, Mapping[PieceState, int]]
    delegations: Mapping[str, Mapping[PieceState, int]]
    days: Sequence[Day] = field(default=())


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that charts may be of.

    Attributes:
        id: its number.
        name: as it was given.
        created: in UTC.
    """

    id: int
    name: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Summed:
    """What two batches are compared by.

    Attributes:
        drafts: all of them.
        verdicts: drafts of each verdict.
        flags: drafts in which each flag holds.
        grouped: drafts that say what another one says.
    """

    drafts: int
    verdicts: Mapping[Verdict, int]
    flags: Mapping[FlagName, int]
    grouped: int


def batches(database: Database) -> tuple[Batch, ...]:
    """Return the batches that have drafts on the desk, newest first."""
    filled = select(PieceRow.id).where(PieceRow.batch_id == BatchRow.id).exists()
    asked = select(BatchRow.id, BatchRow.name, BatchRow.created).where(filled)
    with database.session() as session:
        return tuple(Batch(*row) for row in session.execute(asked.order_by(BatchRow.id.desc())))


def count(database: Database, wanted: Wanted) -> Counted:
    """Count the drafts that are wanted."""
    with database.session() as session:
        judged = _judged(session, wanted)
        return Counted(
            sum(judged.states.values()),
            judged.states,
            judged.verdicts,
            judged.flags,
            _codes(session, wanted),
            judged.triage,
            _by_state(session, wanted, PieceRow.main),
            _by_state(session, wanted, PieceRow.delegation),
            _days(session, wanted),
        )


def summed(database: Database, batch: int) -> Summed:
    """Count what two batches are compared by."""
    wanted = Wanted(batch=batch)
    grouped = chosen(wanted, select(func.count(PieceRow.id))).where(PieceRow.group_id.is_not(None))
    with database.session() as session:
        judged = _judged(session, wanted)
        return Summed(
            sum(judged.states.values()),
            judged.verdicts,
            {flag: judged.flags[flag]["成立"] for flag in FLAGS},
            session.scalar(grouped) or 0,
        )


@dataclass(slots=True)
class _Judged:
    """What is counted in one passage over the drafts; see :class:`Counted`."""

    states: Counter[PieceState] = field(default_factory=Counter)
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    flags: dict[FlagName, Counter[State]] = field(default_factory=lambda: {flag: Counter() for flag in FLAGS})
    triage: Counter[TriageValue] = field(default_factory=Counter)


def _judged(session: Session, wanted: Wanted) -> _Judged:
    columns = (PieceRow.state, PieceRow.verdict, PieceRow.triage)
    flags = (PieceRow.too_broad, PieceRow.vague, PieceRow.infeasible)
    asked = chosen(wanted, select(*columns, *flags, func.count())).group_by(*columns, *flags)
    found = _Judged()
    for state, verdict, triage, *held, number in session.execute(asked):
        found.states[state] += number
        found.verdicts[verdict] += number
        found.triage[triage] += number
        for flag, holds in zip(FLAGS, held, strict=True):
            found.flags[flag][holds] += number
    return found


def _by_state(
    session: Session, wanted: Wanted, column: InstrumentedAttribute[str]
) -> dict[str, Counter[PieceState]]:
    found: defaultdict[str, Counter[PieceState]] = defaultdict(Counter)
    asked = chosen(wanted, select(column, PieceRow.state, func.count())).group_by(column, PieceRow.state)
    for name, state, number in session.execute(asked):
        found[name][state] = number
    return dict(found)


def _codes(session: Session, wanted: Wanted) -> Counter[str]:
    """Count single codes; the database counts those that hold together."""
    found: Counter[str] = Counter()
    asked = chosen(wanted, select(PieceRow.codes, func.count())).group_by(PieceRow.codes)
    for together, number in session.execute(asked):
        for code in together.split():
            found[code] += number
    return found


def _days(session: Session, wanted: Wanted) -> tuple[Day, ...]:
    received: Counter[date] = Counter()
    decided: defaultdict[date, Counter[PieceState]] = defaultdict(Counter)
    hour = hour_of(session, PieceRow.received)
    for at, number in session.execute(chosen(wanted, select(hour, func.count())).group_by(hour)):
        received[day_of(at)] += number
    hour = hour_of(session, PieceRow.decided)
    asked = chosen(wanted, select(hour, PieceRow.state, func.count())).where(PieceRow.decided.is_not(None))
    for at, state, number in session.execute(asked.group_by(hour, PieceRow.state)):
        decided[day_of(at)][state] += number
    days, left = [], 0
    for day in sorted({*received, *decided}):
        own = decided[day]
        left += received[day] - own.total()
        days.append(Day(day, received[day], own["returned"], own["accepted"], left))
    return tuple(days)
