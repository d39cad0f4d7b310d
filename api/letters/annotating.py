"""A draft of a batch with its review as margin comments."""

from api.annotate import annotated
from api.batch.rows import Scored
from api.documents.document import Document
from api.documents.reading import read_bytes
from api.word.fair_copy import NAME, word_of
from model.errors import DraftError


def annotated_draft(scored: Scored, original: bytes | None) -> bytes:
    """Return a Word file of a draft with margin comments.

    Args:
        scored: the draft and its review.
        original: the .docx that it was read from; ``None`` where it came from something else. Where it can no
            longer be read, or holds another draft by now, the comments are put into a fair copy.

    Returns:
        The original with comments, or a fair copy of the draft with them.

    Raises:
        DraftEmpty: there is no character in the draft.
    """
    name = scored.entry.origin.file
    if original is not None and (document := _read(name, original, scored)) is not None:
        return annotated(name, original, document, scored.review)
    content, document = word_of(scored.entry.draft)
    return annotated(NAME, content, document, scored.review)


def _read(name: str, original: bytes, scored: Scored) -> Document | None:
    try:
        document = read_bytes(name, original, level=scored.entry.draft.level)
    except DraftError:
        return None
    # A work file keeps drafts without the personal numbers in them.
    return document if document.draft.masked == scored.entry.draft.masked else None
