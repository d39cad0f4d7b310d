"""Which bundled units the units of a place's own list take over: found by names, of today and of old."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from api.units.own import OwnList
from model.unit import Unit
from model.unit_list import UnitList, bundled_units


@lru_cache(maxsize=4)
def unit_list(own: OwnList) -> UnitList:
    """Return a place's own list as a model knows it; the bundled one where it has none.

    The labels that come with the program name the bundled units. A bundled unit is taken over by the unit
    that has its name; else by the one that names it as an alias or as a name of former days; else by the one
    whose name it knows as an alias; else by the one that shares an alias with it.
    """
    if not own.units:
        return bundled_units()
    heirs = {unit.name: heir for unit in bundled_units().units if (heir := _heir(unit, own)) is not None}
    return UnitList(
        tuple(
            Unit(
                unit.name,
                unit.aliases,
                unit.duties,
                tuple(origin for origin, heir in heirs.items() if heir == unit.name),
            )
            for unit in own.units
        )
    )


def _heir(bundled: Unit, own: OwnList) -> str | None:
    return next((name for claims in _claims(bundled, own) for name in claims), None)


def _claims(bundled: Unit, own: OwnList) -> Iterator[list[str]]:
    """Yield who lays claim to a bundled unit, the best grounds first."""
    known = {bundled.name, *bundled.aliases}
    latest = sorted(own.former, key=lambda former: former.until or date.max, reverse=True)
    yield [unit.name for unit in own.units if unit.name == bundled.name]
    yield [unit.name for unit in own.units if bundled.name in unit.aliases]
    yield [former.unit for former in latest if former.name == bundled.name]
    yield [unit.name for unit in own.units if unit.name in known]
    yield [unit.name for unit in own.units if known & {*unit.aliases}]
    yield [former.unit for former in latest if former.name in known]
