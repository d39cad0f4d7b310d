"""Draft text that may be shown on a terminal, a page or a sheet.

A draft or a file name can hold escape sequences that recolour, overwrite or retitle the reader's terminal,
and direction marks that show words in another order than they are judged in. Neither is ever passed on.
"""

import re

_ACTS = re.compile(r"'*(?:[\t\r\n]|[\s\x00-\x20\u200b-\u200f\u2060\ufeff]*[-=+@＝＋－＠])")
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], "\ufffd")
_BLANKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x85\u2028\u2029"), " ")
_INVISIBLE: dict[int, None] = dict.fromkeys(
    [
        0xAD,
        0x61C,
        *range(0x200B, 0x200D),
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
    ]
)
_NO_CHARACTERS = dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
_TABLE: dict[int, str | None] = {**_CONTROLS, **_BLANKS, **_INVISIBLE, **_NO_CHARACTERS}


def may_act(text: str) -> bool:
    """Whether a program that opens a table may take a cell of this text for a formula.

    As OWASP's page on CSV injection lists them; blanks and characters that nobody sees may stand in front. So
    may apostrophes: one in front keeps a text from acting, and of several one does.
    """
    return _ACTS.match(text) is not None


def safe(text: str) -> str:
    """Return ``text`` as one line without characters that act on a terminal or that no XML holds.

    Args:
        text: anything a user or a file may contain.

    Returns:
        Line breaks and tabs as blanks, other control characters as ``U+FFFD``, direction marks and other
        invisible characters left out.
    """
    return text.translate(_TABLE)
