"""Writing a folder of letters, and one of annotated drafts: a file a draft, each whole or not at all."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from api.batch.apart import Apart
from api.batch.outputs.whole import refused, whole
from api.batch.rows import Scored
from api.letters.annotating import annotated_draft
from api.letters.names import file_name
from api.letters.office import Writes
from api.letters.originals import Originals
from api.letters.saying import is_returned


def write_letters(folder: Path, reviews: Iterable[Scored], letters: Writes, when: date) -> int:
    """Write a letter for each draft that is returned and return how many there are.

    Args:
        folder: made where it is missing; files of the same names are written over.
        reviews: of all drafts.
        letters: with the template.
        when: the day to put on them.

    Raises:
        LetterTemplateError: the template does not give a Word document.
        OutputRefused: one cannot be written; those before it are there.
    """
    returned = (scored for scored in reviews if is_returned(scored.review))
    return _write(folder, returned, lambda scored: letters.letter(scored, when))


def write_annotated(folder: Path, reviews: Iterable[Scored], originals: Originals) -> int:
    """Write each draft with its review as margin comments and return how many there are.

    Args:
        folder: as above.
        reviews: of all drafts, in the order of their numbers.
        originals: of the input they were read from.

    Raises:
        OutputRefused: as above.
    """
    with Apart(1) as apart:
        return _write(
            folder, reviews, lambda scored: annotated_draft(scored, originals.of(scored.entry.origin), apart)
        )


def _write(folder: Path, drafts: Iterable[Scored], made: Callable[[Scored], bytes]) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(folder, error) from error
    number = 0
    for number, scored in enumerate(drafts, 1):  # noqa: B007 - the last is how many
        content = made(scored)
        with whole(folder / file_name(scored)) as part:
            part.write_bytes(content)
    return number
