"""One spelling for what people type in several ways, character for character.

Real drafts mix half- and full-width digits, commas and brackets. Judging works on the canonical
spelling; because every character is replaced by exactly one character, an offset into the canonical
text is an offset into the text as given.
"""

import re

_FULL_WIDTH_ALPHANUMERICS = {
    code: chr(code - 0xFEE0)
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) in "%+-/.@#"
}
_PUNCTUATION = dict(zip(map(ord, ",;:?!()｡､"), "，；：？！（）。、", strict=True))
_BLANKS = dict.fromkeys(
    [
        *map(ord, "\t\u00a0\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"),
        *range(0x2000, 0x200B),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ],
    " ",
)
_LINE_BREAKS = dict.fromkeys(map(ord, "\r\v\f\x85\u2028\u2029"), "\n")
_SPELLINGS: dict[str, str] = {
    chr(odd): spelling
    for odd, spelling in (
        *_FULL_WIDTH_ALPHANUMERICS.items(),
        *_PUNCTUATION.items(),
        *_BLANKS.items(),
        *_LINE_BREAKS.items(),
    )
}
"""No spelling is itself among the odd ones, so the order of replacing does not matter."""
_ODD = frozenset(_SPELLINGS)

_POINT = re.compile(r"(?<=[\u4e00-\u9fff”）])(?<![一二三四五六七八九十])\.(?![0-9A-Za-z.])")
"""A point typed for 。: behind a Chinese word, not behind a numeral (一.), in a figure or in an address."""


def canonical(text: str) -> str:
    """Return ``text`` in its canonical spelling; the length in code points never changes."""
    for odd in _ODD.intersection(text):
        text = text.replace(odd, _SPELLINGS[odd])
    return _POINT.sub("。", text) if "." in text else text
