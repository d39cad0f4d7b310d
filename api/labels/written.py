"""A label as it is written in a file, before anything of it is checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands.

    Attributes:
        file: as the user knows it.
        number: of the row, the line or the object, from 1; 0 for the file as a whole.
        sheet: of a workbook; empty otherwise.
        counted: 行, or 条 for the objects of a list.
    """

    file: str
    number: int = 0
    sheet: str = ""
    counted: str = "行"

    def __str__(self) -> str:
        """Return it in words, such as ``标注.xlsx，工作表“标注”，第 12 行``."""
        sheet = f"，工作表“{self.sheet}”" if self.sheet else ""
        return f"{self.file}{sheet}{f'，第 {self.number} {self.counted}' if self.number else ''}"


@dataclass(frozen=True, slots=True)
class Written:
    """What one person said about one draft, in the words of the file.

    Attributes:
        place: where it stands.
        title: of the draft.
        body: of the draft.
        words: names of labels, see :mod:`api.labels.names`; none where nobody said anything.
        level: 本级; empty where nothing is said.
        annotator: who said it; empty where that is not written.
        made: when, as a text or as a day or moment; empty where that is not written.
        reference: its own number or name in the file.
        extra: what else stands there; identifiers of persons not masked yet.
    """

    place: Place
    title: str
    body: str
    words: tuple[str, ...]
    level: str = ""
    annotator: str = ""
    made: str | date = ""
    reference: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A row, or a file from there on, that cannot be read.

    Attributes:
        place: where it stands.
        problem: what is wrong, in Chinese, no full stop at the end.
        remedy: what to do about it; may be empty.
    """

    place: Place
    problem: str
    remedy: str


Found = Written | Unreadable
