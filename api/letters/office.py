"""Letters from whichever template is wanted; one of the office's own is filled in by a confined process.

What a template may say is bounded by :mod:`api.letters.sandbox`. How long it takes is not: docxtpl looks for
its marks with expressions that a file made for it keeps busy for ever.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from api.batch.apart import Apart
from api.batch.rows import Scored
from api.errors import LetterTemplateError, TookTooLong
from api.letters.letters import Letters
from model.errors import DraftTooLarge, LianshenError

SECONDS: Final = 20.0
"""Within which a letter must be written, and at first the three that a template is tried on."""


class Writes(Protocol):
    """Writes letters, as :class:`~api.letters.letters.Letters` does."""

    def letter(self, scored: Scored, when: date) -> bytes:
        """Return the Word file of the letter on a draft."""


@contextmanager
def letters_from(template: Path | None, seconds: float = SECONDS) -> Iterator[Writes]:
    """Give what writes letters from a template.

    Args:
        template: a .docx of the office; ``None`` for the one that comes along, which is to be trusted.
        seconds: see :data:`SECONDS`.

    Raises:
        LetterTemplateError: as for :class:`~api.letters.letters.Letters`, or the template takes too long.
    """
    if template is None:
        yield Letters()
        return
    with Apart(1, seconds) as apart:
        letters = _Apart(template, apart)
        letters.try_out()
        yield letters


@dataclass(frozen=True, slots=True)
class _Apart:
    """Has letters written by another process."""

    template: Path
    apart: Apart

    def try_out(self) -> None:
        """Find out what is wrong with the template."""
        self._done(None, date.today())

    def letter(self, scored: Scored, when: date) -> bytes:
        """See :class:`Writes`."""
        return self._done(scored, when)

    def _done(self, scored: Scored | None, when: date) -> bytes:
        found = self.apart.done(str(self.template), _letter, (self.template, scored, when))
        if isinstance(found, LetterTemplateError):
            raise found
        if isinstance(found, LianshenError):
            long = isinstance(found, TookTooLong | DraftTooLarge)
            problem = "填得太久" if long else "填的时候出了错，或要的内存太多"
            remedy = "请从自带的模板改起，只改文字和格式，字段见 docs/letters.md"
            raise LetterTemplateError(f"意见函的模板{problem}", where=str(self.template), remedy=remedy)
        return found


def _letter(template: Path, scored: Scored | None, when: date) -> bytes | LetterTemplateError:
    """Write a letter in the other process, or only take the template up."""
    try:
        letters = _letters(template)
        return letters.letter(scored, when) if scored else b""
    except LetterTemplateError as error:
        return error


@lru_cache(1)
def _letters(template: Path) -> Letters:
    return Letters(template)
