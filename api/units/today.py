"""What the units of former days, and the bundled ones, are called in the list in use today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from api.storage.database import Database
from api.units.origins import unit_list
from api.units.own import FormerName, own_list
from model.canonical import canonical
from model.unit_list import UnitList, bundled_units

_PLACE = re.compile("[省市县区旗州盟镇乡]")
_LONGEST_PLACE = 12
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the units of a place.

    Attributes:
        units: of today.
        former: names of former days.
    """

    units: UnitList
    former: tuple[FormerName, ...]

    def today(self, name: str, on: date | None = None) -> str | None:
        """Return today's name of the unit that was called ``name`` on a day.

        A name of former days counts first, where its dates hold; then today's names and aliases; then a name
        of former days without regard to its dates, if it has only ever meant one unit; then the names and
        aliases of the bundled units whose work a unit does. The place before a name (玉山县教育局) is left
        out where the whole name is not known.

        Args:
            name: as somebody wrote it.
            on: the day; ``None`` where it is not known.

        Returns:
            ``None`` where it cannot be told.
        """
        written = "".join(canonical(name).split())
        found = (self._exactly(each, on) for each in (written, *_without_place(written)))
        return next((each for each in found if each is not None), None)

    def _exactly(self, name: str, on: date | None) -> str | None:
        meant = [former for former in self.former if former.name == name]
        held = {former.unit for former in meant if on is not None and former.holds(on)}
        if len(held) == 1:
            return held.pop()
        if name in self.units:
            return name
        of_alias = next((unit.name for unit in self.units.units if name in unit.aliases), None)
        if of_alias is not None:
            return of_alias
        ever = {former.unit for former in meant}
        if ever:
            return ever.pop() if len(ever) == 1 else None
        return self._of_bundled(name)

    def _of_bundled(self, name: str) -> str | None:
        for unit in bundled_units().units:
            if name == unit.name or name in unit.aliases:
                heir = self.units.heirs.get(unit.name)
                return None if heir is None else self.units.names[heir]
        return None


def names_of(database: Database) -> Names:
    """Return the names of the units: of the place's own list, or else of the bundled one."""
    with database.session() as session:
        own = own_list(session)
    return Names(unit_list(own), own.former)


def units_of(database: Database) -> UnitList:
    """Return the place's own list of units; the bundled one where it has none."""
    with database.session() as session:
        return units_in(session)


def units_in(session: Session) -> UnitList:
    """Return the same from within a session."""
    return unit_list(own_list(session))


def _without_place(name: str) -> Iterator[str]:
    """Yield a name without the place before it, the shortest place first: 玉山县教育局 gives 教育局."""
    for match in _PLACE.finditer(name, 0, _LONGEST_PLACE):
        if len(name) - match.end() >= _SHORTEST_NAME:
            yield name[match.end() :]
