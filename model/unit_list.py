"""The units that a model knows: the bundled ones, or a place's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from model.addressed import addressed_to
from model.content import units
from model.duties import Duties, duties_of
from model.naming import Naming, naming_of
from model.unit import Unit


@dataclass(frozen=True)
class UnitList:
    """Units in the order of their heads; what is looked up in them is prepared once, when first wanted.

    Attributes:
        units: at least one; no two have the same name.
    """

    units: tuple[Unit, ...]

    def __len__(self) -> int:
        """How many units there are."""
        return len(self.units)

    def __contains__(self, name: object) -> bool:
        """Whether a unit has this name."""
        return name in self.numbers

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(unit.name for unit in self.units)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each unit by its name."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def heirs(self) -> dict[str, int]:
        """For each bundled unit whose work somebody does, the number of the unit that does it."""
        return {origin: number for number, unit in enumerate(self.units) for origin in unit.origins}

    @cached_property
    def new(self) -> frozenset[int]:
        """The numbers of the units that do no bundled unit's work."""
        return frozenset(number for number, unit in enumerate(self.units) if not unit.origins)

    def number_of(self, name: str) -> int | None:
        """Return the number of a unit by its own name or that of a bundled unit whose work it does.

        Returns:
            ``None`` where nobody in the list is called so or does that work.
        """
        own = self.numbers.get(name)
        return self.heirs.get(name) if own is None else own

    def origins_of(self, name: str) -> frozenset[str]:
        """Return the bundled units whose work a unit does; none for one that is not in the list."""
        own = self.numbers.get(name)
        return frozenset() if own is None else frozenset(self.units[own].origins)

    def matching_duty(self, unit: str, text: str) -> str:
        """Return the clause of the unit's duties that shares most with the text; empty if nothing is shared.

        A unit that is not in the list, such as one of former days, has no duties.
        """
        return self._duties.matching(unit, text)

    def fits(self, text: str) -> NDArray[np.float64]:
        """Return how well the best duty of each unit fits a text, shape (units,)."""
        return self._duties.fits(text)

    def named(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return 1 where a text calls a unit by its name or an alias, else 0, shape (texts, units)."""
        return self._naming.named(texts)

    @cached_property
    def addressed(self) -> re.Pattern[str]:
        """Finds the unit that an ask is addressed to, at its beginning."""
        return addressed_to(self.units)

    @cached_property
    def _duties(self) -> Duties:
        return duties_of(self.units)

    @cached_property
    def _naming(self) -> Naming:
        return naming_of(self.units)


@cache
def bundled_units() -> UnitList:
    """Return the units of ``data/departments.jsonl``.

    Raises:
        ContentError: naming the line and field that is missing or wrong.
    """
    return UnitList(tuple(units().values()))
