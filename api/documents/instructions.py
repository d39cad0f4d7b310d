"""The instructions that print the pages of a PDF, measured before pdfminer unpacks them.

It unpacks a stream as a whole, whatever comes of it, and one that is broken a byte at a time, which takes the
square of its size.
"""

import zlib
from collections.abc import Iterable

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    PDFStream,
    resolve1,
)
from pdfplumber.page import Page

_MOST = 8 * 1024 * 1024
"""Bytes of the instructions of all pages; pdfminer reads 5 MiB a second, a page of words has 10 KiB."""
_BROKEN = 64
"""How many times a byte of a broken stream counts."""
_SLOW = 16
"""How many times a packed byte counts that Python unpacks, as in files of the nineties (LZW)."""


def too_long(pages: Iterable[Page]) -> bool:
    """Whether the instructions of some pages are more than the program reads."""
    left = _MOST
    for page in pages:
        for each in page.page_obj.contents:
            stream = resolve1(each)
            if isinstance(stream, PDFStream):
                left -= _weight(stream, left)
            if left < 0:
                return True
    return False


def _weight(stream: PDFStream, most: int) -> int:
    """Return how much a stream counts; where that is more than ``most``, any number above it."""
    if stream.rawdata is None:  # unpacked already: two pages share it
        return len(stream.data or b"")
    content = stream.rawdata
    if stream.decipher and stream.objid is not None and stream.genno is not None:
        content = stream.decipher(stream.objid, stream.genno, content, stream.attrs)
    for way, _ in stream.get_filters():
        if way in LITERALS_ASCII85_DECODE:
            content = ascii85decode(content)
        elif way in LITERALS_ASCIIHEX_DECODE:
            content = asciihexdecode(content)
        elif way in LITERALS_FLATE_DECODE:
            packed, unpacking = content, zlib.decompressobj()
            try:
                content = unpacking.decompress(packed, most + 1)
            except zlib.error:
                return len(packed) * _BROKEN
            if not unpacking.eof:
                return max(len(packed), len(content)) * _BROKEN
        else:
            return len(content) * _SLOW
    return len(content)
