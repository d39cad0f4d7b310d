"""A unit (承办单位) and what it is responsible for."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of ``data/departments.jsonl``, or of a place's own list.

    Attributes:
        name: the name used everywhere in the program.
        aliases: other names it goes by, in other places and before reorganisations.
        duties: what it is responsible for, as one text.
        origins: names of the units of ``data/departments.jsonl`` whose work it does today; such a unit is
            its own. It may be none of them, and none of them is the origin of two units of a list.
    """

    name: str
    aliases: tuple[str, ...]
    duties: str
    origins: tuple[str, ...] = ()


def unit_of(kept: dict[str, Any]) -> Unit:
    """Return the unit whose fields, as :func:`dataclasses.asdict` gives them, were read back from JSON.

    Raises:
        KeyError, TypeError: they are not those of a unit.
    """
    return Unit(kept["name"], tuple(kept["aliases"]), kept["duties"], tuple(kept["origins"]))
