"""What a formal rule finds, and the few ways in which rules look at a draft."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from model.draft import Draft, Part, Quote, quote
from model.shown import shown

_STOPS = " ，。；：！？\n"
_CLAUSE = re.compile(f"[^{_STOPS}]+")
_LEAD = re.compile(f"[^{_STOPS}”’）》][^{_STOPS}]*\\Z")
"""What stands before the words; it never begins with the end of a quotation."""
_WIDEN = 30
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
MOST_QUOTES = 3
"""Places shown for one objection: enough to see it, few enough to read."""
_LONGEST_QUOTE = 120
_LONGEST_IN_MESSAGE = 40


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


def find(draft: Draft, pattern: re.Pattern[str], *parts: Part) -> list[Span]:
    """Return the first few places where a pattern stands, title first; both parts unless told."""
    spans: list[Span] = []
    for part in parts or ("title", "body"):
        for match in pattern.finditer(text_of(draft, part)):
            spans.append(Span(part, match.start(), match.end()))
            if len(spans) == MOST_QUOTES:
                return spans
    return spans


def clauses(draft: Draft, spans: list[Span]) -> list[Span]:
    """Widen spans to the clauses they stand in, so that a quote can be understood by itself."""
    return [_clause(text_of(draft, span.part), span) for span in spans]


def _clause(text: str, span: Span) -> Span:
    lead = _LEAD.search(text, max(0, span.start - _WIDEN), span.start)
    tail = None if text[span.end - 1] in _STOPS else _CLAUSE.match(text, span.end, span.end + _WIDEN)
    return Span(span.part, lead.start() if lead else span.start, tail.end() if tail else span.end)


def cut(draft: Draft, spans: list[Span]) -> tuple[Quote, ...]:
    """Cut the first few spans out of the draft, none inside another, none longer than is readable."""
    kept: list[Span] = []
    for span in spans:
        if not any(
            span.part == other.part and other.start < span.end and span.start < other.end for other in kept
        ):
            kept.append(span)
        if len(kept) == MOST_QUOTES:
            break
    return tuple(
        quote(draft, span.part, span.start, min(span.end, span.start + _LONGEST_QUOTE)) for span in kept
    )


def words(quoted: Quote) -> str:
    """Return a quote as it stands in a message, quotation marks included."""
    return shown(quoted.text, _LONGEST_IN_MESSAGE)


def hit_clauses(draft: Draft, spans: list[Span], message: str, advice: str) -> Hit:
    """Object to the clauses in which spans stand.

    Args:
        draft: as given.
        spans: at least one, the best first.
        message: what is wrong; ``{words}`` in it becomes the first clause, in quotation marks.
        advice: how to mend it; ``{words}`` likewise.
    """
    quotes = cut(draft, clauses(draft, spans))
    first = words(quotes[0])
    return Hit(quotes, message.format(words=first), advice.format(words=first))
