"""Two drafts beside each other, with what they share word for word marked in both."""

from dataclasses import dataclass

from api.web.marks import Mark, Segment, segments
from model.draft import Draft, Part
from model.similar.passages import Passage, copied, shared_passages

_STYLE = "shared"


@dataclass(frozen=True, slots=True)
class Text:
    """One of the two.

    Attributes:
        title: with its marks; each leads to the same words in the other draft.
        body: likewise.
    """

    title: tuple[Segment, ...]
    body: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Both.

    Attributes:
        own: the representative.
        other: the member beside it.
        count: how many passages they share.
        share: of the member's body, 0 to 1.
    """

    own: Text
    other: Text
    count: int
    share: float


def shared(own: Draft, other: Draft) -> Shared:
    """Mark what two drafts share; equal passages have equal numbers, in the order of the second draft."""
    passages = shared_passages(own, other)
    return Shared(
        Text(_marked(own, "title", passages, own=True), _marked(own, "body", passages, own=True)),
        Text(_marked(other, "title", passages, own=False), _marked(other, "body", passages, own=False)),
        len(passages),
        copied(passages, other),
    )


def _marked(draft: Draft, part: Part, passages: tuple[Passage, ...], *, own: bool) -> tuple[Segment, ...]:
    here, there = ("own", "other") if own else ("other", "own")
    marks = []
    for number, passage in enumerate(passages, 1):
        quoted = passage.own if own else passage.other
        if quoted.part == part:
            marks.append(
                Mark(quoted.start, quoted.end, f"{here}-{number}", f"{there}-{number}", number, _STYLE)
            )
    return segments(draft.masked_title if part == "title" else draft.masked_body, marks)
