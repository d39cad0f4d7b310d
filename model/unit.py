"""A unit (承办单位) and what it is responsible for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of ``data/departments.jsonl``.

    Attributes:
        name: the name used everywhere in the program.
        aliases: other names it goes by, in other places and before reorganisations.
        duties: what it is responsible for, as one text.
    """

    name: str
    aliases: tuple[str, ...]
    duties: str
