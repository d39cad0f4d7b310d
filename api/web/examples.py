"""The bundled drafts that the page offers to try."""

from functools import cache

from api.documents.document import Document
from api.documents.reading import read_file
from model.content import FOLDER

EXAMPLES = {
    "broad": "01-too-broad.docx",
    "vague": "02-vague.txt",
    "infeasible": "03-infeasible.docx",
    "clean": "04-clean.docx",
}
"""By the name in the address, the file in ``data/examples``."""


@cache
def example(name: str) -> Document | None:
    """Return one of them; nothing where there is none of this name. Reads a file the first time."""
    return read_file(FOLDER / "examples" / EXAMPLES[name]) if name in EXAMPLES else None
