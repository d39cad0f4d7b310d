"""Where a stretch of the draft stands in the text file it was read from."""

from dataclasses import dataclass

from api.documents.document import Anchor, Document
from model.draft import Part, Quote


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text file, as reviewdog and most editors count.

    Attributes:
        line: counted from 1.
        column: counted from 1, in bytes of UTF-8.
    """

    line: int
    column: int


def range_of(document: Document, quote: Quote) -> tuple[Position, Position] | None:
    """Return where a quote starts and, exclusively, ends.

    Args:
        document: what was read.
        quote: a stretch of its draft.

    Returns:
        ``None`` for a file that has no lines, such as a Word file, and for words the file does not hold, such
        as a title the user typed.
    """
    if document.text is None:
        return None
    first = _anchor(document, quote.part, quote.start)
    last = _anchor(document, quote.part, quote.end - 1)
    if first is None or last is None:
        return None
    lines = document.text.split("\n")
    return _position(lines, first, quote.start), _position(lines, last, quote.end)


def _anchor(document: Document, part: Part, offset: int) -> Anchor | None:
    for anchor in document.anchors:
        if anchor.part == part and anchor.start <= offset < anchor.start + anchor.length:
            return anchor
    return None


def _position(lines: list[str], anchor: Anchor, offset: int) -> Position:
    before = lines[anchor.paragraph][: anchor.offset + offset - anchor.start]
    return Position(anchor.paragraph + 1, len(before.encode("utf-8", "replace")) + 1)
