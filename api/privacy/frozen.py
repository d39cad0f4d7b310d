"""Frozen labels of trainings without the texts that are deleted.

A file of frozen labels is named by the hash of what it holds, which the model that learnt from it notes. Once
lines are taken out it holds something else and bears another name; the old name leads there, so that what
looks for it finds what is left. That a model learnt from more is all that the old hash tells from then on.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from training.local.label import digest_of
from training.local.snapshot import FOLDER, Snapshot, keep_snapshot, lead_on, read_snapshot


def with_texts(home: Path, texts: frozenset[str]) -> tuple[Path, ...]:
    """Return the files of frozen labels that hold one of some texts.

    Args:
        home: the data folder.
        texts: their digests.
    """
    return tuple(file for file in _files(home) if texts and _holds(file, texts))


def take_out(home: Path, file: Path, texts: frozenset[str]) -> tuple[str, str]:
    """Take the labels of some texts out of a file of frozen labels.

    Returns:
        The hash by which the file was named, and the one of what is left.
    """
    snapshot = read_snapshot(file)
    left = tuple(label for label in snapshot.labels if digest_of(label.draft) not in texts)
    rest = Snapshot(left, snapshot.units)
    keep_snapshot(rest, home)
    lead_on(file, rest.digest)
    return file.stem, rest.digest


def _files(home: Path) -> Iterator[Path]:
    for file in sorted((home / FOLDER).glob("*.jsonl")):
        if hashlib.sha256(file.read_bytes()).hexdigest() == file.stem:  # otherwise nothing can read it
            yield file


def _holds(file: Path, texts: frozenset[str]) -> bool:
    return any(digest_of(label.draft) in texts for label in read_snapshot(file).labels)
