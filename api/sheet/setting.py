"""How an opinion sheet is set on its page: sizes of type, and how high it becomes."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.sheet.sheet import Kind, Line, Row, Size

PAGE_SIDE, PAGE_EDGE = 18, 14
"""Margins in mm: left and right, top and bottom."""
LABEL_WIDTH, SAID_WIDTH = 24, 150
"""Of the two columns, in mm."""

_POINTS = 72 / 25.4
_WIDTH = SAID_WIDTH * _POINTS - 12 - 15
"""Points for words, beside the padding of a cell and the indent of a detail."""
_FREE = (297 - 2 * PAGE_EDGE) * _POINTS - 35 - 2 * 22
"""Points for the table beside the heading and the lines above and below."""
_ROW = 6.5
"""Points of padding and border in each row."""
_LOST = 1
"""Characters by which a line may be shorter because of what must not begin or end one."""


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type and the height of its line, in points."""

    size: float
    line: float


@dataclass(frozen=True, slots=True)
class Setting:
    """The sizes of a sheet.

    Attributes:
        text: of nearly everything.
        subject: of the title of the draft.
        verdict: of the verdict.
        room: to write in above the signature, in points.
    """

    text: Type
    subject: Type
    verdict: Type
    room: float

    def fits(self, rows: Iterable[Row]) -> bool:
        """Whether these rows fit one page; where it is close, the answer is no."""
        return sum(_ROW + sum(map(self._height, row.lines)) for row in rows) <= _FREE

    def type_of(self, kind: Kind) -> Type:
        """Return in which size a line is set."""
        return {"subject": self.subject, "verdict": self.verdict}.get(kind, self.text)

    def _height(self, line: Line) -> float:
        own = self.type_of(line.kind)
        characters = sum(_width(character) for piece in line.pieces for character in piece.text)
        lines = math.ceil(characters / (_WIDTH / own.size - _LOST))
        return lines * own.line + (self.room if line.kind == "signature" else 0)


def _width(character: str) -> float:
    """Return how much of the size of its type a character takes at most, but for a rare few."""
    return 0.55 if character.isascii() and not character.isupper() else 1


_LARGE = Setting(Type(12, 17), Type(14, 20), Type(18, 26), room=30)
SETTINGS: dict[Size, Setting] = {
    "roomy": replace(_LARGE, room=70),
    "large": _LARGE,
    "small": Setting(Type(10.5, 15.5), Type(13, 18), Type(16, 23), room=30),
}
"""What ``api/web/static/sheet.css`` says, too."""
