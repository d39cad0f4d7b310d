"""Drafts for the tests of the advice, and quotes cut out of them by their words."""

from model.draft import Draft, Part, Quote, quote


def quotes(draft: Draft, *texts: str) -> tuple[Quote, ...]:
    """Cut the quotes out of the body, or out of the title where the body does not have the words."""
    found = []
    for text in texts:
        part: Part = "body" if text in draft.body else "title"
        start = draft.text_of(part).index(text)
        found.append(quote(draft, part, start, start + len(text)))
    return tuple(found)
