"""A label: what a person said about a draft, who it was and when."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from model.draft import Draft
from training.local.said import Said


@dataclass(frozen=True, slots=True)
class Label:
    """What one person said about one draft.

    Attributes:
        draft: identifiers of persons masked.
        said: as much as was judged; units by the name that was used then.
        annotator: who said it, by name.
        made: when, with its zone.
        source: where it comes from: ``desk``, ``page`` or ``import``.
    """

    draft: Draft
    said: Said
    annotator: str
    made: datetime
    source: str

    @property
    def digest(self) -> str:
        """Tells which labels are about the same text."""
        return digest_of(self.draft)


def digest_of(draft: Draft) -> str:
    """Return the SHA-256 of a draft's text in canonical spelling without blanks, in hexadecimal digits."""
    parts = ("".join(part.split()) for part in (draft.canonical_title, draft.canonical_body))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
