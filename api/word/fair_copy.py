"""A pasted draft as a Word file, set as official documents are: something margin comments can stand in.

Layout after GB/T 9704-2012 and the usual practice of offices: title 小标宋 二号 in the middle, body 仿宋
三号 with 28 pt a line, each paragraph indented by two characters, the number of the page at the foot.
"""

import re
from collections.abc import Iterator
from typing import get_args

from api.documents.document import Anchor, Document
from api.word.blank import blank_word, number_pages, saved
from model.draft import Draft, Part
from model.errors import DraftEmpty

NAME = "建议.docx"

_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NO_XML = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0xFFFE, 0xFFFF], "\ufffd")


def word_of(draft: Draft) -> tuple[bytes, Document]:
    """Return a Word file of a draft, and where each line of the draft stands in it.

    Every line becomes a paragraph, an empty one too. A line that begins with blanks keeps them instead of
    the indent of its style. A control character, which no XML holds, becomes ``U+FFFD``.

    Args:
        draft: as pasted.

    Returns:
        The file, and the document read from it. Offsets are those of the given draft, so its review can be
        put into the file by :func:`api.annotate.annotated`.

    Raises:
        DraftEmpty: there is no character in the draft.
    """
    held = Draft(draft.title.translate(_NO_XML), draft.body.translate(_NO_XML), draft.level)
    word = blank_word(held.title, author="")
    anchors = []
    for paragraph, (part, start, line) in enumerate(_lines(held)):
        word.add_paragraph(line, _style(part, line))
        if line:
            anchors.append(Anchor(part, start, len(line), paragraph, 0))
    if not anchors:
        raise DraftEmpty("草稿里没有文字", remedy="请写好草稿再试")
    number_pages(word)
    return saved(word), Document(NAME, held, anchors=tuple(anchors))


def _lines(draft: Draft) -> Iterator[tuple[Part, int, str]]:
    """Yield the lines of the parts that are not empty, each with its first code point there."""
    for part in get_args(Part):
        text = draft.text_of(part)
        start = 0
        for end in _BREAK.finditer(text):
            yield part, start, text[start : end.start()]
            start = end.end()
        if text:
            yield part, start, text[start:]


def _style(part: Part, line: str) -> str:
    if part == "title":
        return "Title"
    return "Body Text Flush" if line[:1].isspace() else "Body Text"
