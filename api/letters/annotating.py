"""A draft of a batch with its review as margin comments."""

from api.annotate import annotated
from api.batch.apart import Apart
from api.batch.rows import Scored
from api.documents.reading import read_bytes
from api.word.fair_copy import NAME, word_of


def annotated_draft(scored: Scored, original: bytes | None, apart: Apart) -> bytes:
    """Return a Word file of a draft with margin comments.

    Args:
        scored: the draft and its review.
        original: the .docx that it was read from; ``None`` where it came from something else. Where it can no
            longer be read, or holds another draft by now, the comments are put into a fair copy.
        apart: opens the original, which may be made to do harm.

    Returns:
        The original with comments, or a fair copy of the draft with them.

    Raises:
        DraftEmpty: there is no character in the draft.
    """
    if original is not None:
        found = apart.done(scored.entry.origin.file, _with_comments, (scored, original))
        if isinstance(found, bytes):
            return found
    content, document = word_of(scored.entry.draft)
    return annotated(NAME, content, document, scored.review)


def _with_comments(scored: Scored, original: bytes) -> bytes | None:
    """Put the comments into the original, unless it cannot be read or holds another draft."""
    name = scored.entry.origin.file
    try:
        document = read_bytes(name, original, level=scored.entry.draft.level)
        # A work file keeps drafts without the personal numbers in them.
        if document.draft.masked != scored.entry.draft.masked:
            return None
        return annotated(name, original, document, scored.review)
    except Exception:  # what the libraries raise may not cross to another process
        return None
