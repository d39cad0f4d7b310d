"""What is measured on beside the bundled corpus."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Given:
    """What was given; what needs something that was not is left out.

    Attributes:
        dev: folder of the real texts.
        petitions: table of texts with one topic each.
        texts: table of texts for speed and for the tiers' agreement; the corpus itself if there is none.
        encoder: folder of a checkpoint, for the baselines that use one.
        check: the command ``lianshen check``.
    """

    dev: Path | None
    petitions: Path | None
    texts: Path | None
    encoder: Path | None
    check: Sequence[str]


def digest(place: Path) -> str:
    """Return the SHA-256 of a file, or of all files of a folder."""
    found = hashlib.sha256()
    for path in sorted(place.iterdir()) if place.is_dir() else [place]:
        if path.is_file():
            with path.open("rb") as file:
                found.update(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return found.hexdigest()
