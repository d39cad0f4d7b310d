"""What a formal rule finds, and the few ways in which rules look at a draft."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.draft import Draft, Part, Quote, quote

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """The words of a draft that a rule objects to.

    Attributes:
        quotes: the words, best first; at least one unless the draft has no words at all.
        message: what is wrong here, pointing at the words.
        advice: how to mend this draft.
    """

    quotes: tuple[Quote, ...]
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the title or the body, by code points."""

    part: Part
    start: int
    end: int


def text_of(draft: Draft, part: Part) -> str:
    """Return the canonical title or body."""
    return draft.canonical_title if part == "title" else draft.canonical_body


def sentences(text: str) -> Iterator[re.Match[str]]:
    """Iterate over the sentences of a canonical text, full stops and semicolons included."""
    return _SENTENCE.finditer(text)


def find(draft: Draft, pattern: re.Pattern[str], *parts: Part) -> Iterator[Span]:
    """Iterate over the places where a pattern stands, title first; both parts unless told."""
    for part in parts or ("title", "body"):
        for match in pattern.finditer(text_of(draft, part)):
            yield Span(part, match.start(), match.end())


def cut(draft: Draft, spans: list[Span]) -> tuple[Quote, ...]:
    """Cut the first few spans out of the draft, none twice and none inside another."""
    kept: list[Span] = []
    for span in spans:
        if not any(
            span.part == other.part and other.start < span.end and span.start < other.end for other in kept
        ):
            kept.append(span)
        if len(kept) == _MOST_QUOTES:
            break
    return tuple(quote(draft, span.part, span.start, span.end) for span in kept)
