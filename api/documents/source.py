"""What every reader makes of a file: lines and tables whose characters know where they stand."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from model.canonical import canonical

# The characters that ``model.canonical`` turns into line breaks.
_BETWEEN_BREAKS = re.compile("[^\n\r\v\f\x85\u2028\u2029]+")
_WESTERN = "[0-9A-Za-z]"
_STRAY = re.compile(
    r"(?<![ \n])"
    r"(?:(?<![^ \n]{4})|(?=[ \n]++(?![^ \n]{4})))"  # beside a word of fewer than four characters
    rf"(?:(?<!{_WESTERN})|(?=[ \n]++(?!{_WESTERN})))"  # and not between two Western ones
    r"[ \n]++"
)
"""Blanks inside a line that are no part of what was meant."""
_NO_GAP = (sys.maxsize, sys.maxsize)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that follow one another in the file.

    Attributes:
        text: the characters.
        paragraph: the paragraph or line of the file they stand in; ``None`` for what the reader put in.
        offset: their first code point in that paragraph.
    """

    text: str
    paragraph: int | None
    offset: int

    def cut(self, start: int, end: int) -> "Piece":
        """Return a stretch of this piece."""
        return Piece(self.text[start:end], self.paragraph, self.offset + start)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a draft, put together from one or more pieces.

    Attributes:
        pieces: in order; no piece is empty.
    """

    pieces: tuple[Piece, ...] = ()

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(piece.text for piece in self.pieces)

    def cut(self, start: int, end: int) -> Self:
        """Return a stretch of this line."""
        pieces = []
        for piece in self.pieces:
            length = len(piece.text)
            if start <= 0 and end >= length:
                pieces.append(piece)
            elif start < length and end > 0:
                pieces.append(piece.cut(max(start, 0), min(end, length)))
            start, end = start - length, end - length
        return type(self)(tuple(piece for piece in pieces if piece.text))

    def stripped(self, extra: str = "") -> Self:
        """Return the line without blanks, and without the characters in ``extra``, at both ends."""
        text = canonical(self.text)
        kept = text.strip(extra + " \n")
        if len(kept) == len(text):
            return self
        start = text.index(kept)
        return self.cut(start, start + len(kept))

    def squeezed(self) -> Self:
        """Return the line without blanks at the ends and without stray ones inside (``标　题``).

        A blank between two Western words, or between two stretches of some length, is no stray one.
        """
        line = self.stripped()
        gaps = (found.span() for found in _STRAY.finditer(canonical(line.text)))
        return type(self)(tuple(line._between(gaps)))

    @property
    def bare(self) -> str:
        """The characters of :meth:`squeezed`, for who need not know where they stand."""
        text = self.text
        spelt = canonical(text).rstrip(" \n")
        start = len(spelt) - len(spelt.lstrip(" \n"))
        kept = []
        for gap in _STRAY.finditer(spelt, start):
            kept.append(text[start : gap.start()])
            start = gap.end()
        return "".join([*kept, text[start : len(spelt)]])

    def _between(self, gaps: Iterable[tuple[int, int]]) -> Iterator[Piece]:
        """Yield what is left of the pieces without some stretches, in order; each is gone through once."""
        left = iter(gaps)
        first, last = next(left, _NO_GAP)
        start = 0
        for piece in self.pieces:
            end = start + len(piece.text)
            at = start
            while first < end:
                if at < first:
                    yield piece.cut(at - start, first - start)
                at = min(last, end)
                if last > end:
                    break
                first, last = next(left, _NO_GAP)
            if at < end:
                yield piece.cut(at - start, end - start) if at > start else piece
            start = end


Cell = tuple["Block", ...]
"""The content of one cell; a cell merged into the one above it is empty."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file; every merged cell stands in it once.

    Attributes:
        rows: the cells of each row, from left to right.
    """

    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Table


def lines_of(text: str, paragraph: int) -> Iterator[Line]:
    """Return the lines of one paragraph of a file."""
    for match in _BETWEEN_BREAKS.finditer(text):
        yield Line((Piece(match.group(), paragraph, match.start()),))


def joined(lines: Iterable[Line], between: str = "") -> Line:
    """Return one line made of several, with ``between`` put in."""
    pieces: list[Piece] = []
    for line in lines:
        if pieces and between:
            pieces.append(Piece(between, None, 0))
        pieces += line.pieces
    return Line(tuple(pieces))


def lines_in(blocks: Iterable[Block]) -> Iterator[Line]:
    """Return all lines of some blocks, those in tables included, from top to bottom and left to right."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from lines_in(cell)
