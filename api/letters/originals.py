"""The Word files that drafts were read from, found again in the order of the drafts."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

from api.batch.archives import Member, members
from api.batch.rows import Origin
from api.batch.sources import File, Refused, files, shown, what_is
from model.errors import LianshenError


class Originals:
    """Goes through an input once more, beside its drafts.

    Args:
        inputs: as the drafts were read from.
        leaving_out: likewise.
        within: the folder that the drafts' names begin in; ``None`` where they are whole paths.
    """

    def __init__(
        self, inputs: Sequence[Path], leaving_out: Collection[Path] = (), within: Path | None = None
    ) -> None:
        self._coming = _sources(inputs, leaving_out)
        self._before = f"{shown(within)}/" if within else ""

    def of(self, origin: Origin) -> bytes | None:
        """Return the bytes of the .docx that a draft was read from.

        Args:
            origin: of a draft that comes after those asked for before.

        Returns:
            ``None`` where it came from something else, or is no longer there.
        """
        if origin.row or PurePosixPath(origin.file).suffix.lower() != ".docx":
            return None
        for source in self._coming:
            if source.name in {origin.file, self._before + origin.file}:
                try:
                    return source.content()
                except LianshenError:
                    return None
        return None


def _sources(inputs: Sequence[Path], leaving_out: Collection[Path]) -> Iterator[File | Member]:
    for found in files(inputs, leaving_out):
        if isinstance(found, Refused):
            continue
        if what_is(found.name) == "archive":
            yield from (member for member in members(found) if not isinstance(member, Refused))
        else:
            yield found
