"""Texts of files as the store keeps them: plain lines, identifiers of persons masked."""

import re
from collections.abc import Mapping
from typing import Any

from model.identifiers import mask

_NO_TEXT = re.compile("[\x00\ud800-\udfff\ufffe\uffff\ufeff]")
"""What a database or a file of text cannot hold, and the mark of its byte order."""
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_KNOWN = frozenset(
    ["id", "uuid", "unique_id", "user_id", "_server_id", "import_id", "inner_id", "reference", "made"]
)
"""Members that hold numbers or moments of a program, never those of a person."""


def lines_of(text: str) -> str:
    """Return a text of several lines: broken by line feeds, no blanks around it."""
    return _NO_TEXT.sub("", _BREAKS.sub("\n", text)).strip()


def line_of(text: str) -> str:
    """Return a text as one line."""
    return " ".join(lines_of(text).split())


def parted(text: str) -> tuple[str, str]:
    """Part a draft that is one text: its first line is the title; where that is blank there is none."""
    title, _, body = _BREAKS.sub("\n", text).partition("\n")
    return title, body


def masked(value: Any, name: str = "") -> Any:
    """Return what JSON holds with the identifiers of persons in it masked."""
    if isinstance(value, Mapping):
        return {_NO_TEXT.sub("", str(key)): masked(each, str(key)) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [masked(each, name) for each in value]
    if name in _KNOWN or isinstance(value, bool):
        return _NO_TEXT.sub("", value) if isinstance(value, str) else value
    if isinstance(value, int):
        shown = str(value)
        hidden = mask(shown)
        return value if hidden == shown and -(2**63) <= value < 2**63 else hidden
    return mask(_NO_TEXT.sub("", value)) if isinstance(value, str) else value
