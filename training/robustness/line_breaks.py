"""Other line breaks: every sentence on a line of its own, or paragraphs run together."""

import re
from dataclasses import replace
from random import Random

from model.draft import Draft

_SENTENCE_END = re.compile(r"(?<=[。！？])(?![。！？…”’」』）》\s]|$)")
_PARAGRAPH_END = re.compile(r"(?<=[。！？；：])\s*\n\s*")


def line_breaks(draft: Draft, chance: Random) -> Draft:
    """Break after every sentence or, by the toss of a coin, nowhere but after a heading."""
    joined = _PARAGRAPH_END.sub("", draft.body)
    if joined != draft.body and chance.random() < 0.5:
        return replace(draft, body=joined)
    return replace(draft, body=_SENTENCE_END.sub("\n", draft.body))
