"""Blanks put in and left out: before paragraphs, around numbers and Latin letters, after commas."""

import re
from dataclasses import replace
from random import Random

from model.draft import Draft

_PARAGRAPH = re.compile(r"^[ \u3000]*(?=\S)", re.MULTILINE)
_INDENT = "\u3000\u3000"
_BESIDE_NUMBER = re.compile(r"(?<=[一-鿿])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[一-鿿])")
_AFTER_COMMA = re.compile(r"(?<=[，,、])(?=[一-鿿])")


def blanks(draft: Draft, chance: Random) -> Draft:
    """Give paragraphs an indent or take it; put blanks beside numbers and after half the commas."""
    indent = "" if draft.body.startswith(_INDENT) else _INDENT

    def spaced(text: str) -> str:
        text = _BESIDE_NUMBER.sub(" ", text)
        return _AFTER_COMMA.sub(lambda _: " " if chance.random() < 0.5 else "", text)

    return replace(draft, title=spaced(draft.title), body=_PARAGRAPH.sub(indent, spaced(draft.body)))
