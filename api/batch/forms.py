"""A sheet that is no table but one draft on a form: the label stands beside its value, not above."""

from collections.abc import Sequence

from api.batch.cells import Row, text_of
from api.batch.columns import recognise
from api.batch.rows import Origin
from api.documents.document import Document
from api.documents.reading import read_blocks
from api.documents.source import Table, lines_of
from model.errors import DraftError


def is_form(rows: Sequence[Row]) -> bool:
    """Whether one row begins with a label for the title, and another with one for the body."""
    labels = [recognise([_first(row)]) for row in rows]
    return any(label.title is not None for label in labels) and any(label.body for label in labels)


def read_form(origin: Origin, rows: Sequence[Row]) -> Document | DraftError:
    """Return the draft on a form, as it would be read from a Word file; or why there is none."""
    cells = ([text_of(cell) for cell in row.cells] for row in rows)
    filled = tuple(tuple(tuple(lines_of(text, 0)) for text in row if text) for row in cells)
    try:
        return read_blocks(str(origin), [Table(filled)])
    except DraftError as error:
        return error


def _first(row: Row) -> str:
    return next((text for text in map(text_of, row.cells) if text), "")
