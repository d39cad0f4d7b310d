"""A row of a list of units as it is written in a file, before anything of it is checked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands.

    Attributes:
        file: as the user knows it.
        row: from 1; 0 for the file as a whole.
        sheet: of a workbook; empty otherwise.
    """

    file: str
    row: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        """Return it in words, such as ``单位.xlsx，工作表“单位”，第 12 行``."""
        sheet = f"，工作表“{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}{f'，第 {self.row} 行' if self.row else ''}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row.

    Attributes:
        place: where it stands.
        problem: what is wrong, in Chinese, no full stop at the end.
        remedy: what to do about it, likewise.
    """

    place: Place
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

    place: Place
    name: str
    aliases: str
    duties: str
    former: str
    since: str | date
    until: str | date
