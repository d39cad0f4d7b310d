"""Plain text and Markdown: finding the encoding, and the lines."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from api.documents.source import Line, Piece, lines_of
from model.errors import DraftDamaged, DraftUnsupported

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROLS = frozenset(map(chr, (*range(9), *range(14, 27), *range(28, 32))))
_SHARE_OF_CONTROLS = 0.01
_INTACT_TO_BROKEN = 10
_MARKDOWN = frozenset({".md", ".markdown"})
# Marks within a line: **, __, `code`, [words](target). Longer runs are rules or blanks to fill in.
_INLINE = re.compile(
    r"(?<!\*)\*{2,3}(?!\*)|(?<!_)__(?!_)|(?<!`)`{1,3}(?!`)"
    r"|!?\[(?=[^\[\]]{1,200}\]\([^()]{0,400}\))|(?<=[^\[])\]\([^()]{0,400}\)"
)


def decode(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what the user should know about how it was read.

    The order is: a byte order mark, UTF-8, GB18030 (which holds GBK and GB2312). Because text in GB18030
    is practically never valid UTF-8, no guessing by frequency is needed, and short texts are not misread.

    Args:
        name: of the file, for messages.
        content: its bytes.

    Raises:
        DraftDamaged: in none of these encodings.
        DraftUnsupported: not text.
    """
    text, notices, _ = _decoded(name, content)
    text = text.removesuffix("\x1a")
    controls = sum(map(text.count, _CONTROLS))
    if "\x00" in text or controls > _SHARE_OF_CONTROLS * len(text):
        raise DraftUnsupported(
            "里面不是文字", where=name, remedy="请另存为 .txt（UTF-8 编码）、.docx 或 .pdf 再试"
        )
    return text, notices


def lines(name: str, text: str) -> Iterator[Line]:
    """Return the lines of a text; each knows its line in the file, counted from 0, and its place there.

    In a Markdown file the marks within a line are no part of it: people read **今年** as 今年. The line is
    made of the pieces between them, so that every character still knows its column.

    Args:
        name: of the file; its ending says whether it is Markdown.
        text: all of it.
    """
    markdown = PurePath(name).suffix.lower() in _MARKDOWN
    for number, line in enumerate(text.split("\n")):
        for found in lines_of(line, number):
            unmarked = _without_marks(found) if markdown else found
            if unmarked.pieces:
                yield unmarked


def _without_marks(line: Line) -> Line:
    text = line.text
    marks = list(_INLINE.finditer(text))
    if not marks:
        return line
    pieces: list[Piece] = []
    start = 0
    for mark in marks:
        pieces += line.cut(start, mark.start()).pieces
        start = mark.end()
    return Line((*pieces, *line.cut(start, len(text)).pieces))


def encoding_of(name: str, content: bytes) -> str:
    """Return the encoding that :func:`decode` finds, such as ``gb18030``; a byte order mark is no part of it.

    Raises:
        DraftDamaged: as :func:`decode` does.
    """
    return _decoded(name, content)[2].removesuffix("-sig")


def _decoded(name: str, content: bytes) -> tuple[str, tuple[str, ...], str]:
    marked = next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        mended = content.decode(encoding, "replace")
        broken = mended.count("\ufffd")
        intact = sum(1 for character in mended if character > "\x7f") - broken
        if broken == 0 or (encoding != "gb18030" and intact > _INTACT_TO_BROKEN * broken):
            return mended, (f"文件里有 {broken} 处乱码，已跳过。",) if broken else (), encoding
    raise DraftDamaged(
        "看不出是什么编码，或者文件已损坏", where=name, remedy="请用记事本打开，另存为 UTF-8 编码再试"
    )
