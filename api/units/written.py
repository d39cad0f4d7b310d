"""A row of a list of units as it is written in a file, before anything of it is checked."""

from dataclasses import dataclass
from datetime import date

from api.batch.rows import Origin


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row.

    Attributes:
        place: where it stands.
        problem: what is wrong, in Chinese, no full stop at the end.
        remedy: what to do about it, likewise.
    """

    place: Origin
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Return it as one line for people."""
        return f"{self.place}：{self.problem}。{self.remedy}。"


@dataclass(frozen=True, slots=True)
class Written:
    """One row.

    Attributes:
        place: where it stands.
        name: of the unit today.
        aliases: other names, as written.
        duties: what it is responsible for.
        former: a name of former days.
        since: first day of that name; a text where the file has no dates.
        until: its last day, likewise.
    """

    place: Origin
    name: str
    aliases: str
    duties: str
    former: str
    since: str | date
    until: str | date
