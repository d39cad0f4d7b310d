"""A text as an editor sends it: what is to be judged, and the markup around it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from model.identifiers import mask

_CONTEXT = 40
_CUT = "..."
_BREAKS = str.maketrans("\r\n\t\v\f\x85\u2028\u2029", " " * 8)


class Span(NamedTuple):
    """A stretch of what was sent, as LanguageTool counts: in UTF-16 code units, the ``char`` of Java.

    Attributes:
        offset: of the first.
        length: how many.
    """

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one sort that follow one another.

    Attributes:
        given: the characters that were sent.
        judged: what is read there: the same characters, or, for markup, those it stands for, often none.
        markup: whether they are markup.
    """

    given: str
    judged: str
    markup: bool


def plain(text: str) -> Stretch:
    """Return a stretch that is judged as it stands."""
    return Stretch(text, text, markup=False)


class Annotated:
    """What was sent, with two ways to count in it: in what is judged, and in everything.

    Args:
        stretches: in their order.
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._stretches = tuple(stretches)
        self.text = "".join(stretch.judged for stretch in self._stretches)
        """What is judged."""
        self.whole = "".join(stretch.given for stretch in self._stretches)
        """Everything that was sent."""
        self._judged = list(accumulate((len(stretch.judged) for stretch in self._stretches), initial=0))
        self._sent = list(accumulate((len(stretch.given) for stretch in self._stretches), initial=0))

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the judged text stands in what was sent.

        Markup inside it belongs to it, markup before and behind it does not. Where it begins or ends in what
        markup stands for, it takes in that markup as a whole.

        Args:
            start: first code point in :attr:`text`.
            end: one past the last, greater than ``start``.
        """
        first, last = self._given(start)[0], self._given(end - 1)[1]
        offset = _units(self.whole[:first])
        return Span(offset, _units(self.whole[first:last]))

    def first(self) -> Span:
        """Return where the first visible character of the judged text stands."""
        start = len(self.text) - len(self.text.lstrip())
        return self.span(start, start + 1) if self.text else Span(0, 0)

    def context(self, span: Span) -> tuple[str, int]:
        """Return the text around a stretch, on one line and with the identifiers of persons masked.

        Args:
            span: in what was sent.

        Returns:
            The text, and the offset of the stretch in it, in UTF-16 code units.
        """
        first = _code_points(self.whole, span.offset)
        last = first + _code_points(self.whole[first:], span.length)
        start, end = max(first - _CONTEXT, 0), min(last + _CONTEXT, len(self.whole))
        before = (_CUT if start else "") + self._masked[start:first]
        after = self._masked[first:end] + (_CUT if end < len(self.whole) else "")
        return (before + after).translate(_BREAKS), _units(before)

    @cached_property
    def _masked(self) -> str:
        """Everything that was sent, each identifier masked, also where markup runs through it."""
        text = mask(self.text)
        return "".join(
            _hidden(stretch.given) if stretch.markup else text[start:end]
            for stretch, (start, end) in zip(self._stretches, pairwise(self._judged), strict=True)
        )

    def _given(self, offset: int) -> tuple[int, int]:
        """Return where what a judged character comes from begins and ends in everything, in code points."""
        number = (
            bisect_right(self._judged, offset) - 1
        )  # of several with this start, the one that is not empty
        stretch, start = self._stretches[number], self._sent[number]
        if stretch.markup:
            return start, start + len(stretch.given)
        return start + offset - self._judged[number], start + offset - self._judged[number] + 1


def _hidden(markup: str) -> str:
    """Mask what markup holds; an editor may send thousands of pieces of a single character, and none does."""
    return mask(markup) if len(markup) > 1 else markup


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _code_points(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le"))
