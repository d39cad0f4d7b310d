"""Drafts of earlier sessions without those that are deleted."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from api.batch.rows import DEPUTY
from api.privacy.hiding import names_in
from model.similar.earlier import Past, forget, kept_in
from training.local.label import digest_of


def count_past(folders: Iterable[Path], texts: frozenset[str], deputies: Sequence[str]) -> dict[Path, int]:
    """Return how many drafts of each folder go; folders without any are left out."""
    goes = _goes(texts, deputies)
    counted = {folder: sum(map(goes, kept_in(folder))) for folder in folders}
    return {folder: count for folder, count in counted.items() if count}


def titles_of(folders: Iterable[Path], texts: frozenset[str], deputies: Sequence[str]) -> frozenset[str]:
    """Return the titles of those that go."""
    goes = _goes(texts, deputies)
    return frozenset(past.draft.title for folder in folders for past in kept_in(folder) if goes(past))


def forget_past(folders: Iterable[Path], texts: frozenset[str], deputies: Sequence[str]) -> None:
    """Take them out of the folders."""
    for folder in folders:
        forget(folder, _goes(texts, deputies))


def _goes(texts: frozenset[str], deputies: Sequence[str]) -> Callable[[Past], bool]:
    named = set(deputies)
    return lambda past: (
        digest_of(past.draft) in texts or bool(named.intersection(names_in(past.fields.get(DEPUTY, ""))))
    )
