"""PDFs that look small and ask for far more work than any draft, each in a way of its own."""

import struct
import zlib
from base64 import a85encode
from collections.abc import Callable, Sequence

_MEBIBYTE = 1 << 20
_WORDS = b"BT /F1 12 Tf 72 700 Td (Hello) Tj ET\n"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
_OF_FONT = b"<</Font<</F1 5 0 R>>>>"
_OF_FORM = b"<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>"
_OF_SIXTH = b"<</Font<</F1 6 0 R>>>>"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def padded_pdf(mebibytes: int) -> bytes:
    """Return a PDF of one page with a few words, followed by blanks that were packed a thousandfold."""
    return _page(_OF_FONT, _packed(b"", _padded(_WORDS, mebibytes)), _FONT)


def _plain(contents: bytes = b"4 0 R", resources: bytes = _OF_FONT) -> list[bytes]:
    return [
        _CATALOG,
        _kids(b"3 0 R"),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %b/Resources%b>>" % (contents, resources),
        _stream(b"", _WORDS),
        _FONT,
    ]


def _kids(kids: bytes) -> bytes:
    return b"<</Type/Pages/Kids[%b]/Count 1>>" % kids


def _forms(content: bytes, *forms: bytes) -> bytes:
    return _page(_OF_FORM, _stream(b"", _WORDS + content), _FONT, *forms)


def _nested(times: int) -> list[bytes]:
    """Return forms of which each prints the next ten times."""
    further = [b"/Resources<</XObject<</X %d 0 R>>>>" % (7 + number) for number in range(times)]
    return [*(_stream(_FORM + each, b"/X Do " * 10) for each in further), _stream(_FORM, b"q Q")]


def _tenfold(first: int, times: int) -> list[bytes]:
    """Return lists of which each names the next ten times."""
    return [b"[%b]" % (b"%d 0 R " % (first + 1 + number) * 10) for number in range(times)]


def _of_font(font: bytes, *more: bytes, words: bytes = _WORDS) -> bytes:
    return _page(_OF_FONT, _stream(b"", words), font, *more)


def _cid(more: bytes, of_the_kin: bytes = b"") -> bytes:
    kin = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>%b" % of_the_kin
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/GBK-EUC-H/DescendantFonts"
        b"[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light%b>>]%b>>" % (kin, more)
    )


def _codes() -> bytes:
    return (
        b"/CIDInit /ProcSet findresource begin\nbegincmap\n"
        b"1 begincodespacerange <0000><ffff> endcodespacerange\n"
        b"1 begincidrange <00000000><7fffffff> 0 endcidrange\nendcmap"
    )


def _true_type() -> bytes:
    return (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABC/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/ABC"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/ABC/FontFile2 6 0 R>>>>]>>"
    )


def _segments(number: int) -> bytes:
    """Return a font that names all its characters in each of many pieces."""

    def each(kind: str, value: int) -> bytes:
        return struct.pack(">" + kind, value) * number

    names = each("H", 65535) + b"\0\0" + each("H", 0) + each("h", 1) + each("H", 0)
    pieces = struct.pack(">7H", 4, 16 + number * 8, 0, number * 2, 0, 0, 0) + names
    table = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + pieces
    return struct.pack(">L4H4sLLL", 0x10000, 1, 0, 0, 0, b"cmap", 0, 28, len(table)) + table


def _with_objects_in_a_stream(packed: bytes) -> bytes:
    """Return a PDF of one page whose sixth object, its font, stands in the fifth with much else."""
    whole, places = _written([*_plain(resources=_OF_SIXTH)[:4], _packed(b"/Type/ObjStm/N 1/First 4", packed)])
    rows = [(0, 0), *((1, place) for place in places), (2, 5), (1, len(whole))]
    content = b"".join(struct.pack(">BIH", kind, place, 0) for kind, place in rows)
    table = b"<</Type/XRef/Size 8/W[1 4 2]/Root 1 0 R/Length %d>>stream\n%b\nendstream" % (
        len(content),
        content,
    )
    return whole + b"7 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(whole))


def _padded(words: bytes, mebibytes: int) -> bytes:
    packing = zlib.compressobj(9)
    content = packing.compress(words) + packing.flush(zlib.Z_FULL_FLUSH)
    block = packing.compress(b" " * _MEBIBYTE) + packing.flush(zlib.Z_FULL_FLUSH)
    return content + block * mebibytes  # after a full flush each block stands for itself


def _stream(attributes: bytes, content: bytes) -> bytes:
    return _packed(attributes, zlib.compress(content, 9))


def _packed(attributes: bytes, content: bytes) -> bytes:
    return b"<<%b/Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (attributes, len(content), content)


def _page(resources: bytes, *objects: bytes) -> bytes:
    """Return a PDF of one page whose content is the fourth object."""
    return _pdf(*_plain(resources=resources)[:3], *objects)


def _pdf(*objects: bytes, info: int = 0) -> bytes:
    whole, places = _written(objects)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    titled = b"/Info %d 0 R" % info if info else b""
    trailer = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        titled,
        len(whole),
    )
    return whole + b"xref\n0 %d\n0000000000 65535 f \n%b%b" % (len(objects) + 1, table, trailer)


def _written(objects: Sequence[bytes]) -> tuple[bytes, list[int]]:
    """Return the objects of a PDF, numbered from 1, and where each begins."""
    parts, places, length = [b"%PDF-1.5\n"], [], 9
    for number, each in enumerate(objects, 1):
        places.append(length)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, each))
        length += len(parts[-1])
    return b"".join(parts), places


def _in_letters(mebibytes: int) -> bytes:
    """Return one whose blanks are packed as they should be, and then in letters, as some programs do."""
    content = a85encode(zlib.compress(_WORDS + b" " * mebibytes * _MEBIBYTE, 9)) + b"~>"
    stream = b"<</Length %d/Filter[/ASCII85Decode/FlateDecode]>>stream\n%b\nendstream" % (
        len(content),
        content,
    )
    return _page(_OF_FONT, stream, _FONT)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "blanks in a form": lambda: _forms(b"/X Do\n", _packed(_FORM, _padded(b"", 100))),
    "a form printed a thousand times": lambda: _forms(b"/X Do\n" * 1000, _stream(_FORM, b" " * _MEBIBYTE)),
    "forms within forms": lambda: _forms(b"/X Do\n", *_nested(10)),
    "a form within itself": lambda: _forms(
        b"/X Do\n", _stream(_FORM + b"/Resources<</XObject<</X 6 0 R/Y 6 0 R>>>>", b"/X Do /Y Do")
    ),
    "blanks among objects": lambda: _with_objects_in_a_stream(_padded(b"6 0 " + _FONT, 100)),
    "codes without end": lambda: _of_font(_cid(b"/ToUnicode 6 0 R"), _stream(b"", _codes())),
    "blanks among codes": lambda: _of_font(_cid(b"/ToUnicode 6 0 R"), _packed(b"", _padded(b"", 100))),
    "widths without end": lambda: _of_font(_cid(b"", b"/W[0 2000000000 500]")),
    "a font of as many pieces": lambda: _of_font(_true_type(), _stream(b"", _segments(8000))),
    "a picture's way of packing": lambda: _of_font(
        _cid(b"/ToUnicode 6 0 R"),
        _packed(b"/DecodeParms<</Predictor 15/Columns 1>>", _padded(b"", 60)),
    ),
    "a title of titles": lambda: _pdf(*_plain(), b"<</A 7 0 R>>", *_tenfold(7, 9), b"(x)", info=6),
    "pages that are not counted": lambda: _pdf(_CATALOG, _kids(b"3 0 R " * 100_000), *_plain()[2:]),
    "a page of as many parts": lambda: _pdf(*_plain(contents=b"[%b]" % (b"4 0 R " * 100_000))),
    "words beside the page": lambda: _of_font(
        _FONT, words=_WORDS + b"BT /F1 12 Tf 5000 5000 Td (" + b"a" * 8_000_000 + b") Tj ET"
    ),
    "blanks of no size": lambda: _of_font(
        _FONT, words=_WORDS + b"BT /F1 0 Tf 100 100 Td (" + b" " * 4_000_000 + b") Tj ET"
    ),
    "a line of as many corners": lambda: _of_font(
        _FONT, words=_WORDS + b"0 0 m " + b"1 1 l 2 9 l " * 300_000 + b"S"
    ),
    "boxes upon boxes": lambda: _of_font(_FONT, words=_WORDS + b"0 0 9 9 re " * 300_000 + b"S"),
    "marks within marks": lambda: _of_font(_FONT, words=_WORDS + b"/a<<>>BDC " * 800_000 + _WORDS),
    "states within states": lambda: _of_font(_FONT, words=_WORDS + b"q " * 4_000_000),
    "no table of its objects": lambda: _pdf(*_plain(), *[b"<<>>"] * 100_000)[: -(_MEBIBYTE * 2)],
    "blanks": lambda: padded_pdf(100),
    "blanks in letters": lambda: _in_letters(100),
}
"""PDFs of a few KiB to two MiB, under what is wrong with them."""
