"""From printed lines, as a PDF or a picture has them, back to the paragraphs that were typed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from api.documents.labels import labelled
from api.documents.source import Line, Piece
from model.canonical import canonical

_PAGE_NUMBER = re.compile(
    r"[-—–－·~ ]{0,4}(?:第 ?)?\d{1,3}(?: ?页)?(?: ?[/，共]{0,2} ?\d{1,3} ?页?)?[-—–－·~ ]{0,4}"
)
_MARGIN = 0.1
_STARTS_PARAGRAPH = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、．](?!\d)|[①-⑳])"
)
_SET_APART = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[\u4e00-\u9fff])")
_WESTERN = re.compile(r"[0-9A-Za-z,.]")
_LOOK_ALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_NO_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_INDENT = 1.0
_EARLY_END = 2.0
_COLUMN_GAP = 0.5
_LINE_GAP = 1.5
_OTHER_SIZE = 1.2


@dataclass(frozen=True, slots=True)
class Printed:
    """Characters on one printed line; lengths in any one unit, ``top`` and ``bottom`` counted downwards.

    Attributes:
        text: the characters.
        left: where they begin.
        right: where they end.
        top: of the highest.
        bottom: of the lowest.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """About the size of the characters."""
        return max(self.bottom - self.top, 1e-6)


def in_lines(fragments: Iterable[Printed]) -> list[Printed]:
    """Put fragments found anywhere on a page in lines, top to bottom, each from left to right.

    Fragments that stand apart in a line or begin with a label, as in a form, are parted by a tab.
    """
    lines: list[list[Printed]] = []
    for fragment in sorted(fragments, key=lambda each: each.top):
        middle = (fragment.top + fragment.bottom) / 2
        if lines and lines[-1][0].top <= middle <= lines[-1][0].bottom:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return [_line(fragments) for fragments in lines]


def without_page_number(lines: Sequence[Printed], height: float) -> list[Printed]:
    """Leave out a page number in the margin of a page of that height."""
    return [
        line
        for line in lines
        if not (
            _PAGE_NUMBER.fullmatch(canonical(line.text).strip())
            and (line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN))
        )
    ]


def paragraphs(lines: Sequence[Printed]) -> list[str]:
    """Join the lines of one column that were wrapped.

    A line begins a paragraph if it is indented, numbered, begins with a label, is set in another size or
    apart, or if the line above ends well before the right margin.
    """
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    found: list[str] = []
    above: Printed | None = None
    for line in lines:
        text = _SET_APART.sub("", _mended(line.text).strip())
        if above is None or _begins(line, above, left, right):
            found.append(text)
        else:
            found[-1] = _wrapped(found[-1], text)
        above = line
    return found


def as_lines(texts: Iterable[str]) -> list[Line]:
    """Return paragraphs as lines; they have no place in a file that could be pointed at."""
    return [Line((Piece(text, None, 0),)) for text in texts if text]


def _mended(text: str) -> str:
    """Return the text with Chinese characters for the look-alikes that some PDF writers give instead."""
    text = _LOOK_ALIKES.sub(lambda match: normalize("NFKC", match.group()), text)
    return _NO_CHARACTERS.sub("", text)


def _line(fragments: list[Printed]) -> Printed:
    fragments.sort(key=lambda each: each.left)
    text = fragments[0].text
    for before, after in pairwise(fragments):
        apart = after.left - before.right > _COLUMN_GAP * after.size or _begins_with_label(after.text)
        text += ("\t" if apart else "") + after.text
    return Printed(
        text,
        fragments[0].left,
        max(each.right for each in fragments),
        min(each.top for each in fragments),
        max(each.bottom for each in fragments),
    )


def _begins(line: Printed, above: Printed, left: float, right: float) -> bool:
    other_size = max(line.size, above.size) > _OTHER_SIZE * min(line.size, above.size)
    if other_size or line.left - left > _INDENT * line.size or right - above.right > _EARLY_END * line.size:
        return True
    if line.top - above.bottom > _LINE_GAP * line.size:
        return True
    if _STARTS_PARAGRAPH.match(canonical(line.text)):
        return True
    return _begins_with_label(line.text)


def _begins_with_label(text: str) -> bool:
    label = labelled(Line((Piece(text, None, 0),)))
    return label is not None and label.colon


def _wrapped(above: str, below: str) -> str:
    western = above and below and _WESTERN.fullmatch(above[-1]) and below[0].isascii() and below[0].isalpha()
    return f"{above} {below}" if western else above + below
