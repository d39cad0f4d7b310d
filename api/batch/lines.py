"""The lines of a text table of any size and in whatever encoding, one at a time."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, TextIOWrapper

from api.batch.limits import LONGEST_ROW
from api.documents import text
from model.errors import DraftDamaged, DraftError, DraftTooLarge

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LONG = LONGEST_ROW // 1024 // 1024
_INTACT_TO_BROKEN = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A line, with its line break.

    Attributes:
        number: from 1.
        text: empty where it cannot be read.
        error: why it cannot.
        notices: what the user should know about how it was read.
    """

    number: int
    text: str
    error: DraftError | None = None
    notices: tuple[str, ...] = ()


def lines(name: str, stream: BufferedReader) -> Iterator[Line]:
    """Return the lines of a text.

    The encoding is found as in :func:`api.documents.text.decode`, by what the stream has buffered. A line
    that does not hold to it spoils no other.

    Args:
        name: of the file, for messages.
        stream: open for reading; it is gone through once.

    Raises:
        DraftError: it is no text.
    """
    head = stream.peek()
    if head.startswith(_UTF_16):
        yield from _utf_16(stream)
        return
    whole = head[: head.rfind(b"\n") + 1] or head
    text.decode(name, whole)  # refuses what is no text
    encoding = text.encoding_of(name, whole)
    sure = not whole.isascii()
    stream.read(len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0)
    number = 0
    while raw := stream.readline(LONGEST_ROW + 1):
        number += 1
        if len(raw) > LONGEST_ROW:
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(LONGEST_ROW)
            yield Line(number, "", _too_long(name))
        else:
            yield _line(name, number, raw, encoding, sure)


def _utf_16(stream: BufferedReader) -> Iterator[Line]:
    recoded = TextIOWrapper(stream, "utf-16", errors="replace", newline="\n")
    try:
        for number, line in enumerate(iter(lambda: recoded.readline(LONGEST_ROW), ""), 1):
            yield Line(number, line)
    finally:
        recoded.detach()


def _line(name: str, number: int, raw: bytes, encoding: str, sure: bool) -> Line:
    """Decode a line; where all before it were ASCII, it may be the first to show what the encoding is."""
    try:
        return Line(number, raw.decode(encoding))
    except UnicodeDecodeError:
        pass
    try:
        if not sure:
            return Line(number, *_swapped(text.decode(name, raw)))
    except DraftError as error:
        return Line(number, "", error)
    mended = raw.decode(encoding, "replace")
    broken = mended.count("\ufffd")
    if sum(1 for character in mended if character > "\x7f") - broken > _INTACT_TO_BROKEN * broken:
        return Line(number, mended, notices=(f"这一行有 {broken} 处乱码，已跳过。",))
    return Line(
        number, "", DraftDamaged("这一行是乱码", where=name, remedy="请用记事本打开，另存为 UTF-8 编码再试")
    )


def _swapped(decoded: tuple[str, tuple[str, ...]]) -> tuple[str, None, tuple[str, ...]]:
    return decoded[0], None, decoded[1]


def _too_long(name: str) -> DraftTooLarge:
    return DraftTooLarge(f"这一行超过 {_LONG} MB", where=name, remedy="请检查这一行是不是一件建议")
