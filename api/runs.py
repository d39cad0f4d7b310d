"""Runs of a Word paragraph, split so that one begins and one ends exactly where a passage does.

Word keeps formatting and comments by runs (``w:r``), and a passage rarely ends where a run does.
"""

from copy import deepcopy

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

from api.documents.word import texts_of

_P, _PROPERTIES = qn("w:p"), qn("w:rPr")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def cut_out(paragraph: Paragraph, start: int, end: int) -> list[Run]:
    """Split runs so that some hold exactly one stretch of a paragraph, and return those.

    Neither the text nor the formatting of any character changes. Text inside a hyperlink, a field or a
    tracked insertion stays inside. Characters with ruby (拼音) are never parted.

    Args:
        paragraph: of the document.
        start: first code point, as ``api.documents.word.text_of`` counts.
        end: one past the last code point.
    """
    _split(paragraph, start)
    _split(paragraph, end)
    runs: list[CT_R] = []
    position = 0
    for element, text in texts_of(paragraph):
        run = _outermost_run(element)
        if position < end and position + len(text) > start and run not in runs[-1:]:
            runs.append(run)
        position += len(text)
    return [Run(run, paragraph) for run in runs]


def _split(paragraph: Paragraph, offset: int) -> None:
    """Let a run end at this offset."""
    position = 0
    for element, text in texts_of(paragraph):
        if position + len(text) > offset:
            _split_inside(element, offset - position)
            return
        position += len(text)


def _split_inside(element: etree._Element, characters: int) -> None:
    """Let a run end so many characters into an element that stands for text."""
    run = _outermost_run(element)
    if element.getparent() is run:
        _split_run(run, _split_text(element, characters) if characters else element)


def _split_text(element: etree._Element, characters: int) -> etree._Element:
    """Split one ``w:t`` and return the second half."""
    text = element.text or ""
    rest = deepcopy(element)
    element.text, rest.text = text[:characters], text[characters:]
    for half in (element, rest):
        half.set(_SPACE, "preserve")
    element.addnext(rest)
    return rest


def _split_run(run: etree._Element, element: etree._Element) -> None:
    """Move ``element`` and what follows it to a new run with the same properties."""
    if all(child.tag == _PROPERTIES for child in element.itersiblings(preceding=True)):
        return
    rest = OxmlElement("w:r")
    for name, value in run.items():
        rest.set(name, value)
    properties = run.find(_PROPERTIES)
    if properties is not None:
        rest.append(deepcopy(properties))
    rest.extend([element, *element.itersiblings()])
    run.addnext(rest)


def _outermost_run(element: etree._Element) -> CT_R:
    """Return the run this text stands in; for characters with ruby, the run that holds the ruby."""
    runs = []
    for ancestor in element.iterancestors():
        if ancestor.tag == _P:
            break
        if isinstance(ancestor, CT_R):
            runs.append(ancestor)
    return runs[-1]
