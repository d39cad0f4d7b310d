"""What a rule quotes from a draft, checked to be the draft's own words."""

from collections.abc import Callable

from model.draft import Draft
from model.formal.hit import Hit


def quoted(check: Callable[[Draft], Hit | None], title: str, body: str) -> list[str]:
    """Return the quotes of a rule's hit, none if it does not fire."""
    draft = Draft(title, body)
    hit = check(draft)
    if hit is None:
        return []
    for quote in hit.quotes:
        masked = draft.masked_title if quote.part == "title" else draft.masked_body
        assert masked[quote.start : quote.end] == quote.text
    assert hit.message.endswith("。")
    assert hit.advice.endswith("。")
    return [quote.text for quote in hit.quotes]
