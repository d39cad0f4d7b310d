"""What the readers of tables make of them: sheets whose rows hold values, and the text of a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite

from model.errors import LianshenError

Value = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        number: from 1, as Excel shows it, or the line of JSON Lines.
        cells: values from the first column on; rows may differ in length.
        filled: columns whose value stands in a cell merged with ones above, as a person reads it.
        notices: what the user should know about how the row was read.
        unsaved: columns with a formula whose result was not kept.
    """

    number: int
    cells: tuple[Value, ...]
    filled: frozenset[int] = frozenset()
    notices: tuple[str, ...] = ()
    unsaved: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A row that cannot be read.

    Attributes:
        number: as in :class:`Row`.
        error: why.
    """

    number: int
    error: LianshenError


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a text file, or one sheet of a workbook.

    Attributes:
        rows: those that are not blank; may be gone through once.
        name: of the sheet; empty for a file that is one table.
        hidden: whether the workbook does not show it.
        header: names of the columns where they are no row of the table.
    """

    rows: Iterator[Row | Spoilt]
    name: str = ""
    hidden: bool = False
    header: tuple[str, ...] | None = None


def text_of(value: Value) -> str:
    """Return a value as people write it, without blanks around it; a line ends in a line feed alone."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and isfinite(value):
        return f"{value:.15g}"  # the digits that Excel keeps
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return str(value)
