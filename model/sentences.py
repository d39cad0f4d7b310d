"""The sentences of a body, where each stands, and whether it tells the situation or asks for something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from model.numbering import LEADING_MARK, MARK_AHEAD
from model.zones import LABEL, LABEL_BEGINS, Zone, ZoneReader

__all__ = ["Sentence", "Zone", "split_sentences"]

_LONGEST = 180
"""Code points after which a sentence without an end is cut at a clause; none in the corpus is that long."""

_MOST = 10_000
"""Sentences after which no more are looked for within a line: text of nothing but full stops is no draft."""

_MOST_LABELS = 20
"""Labels that are cut off where one follows the other; real forms have two or three."""

_CLOSING = '”’」』）》"'
_GOES_ON = "，、；：的）"
_CUT = re.compile(
    # One class first and the alternatives after it: the engine then skips to these characters.
    r"[（“。！？；…： 0-9①-⑳⑴-⒛]"
    r"(?:"
    # Remarks in brackets and quotations stay whole; bounded, so that hostile text stays linear.
    r"(?<=（)[^（）]{3,80}）"
    r"|(?<=“)[^“”]{0,80}”"
    rf"|(?<=[。！？；…])[。！？；…]*[{_CLOSING}]*(?! *[{_GOES_ON}])(?P<end>)"
    rf"|(?<=[： ]){MARK_AHEAD}(?P<colon>)"
    r"|(?<= ) +(?P<gap>)"
    # 建议1、加快……2、出台……: a digit right after a word, but not 12.5, A1、 or 1、8.
    r"|(?<=[0-9])(?<![0-9A-Za-z.、/\-第至到和及与].)\d?(?:、|\.)(?![0-9A-Za-z ])(?P<digit>)"
    r"|(?<=[①-⑳⑴-⒛])(?<![①-⑳⑴-⒛].)(?![①-⑳⑴-⒛号])(?P<circled>)"
    r")"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the body.

    Attributes:
        start: first code point in the body, blanks and numbering included.
        end: one past its last code point.
        text_start: first code point after blanks and numbering such as ``一、`` or ``（2）``.
        text: the canonical characters from ``text_start`` to ``end``.
        zone: what the sentence does.
        paragraph: index of its line, counted from 0.
    """

    start: int
    end: int
    text_start: int
    text: str
    zone: Zone
    paragraph: int


class _Stretch(NamedTuple):
    start: int
    text_start: int
    end: int
    paragraph: int
    opens: bool


def split_sentences(body: str) -> tuple[Sentence, ...]:
    """Split a canonical body into sentences.

    A sentence ends at 。！？； or where its line ends; numbering begins a new one, and so does what follows
    a label such as ``建议：``. Text without any end is cut at a clause.

    Args:
        body: text from :func:`model.canonical.canonical`.

    Returns:
        The sentences in order; they do not overlap, and every character that is not blank belongs to one.
    """
    stretches = list(_stretches(body))
    marks = [body[stretch.start : stretch.text_start].strip() for stretch in stretches]
    following: list[str | None] = [
        mark if mark or stretch.opens else None
        for mark, stretch in zip(marks[1:], stretches[1:], strict=True)
    ]
    read = ZoneReader().read
    sentences: list[Sentence] = []
    for (start, text_start, end, paragraph, opens), mark, next_mark in zip(
        stretches, marks, [*following, None], strict=False
    ):
        text = body[text_start:end]
        zone = read(mark, text, opens=opens, next_mark=next_mark)
        sentences.append(Sentence(start, end, text_start, text, zone, paragraph))
    return tuple(sentences)


def _stretches(body: str) -> Iterator[_Stretch]:
    offset = 0
    left = _MOST
    for paragraph, line in enumerate(body.split("\n")):
        opens = True
        begin = 0
        for cut in _cuts(line, left):
            left -= 1
            piece = line[begin:cut]
            bare = piece.strip()
            if bare:
                first = begin + piece.index(bare[0])
                for start, text_start, end in _parts(line, first, first + len(bare)):
                    yield _Stretch(offset + start, offset + text_start, offset + end, paragraph, opens)
                    opens = False
            begin = cut
        offset += len(line) + 1


def _cuts(line: str, most: int) -> Iterator[int]:
    """Yield where a piece of the line ends: after ends of sentences, before numbering, at its end."""
    for found in islice(_CUT.finditer(line), max(most, 0)):
        kind = found.lastgroup
        if kind in ("digit", "circled"):
            yield found.start()
        elif kind is not None or (
            # A quotation that ends its own sentence ends ours, unless we go on: “……。”的
            line[found.end() - 2] in "。！？" and line[found.end() : found.end() + 1] not in _GOES_ON
        ):
            yield found.end()
    yield len(line)


def _parts(line: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield start, start of the text and end; labels such as 案由： are cut off, what is too long is cut."""
    for _ in range(_MOST_LABELS):
        number = LEADING_MARK.match(line, start, end)
        text_start = number.end() if number and number.end() < end else start
        if line[text_start].isspace():
            text_start = _skip_blanks(line, text_start)
        label = LABEL.match(line, text_start, end) if line[text_start] in LABEL_BEGINS else None
        if label is None or label.end() == end:
            break
        yield start, text_start, text_start + len(label.group().rstrip())
        start = label.end()
    else:
        text_start = _skip_blanks(line, start)
    while end - text_start > _LONGEST:
        cut = _clause_end(line, text_start)
        yield start, text_start, cut
        start = text_start = _skip_blanks(line, cut)
    yield start, text_start, end


def _clause_end(line: str, start: int) -> int:
    longest = start + _LONGEST
    for clause in "，、 ":
        found = line.rfind(clause, start + _LONGEST // 2, longest - 1)
        if found > 0 and not (line[found - 1].isdigit() and line[found + 1].isdigit()):
            return found + 1
    return longest


def _skip_blanks(line: str, start: int) -> int:
    while line[start].isspace():
        start += 1
    return start
