"""The characters on a page of a PDF, each with its place."""

from collections.abc import Iterator
from ctypes import c_double
from math import hypot
from typing import Any

from pypdfium2 import PdfMatrix, PdfPage, PdfTextPage
from pypdfium2 import raw as pdfium

from api.documents.view import Box, between, placed

_ABOVE = 0.88
"""How much of a character is above the line it stands on; fonts say it each in their own way."""
_HYPHEN = "\x02"
_STRAIGHT = 0.05
"""How far its line may rise or fall, in what it goes on, for a character that stands upright."""
_BESIDE = 0.2
"""How far from its box a character may begin, in its size; one in a column begins in the middle."""


def characters(page: PdfPage, view: PdfMatrix) -> Iterator[dict[str, Any]]:
    """Yield the characters that are seen on a page, in the words of pdfplumber."""
    width, height = page.get_size()
    printed = page.get_textpage()
    for number, text in _texts(printed):
        box, size, upright = _place(printed, number, view)
        if 0 <= box.left < width and box.bottom >= 0 and box.top < height:
            yield placed("char", box) | {"text": text, "size": size, "upright": upright}


def _texts(printed: PdfTextPage) -> Iterator[tuple[int, str]]:
    """Yield the characters that are in the file, each with its number.

    pdfium adds blanks and ends of lines where it thinks them fit, gives a rare character in two halves, and
    has a sign of its own for a hyphen at the end of a line. A blank that is printed by itself, as browsers
    do, it leaves out and adds again: so where it adds one between Western words there is one, and it stands
    where the character before it does.
    """
    half = before = ""
    last = 0
    parted = False
    for number in range(printed.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(printed, number))
        if pdfium.FPDFText_IsGenerated(printed, number) == 1:
            parted = text == " "
            continue
        if text == "\0":
            continue
        if "\ud800" <= text < "\udc00":
            half = text
            continue
        if "\udc00" <= text < "\ue000":
            text = (half + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if parted and _are_western(before, text):
            yield last, " "
        half, before, last, parted = "", text, number, False
        yield number, "-" if text == _HYPHEN else text


def _are_western(end: str, beginning: str) -> bool:
    """Whether two words of a Western language may end and begin so; between two digits nobody knows."""
    of_both = end.strip() and beginning.strip() and (end + beginning).isascii()
    return bool(of_both) and (end.isalpha() or beginning.isalpha())


def _place(printed: PdfTextPage, number: int, view: PdfMatrix) -> tuple[Box, float, bool]:
    """Return the box of a character, its size, and whether it stands upright, in italics or not.

    Some programs print with a size below nothing, and turn it round by the matrix.
    """
    turned, frame, x, y = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), c_double(), c_double()
    pdfium.FPDFText_GetMatrix(printed, number, turned)
    pdfium.FPDFText_GetLooseCharBox(printed, number, frame)
    pdfium.FPDFText_GetCharOrigin(printed, number, x, y)
    seen = PdfMatrix.from_raw(turned).multiply(view)
    size = pdfium.FPDFText_GetFontSize(printed, number)
    onwards = seen.a if size >= 0 else -seen.a
    upright = abs(seen.b) < _STRAIGHT * onwards
    size = abs(size) * hypot(seen.c, seen.d)
    box = between(view.on_point(frame.left, frame.bottom), view.on_point(frame.right, frame.top))
    left, line = view.on_point(x.value, y.value)
    if upright and abs(left - box.left) < _BESIDE * size:
        top = line - _ABOVE * size
        box = Box(left, top, max(left, box.right), top + size)
    return box, size, upright
