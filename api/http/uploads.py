"""Keeping what is uploaded off the disk: nothing of a draft is written before it is submitted."""

from starlette.formparsers import MultiPartParser


def keep_uploads_in_memory(most: int) -> None:
    """Let Starlette keep uploads in memory, where it would write those above 1 MB to a temporary file.

    This holds for the whole process; Starlette has no other way to say it.

    Args:
        most: bytes of a request, which other means hold to (:mod:`api.http.limits`).
    """
    MultiPartParser.spool_max_size = max(MultiPartParser.spool_max_size, most + 1)
