"""Word documents (.docx), read with python-docx.

``Paragraph.text`` of python-docx leaves out what was inserted while changes were tracked, and its
paragraphs leave out content controls. So the walk and the text are made here, on the same elements, and
both this reader and whoever puts comments into the document count paragraphs and characters by them.
"""

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import nsmap, qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from lxml import etree

from api.documents.limits import check_lines
from api.documents.package import check_package
from api.documents.source import Block, Cell, Table, lines_of

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T = qn("w:t")
_ONE_CHARACTER = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_NOT_TEXT = frozenset(
    (
        _ALTERNATIVES,
        *map(qn, ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:drawing", "w:pict", "w:object", "w:rt")),
    )
)
_NOT_BLOCKS = frozenset(
    (_ALTERNATIVES, *map(qn, ("w:del", "w:moveFrom", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr")))
)
_BOX_TEXT = etree.XPath(".//w:txbxContent//w:t", namespaces=nsmap)


def open_word(name: str, content: bytes) -> WordDocument:
    """Open a Word document after looking through its package.

    Args:
        name: of the file, for messages.
        content: its bytes.

    Raises:
        DraftError: what :func:`api.documents.package.check_package` refuses.
        Exception: python-docx lets through whatever zipfile, lxml and its own look-ups raise on a broken
            document; :mod:`api.documents.reading` says it in words.
    """
    check_package(name, content)
    return docx.Document(BytesIO(content))


def walk(document: WordDocument) -> Iterator[Paragraph]:
    """Yield the paragraphs in the order of the document, those in tables and content controls included.

    A merged cell comes once. Headers, footers, text boxes, and what was deleted while changes were
    tracked, do not come.
    """
    for element in _walk(document.element.body):
        yield Paragraph(element, document)


def text_of(paragraph: Paragraph) -> str:
    """Return the text by which offsets count.

    Tracked insertions, hyperlinks and fields are in it, tracked deletions are not; a tab and a line
    break are one character each.
    """
    return "".join(text for _, text in texts_of(paragraph))


def texts_of(paragraph: Paragraph) -> Iterator[tuple[etree._Element, str]]:
    """Yield the elements inside the runs of a paragraph that stand for text, with that text."""
    yield from _texts(paragraph._p)  # the public wrapper hides tracked insertions


def blocks(name: str, document: WordDocument) -> list[Block]:
    """Return the lines and tables of a document, with paragraphs numbered as :func:`walk` yields them.

    Raises:
        DraftTooLarge: it has more paragraphs than any draft.
    """
    numbers: dict[etree._Element, int] = {}
    for element in _walk(document.element.body):
        numbers[element] = len(numbers)
        check_lines(name, len(numbers))
    return list(_blocks(document.element.body, numbers))


def has_text_boxes(document: WordDocument) -> bool:
    """Whether words stand in text boxes, which are not read: Word keeps no comments there."""
    return bool(_BOX_TEXT(document.element.body))


def _walk(parent: etree._Element) -> Iterator[CT_P]:
    for child in _children(parent):
        if isinstance(child, CT_P):
            yield child
        else:
            yield from _walk(child)


def _children(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that may hold paragraphs; a cell merged into the one above is not among them."""
    for child in parent:
        if child.tag in _NOT_BLOCKS or not isinstance(child.tag, str):
            continue
        if child.tag == _TR and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
            continue
        if child.tag == _TC and _merged_upwards(child):
            continue
        yield child


def _merged_upwards(cell: etree._Element) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _blocks(parent: etree._Element, numbers: dict[etree._Element, int]) -> Iterator[Block]:
    for child in _children(parent):
        if isinstance(child, CT_P):
            yield from lines_of("".join(text for _, text in _texts(child)), numbers[child])
        elif child.tag == _TBL:
            yield Table(tuple(_row(row, numbers) for row in _within(child, _TR)))
        else:
            yield from _blocks(child, numbers)


def _row(row: etree._Element, numbers: dict[etree._Element, int]) -> tuple[Cell, ...]:
    return tuple(() if _merged_upwards(cell) else tuple(_blocks(cell, numbers)) for cell in _within(row, _TC))


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, those in content controls included."""
    for child in parent:
        if child.tag == tag:
            if tag != _TR or child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield child
        elif child.tag not in _NOT_BLOCKS and child.tag not in (_TBL, _P):
            yield from _within(child, tag)


def _texts(parent: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    for child in parent:
        if child.tag == _T:
            if child.text:
                yield child, child.text
        elif child.tag in _ONE_CHARACTER:
            yield child, _ONE_CHARACTER[child.tag]
        elif child.tag not in _NOT_TEXT:
            yield from _texts(child)
