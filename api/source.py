"""Where a stretch of the draft stands in the text file it was read from."""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass

from model.draft import Draft, Quote

_NEAR = 20


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a text file, as editors and reviewdog count.

    Attributes:
        line: counted from 1.
        column: counted from 1, in bytes of UTF-8.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line of the body: its first offset there, its line in the file, and the offset in that line."""

    body_start: int
    line: int
    shift: int


class SourceText:
    """A text file and the draft that was read from it, line by line."""

    def __init__(self, text: str, draft: Draft) -> None:
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._title = self._find_title(draft.title)
        self._body = self._find_body(draft.body)

    def range_of(self, quote: Quote) -> tuple[Position, Position] | None:
        """Return where a quote starts and, exclusively, ends; ``None`` if it is not in the file as it is."""
        start = self._place(quote, quote.start)
        last = self._place(quote, max(quote.start, quote.end - 1))
        if start is None or last is None:
            return None
        return self._position(*start), self._position(last[0], last[1] + 1)

    def _position(self, line: int, offset: int) -> Position:
        return Position(line + 1, len(self._lines[line][:offset].encode("utf-8", "replace")) + 1)

    def _place(self, quote: Quote, offset: int) -> tuple[int, int] | None:
        if quote.part == "title":
            return self._title and (self._title[0], self._title[1] + offset)
        index = bisect_left(self._body, offset + 1, key=lambda placed: placed.body_start) - 1
        placed = self._body[index]
        if placed.line < 0:
            return None
        return placed.line, placed.shift + offset - placed.body_start

    def _find_title(self, title: str) -> tuple[int, int] | None:
        for number, line in enumerate(self._lines):
            if title and title in line:
                return number, line.index(title)
        return None

    def _find_body(self, body: str) -> list[_Placed]:
        """Follow the body through the file: reading it left out lines and labels, and moved nothing."""
        exact = defaultdict(list)
        for number, line in enumerate(self._lines):
            exact[line.strip()].append(number)
        placed: list[_Placed] = []
        start = following = 0
        for line in body.split("\n"):
            bare = line.strip()
            candidates = exact.get(bare, [])
            index = bisect_left(candidates, following)
            number = candidates[index] if index < len(candidates) else self._near(bare, following)
            if bare and number >= 0:
                placed.append(_Placed(start, number, self._lines[number].index(bare) - line.index(bare)))
                following = number + 1
            else:
                placed.append(_Placed(start, -1, 0))
            start += len(line) + 1
        return placed

    def _near(self, bare: str, following: int) -> int:
        """Return the next line of the file, within a few, that holds a line of the body; -1 if none does."""
        for number in range(following, min(following + _NEAR, len(self._lines))):
            if bare in self._lines[number]:
                return number
        return -1
