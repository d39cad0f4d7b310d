"""An empty Word document on A4 in the styles of Chinese official documents.

The template that comes with python-docx is an American one with hundreds of styles, a picture of itself
and an author of its own. This one is made of the few parts in ``parts``, which can be read and compared.
"""

from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from api.safe import safe

LONGEST_PROPERTY = 255
"""Characters; python-docx refuses more."""

_PARTS = {
    "[Content_Types].xml": "content-types.xml",
    "_rels/.rels": "package-rels.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document-rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "font-table.xml",
}


def blank_word(title: str, author: str) -> WordDocument:
    """Return a document without a paragraph.

    Args:
        title: for the properties of the file.
        author: likewise; may be empty.
    """
    word = docx.Document(BytesIO(_package()))
    about = word.core_properties
    about.title = safe(title)[:LONGEST_PROPERTY]
    about.author = about.last_modified_by = author
    about.language = "zh-CN"
    about.created = about.modified = datetime.now(UTC)
    return word


def number_pages(word: WordDocument) -> None:
    """Put the number of the page at its foot, between dashes."""
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.add_run("— ")
    number = OxmlElement("w:fldSimple", {qn("w:instr"): " PAGE "})
    number.append(OxmlElement("w:r"))
    paragraph._p.append(number)  # python-docx knows no fields
    paragraph.add_run(" —")


def _package() -> bytes:
    folder = files("api.word") / "parts"
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as package:
        for name, part in _PARTS.items():
            package.writestr(name, (folder / part).read_bytes())
    return content.getvalue()


def saved(word: WordDocument) -> bytes:
    """Return the bytes of the file."""
    content = BytesIO()
    word.save(content)
    return content.getvalue()
