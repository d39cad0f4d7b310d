"""What no reader of a Chinese draft reads: tags and addresses of web pages, and long stretches of Latin.

None of them says what is asked for, and all push apart the words that do.
"""

import re

_MARKUP = re.compile(
    r"</?[A-Za-z][A-Za-z0-9:-]{0,30}(?:[ \t/][^<>\n]{0,300})?>"
    r"|<!--[^<>\n]{0,300}-->|&(?:[A-Za-z]{2,8}|#\d{1,6});|[a-z]{2,5}://[!-~]+"
)
_LATIN = re.compile("[A-Za-z][ -~]{13,}[A-Za-z]")
_LETTERS = re.compile("[A-Za-z]")
_FEWEST = 15
"""Letters of a stretch: 5G, LED, PM2.5 or the name of a firm stay."""


def without_markup(text: str) -> str:
    """Return a text with blanks in place of tags, addresses and long Latin stretches; its length stays.

    Args:
        text: as given.
    """
    if "<" in text or "&" in text or "://" in text:
        text = _MARKUP.sub(_blank, text)
    return _LATIN.sub(_blank_if_long, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _blank_if_long(match: re.Match[str]) -> str:
    return _blank(match) if len(_LETTERS.findall(match.group())) >= _FEWEST else match.group()
