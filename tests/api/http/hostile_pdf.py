"""PDFs that unpack to far more than they hold."""

import zlib
from base64 import a85encode

_MEBIBYTE = 1 << 20
_WORDS = b"BT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def padded_pdf(mebibytes: int) -> bytes:
    """Return a PDF of one page with a few words, followed by blanks that were packed a thousandfold."""
    content = _padded(_WORDS, mebibytes)
    return _page(b"<</Font<</F1 5 0 R>>>>", _stream(b"", content), _FONT)


def whole_pdf(mebibytes: int) -> bytes:
    """Return one whose blanks are packed as they should be, and then in letters, as some programs do."""
    content = a85encode(zlib.compress(_WORDS + b" " * mebibytes * _MEBIBYTE, 9)) + b"~>"
    stream = b"<</Length %d/Filter[/ASCII85Decode/FlateDecode]>>stream\n%b\nendstream" % (
        len(content),
        content,
    )
    return _page(b"<</Font<</F1 5 0 R>>>>", stream, _FONT)


def endless_pdf() -> bytes:
    """Return a PDF of one page with a form of 100 MiB of blanks, which takes minutes to read."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    resources = b"<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>"
    content = zlib.compress(_WORDS + b"/X Do\n")
    return _page(resources, _stream(b"", content), _FONT, _stream(form, _padded(b"", 100)))


def _padded(words: bytes, mebibytes: int) -> bytes:
    packing = zlib.compressobj(9)
    content = packing.compress(words) + packing.flush(zlib.Z_FULL_FLUSH)
    block = packing.compress(b" " * _MEBIBYTE) + packing.flush(zlib.Z_FULL_FLUSH)
    return content + block * mebibytes  # after a full flush each block stands for itself


def _stream(attributes: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (attributes, len(content), content)


def _page(resources: bytes, *objects: bytes) -> bytes:
    """Return a PDF of one page whose content is the fourth object."""
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources%b>>" % resources,
        *objects,
    )


def _pdf(*objects: bytes) -> bytes:
    whole = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(whole))
    return whole + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (len(objects) + 1, table, trailer)
