"""Whether the words a review shows are the words people pointed at."""

from collections.abc import Iterator

from model.draft import Draft, Part, Quote, quote
from model.review import Finding
from training.answers import DraftAnswer

_PARTS: tuple[Part, ...] = ("title", "body")


def places(draft: Draft, words: str) -> Iterator[Quote]:
    """Yield every place in the draft where the words stand, the title first."""
    for part in _PARTS:
        text, start = draft.text_of(part), -1
        while (start := text.find(words, start + 1)) >= 0:
            yield quote(draft, part, start, start + len(words))


def points_at_it(answer: DraftAnswer, finding: Finding) -> bool:
    """Whether the first quote of a finding overlaps a labelled quote of its code, wherever that stands."""
    shown = finding.quotes[0]
    return any(
        place.part == shown.part and place.start < shown.end and shown.start < place.end
        for entry in answer.evidence
        if entry.reason == finding.code
        for place in places(answer.draft, entry.quote)
    )
