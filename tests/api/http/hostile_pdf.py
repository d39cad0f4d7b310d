"""A PDF that unpacks to far more than it holds."""

import zlib

_MEBIBYTE = 1 << 20


def padded_pdf(mebibytes: int) -> bytes:
    """Return a PDF of one page with a few words, followed by blanks that were packed a thousandfold."""
    words = b"BT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"
    packing = zlib.compressobj(9)
    content = packing.compress(words) + packing.flush(zlib.Z_FULL_FLUSH)
    packing.compress(b"")
    block = packing.compress(b" " * _MEBIBYTE) + packing.flush(zlib.Z_FULL_FLUSH)
    content += block * mebibytes  # after a full flush each block stands for itself
    return _pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
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
