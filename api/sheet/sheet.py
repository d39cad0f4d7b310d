"""What stands on an opinion sheet: rows of a label and lines, the same for Word and for a browser."""

from dataclasses import dataclass
from typing import Literal

HEADING = "代表建议审读意见单"
NOTICE = "意见供参考，由人决定。"

Kind = Literal["subject", "verdict", "text", "item", "detail", "signature"]
"""``subject``: the title of the draft; ``item``: a number, and words that hang beside it;
``detail``: belongs to the item above; ``signature``: below room to write in."""
Size = Literal["roomy", "large", "small"]
"""``roomy``: large type and much room to write in."""
Ink = Literal["plain", "strong", "faint"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words written in one way.

    Attributes:
        text: one line without control characters.
        ink: how it is written.
    """

    text: str
    ink: Ink = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph.

    Attributes:
        kind: how it is set.
        pieces: in order.
    """

    kind: Kind
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sheet.

    Attributes:
        label: what it is about.
        lines: what is said.
    """

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One opinion sheet.

    Attributes:
        title: of the draft.
        basis: the tier of the congress it was judged by.
        day: when.
        rows: from top to bottom.
        model: version that judged.
        size: the largest in which it fits one page.
    """

    title: str
    basis: str
    day: str
    rows: tuple[Row, ...]
    model: str
    size: Size
