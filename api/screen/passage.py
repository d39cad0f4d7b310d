"""A quote in the sentence it stands in."""

from api.screen.paper import Piece
from model.draft import Draft, Quote

_CONTEXT = 60
_LONGEST = 240
_CUT = "……"


def passage(draft: Draft, quote: Quote) -> list[Piece]:
    """Return the quoted words, highlighted, with the rest of their sentence around them.

    Args:
        draft: what the quote was cut from.
        quote: the words, identifiers of persons already masked.

    Returns:
        Pieces for :meth:`api.screen.paper.Paper.write`, identifiers masked; what is left out of a long
        sentence or a long quote shows as ``……``.
    """
    text = draft.masked_title if quote.part == "title" else draft.masked_body
    start, end = _sentence(draft, quote)
    before, after = text[start : quote.start].lstrip(), text[quote.end : end].rstrip()
    words = quote.text
    if len(words) > _LONGEST:
        words = words[: _LONGEST // 2] + _CUT + words[-_LONGEST // 2 :]
    return [
        _CUT + before[-_CONTEXT:] if len(before) > _CONTEXT else before,
        (words, "mark"),
        after[:_CONTEXT] + _CUT if len(after) > _CONTEXT else after,
    ]


def _sentence(draft: Draft, quote: Quote) -> tuple[int, int]:
    if quote.part == "title":
        return 0, len(draft.title)
    touched = [each for each in draft.sentences if each.start < quote.end and quote.start < each.end]
    if not touched:
        return quote.start, quote.end
    return min(touched[0].text_start, quote.start), max(touched[-1].end, quote.end)
