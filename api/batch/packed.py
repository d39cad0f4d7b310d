"""A review as a work file keeps it: small, and without the personal numbers of the draft."""

import zlib
from dataclasses import dataclass, replace

from api.priorities import measured
from api.priorities.readiness import ready
from model.draft import Draft
from model.review import Review, Verdict, from_json, to_json

_QUICK = 1
"""How hard zlib tries: a review becomes half as large in 50 µs."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A review made in another process.

    Attributes:
        review: its JSON, packed.
        verdict: of the review.
        masked: title and body with the identifiers of persons masked; ``None`` where there are none.
        signs: JSON of what the lists of priorities need of the draft; ``None`` where there will be none.
    """

    review: bytes
    verdict: Verdict
    masked: tuple[str, str] | None
    signs: bytes | None = None


def pack(draft: Draft, review: Review) -> Packed:
    """Pack a review in the process that made it."""
    masked = None if draft.masked is draft else (draft.masked_title, draft.masked_body)
    return Packed(zlib.compress(to_json(review), _QUICK), review.verdict, masked)


def pack_with_signs(draft: Draft, review: Review) -> Packed:
    """Pack a review, and what the lists of priorities need, while the sentences of the draft are at hand."""
    packed = pack(draft, review)
    if not ready(review):
        return packed
    return replace(packed, signs=measured.to_json(measured.measure(draft, review)))


def unpack(review: bytes) -> Review:
    """Return the review that was packed.

    Raises:
        ReviewFormatError: another version of the program packed it.
    """
    return from_json(unpack_json(review))


def unpack_json(review: bytes) -> bytes:
    """Return the JSON of the review that was packed."""
    return zlib.decompress(review)
