"""Where a stretch of the draft stands in the text file it was read from."""

from dataclasses import dataclass
from itertools import accumulate

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
    span = span_of(document, quote)
    if document.text is None or span is None:
        return None
    start, end = span
    return _position(document.text, start), _position(document.text, end)


def span_of(document: Document, quote: Quote) -> tuple[int, int] | None:
    """Return where a quote starts and, exclusively, ends in the text of the file, in code points.

    Args:
        document: what was read.
        quote: a stretch of its draft.

    Returns:
        ``None`` where :func:`range_of` has no place either. What stands there is the quote, and for one that
        runs over several lines also what the file holds between them.
    """
    if document.text is None:
        return None
    first = _anchor(document, quote.part, quote.start)
    last = _anchor(document, quote.part, quote.end - 1)
    if first is None or last is None:
        return None
    starts = _line_starts(document.text)
    return _offset(starts, first, quote.start), _offset(starts, last, quote.end)


def _anchor(document: Document, part: Part, offset: int) -> Anchor | None:
    for anchor in document.anchors:
        if anchor.part == part and anchor.start <= offset < anchor.start + anchor.length:
            return anchor
    return None


def _line_starts(text: str) -> list[int]:
    return list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))


def _offset(starts: list[int], anchor: Anchor, offset: int) -> int:
    return starts[anchor.paragraph] + anchor.offset + offset - anchor.start


def _position(text: str, offset: int) -> Position:
    line_start = text.rfind("\n", 0, offset) + 1
    before = text[line_start:offset]
    return Position(text.count("\n", 0, offset) + 1, len(before.encode("utf-8", "replace")) + 1)
