"""A place's own list of units as it is kept, and the names of former days beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.storage.learning_schema import FormerNameRow, OwnUnitRow


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit as the place writes it.

    Attributes:
        name: today's.
        aliases: other names in use today.
        duties: what it is responsible for, as one text.
    """

    name: str
    aliases: tuple[str, ...]
    duties: str


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name of former days (原名).

    Attributes:
        name: as it stands in archives.
        unit: today's name of the unit that does its work.
        since: first day on which the name meant this unit; ``None`` for ever before.
        until: last day on which it did; ``None`` where that is not known.
    """

    name: str
    unit: str
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether the name meant this unit on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class OwnList:
    """A place's own list.

    Attributes:
        units: in their order; none where the place has no list of its own.
        former: names of former days.
    """

    units: tuple[OwnUnit, ...]
    former: tuple[FormerName, ...]


def own_list(session: Session) -> OwnList:
    """Return the list that is kept."""
    units = session.scalars(select(OwnUnitRow).order_by(OwnUnitRow.position))
    former = session.scalars(select(FormerNameRow).order_by(FormerNameRow.id))
    return OwnList(
        tuple(OwnUnit(row.name, tuple(orjson.loads(row.aliases)), row.duties) for row in units),
        tuple(FormerName(row.name, row.unit, row.since, row.until) for row in former),
    )


def keep(session: Session, own: OwnList) -> None:
    """Put a list in the place of the one that is kept.

    Args:
        session: that writes; both lists are never seen together by others.
        own: the new one.
    """
    session.execute(delete(OwnUnitRow))
    session.execute(delete(FormerNameRow))
    session.add_all(_rows(own.units))
    session.add_all(FormerNameRow(name=f.name, unit=f.unit, since=f.since, until=f.until) for f in own.former)
    session.flush()


def _rows(units: Sequence[OwnUnit]) -> list[OwnUnitRow]:
    return [
        OwnUnitRow(
            position=number, name=unit.name, aliases=orjson.dumps(list(unit.aliases)), duties=unit.duties
        )
        for number, unit in enumerate(units)
    ]
