"""A text cut into stretches where the marks on it begin and end."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that a remark is about.

    Attributes:
        start: first code point.
        end: one past the last code point.
        passage: the ``id`` of the passage on the page.
        remark: the ``id`` of the remark on the page.
        number: of the remark, as shown.
        style: the class of style.
    """

    start: int
    end: int
    passage: str
    remark: str
    number: int
    style: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text throughout which the same marks hold.

    Attributes:
        text: its characters.
        marks: that hold here, in the order of their remarks.
        begun: those of them that begin here.
        ended: those of them that end here.
    """

    text: str
    marks: tuple[Mark, ...]
    begun: tuple[Mark, ...]
    ended: tuple[Mark, ...]


def segments(text: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut a text; the segments joined are the text.

    Args:
        text: title or body.
        marks: may overlap; what lies outside the text is left off.
    """
    ordered = sorted(marks, key=lambda mark: mark.number)
    reach = {mark.passage: (max(mark.start, 0), min(mark.end, len(text))) for mark in ordered}
    held = [mark for mark in ordered if reach[mark.passage][0] < reach[mark.passage][1]]
    edges = sorted({0, len(text)}.union(*(reach[mark.passage] for mark in held)))
    cut = []
    for start, end in pairwise(edges):
        here = tuple(
            mark for mark in held if reach[mark.passage][0] <= start and end <= reach[mark.passage][1]
        )
        begun = tuple(mark for mark in here if reach[mark.passage][0] == start)
        ended = tuple(mark for mark in here if reach[mark.passage][1] == end)
        cut.append(Segment(text[start:end], here, begun, ended))
    return tuple(cut)
