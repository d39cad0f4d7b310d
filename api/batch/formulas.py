"""Formulas of an .xlsx whose result was not kept: programs write them, and only Excel or WPS work them out.

Calamine tells such a cell as empty. Most workbooks have none, which the bytes tell while they are looked
through anyway; the others are gone through once more, a row at a time.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import chain
from posixpath import join, normpath
from typing import IO
from zipfile import ZipFile

from lxml import etree

from api.batch.cells import Row
from api.batch.columns import column_of
from api.batch.unpacking import BROKEN

_TAIL = 10_000
"""Bytes of a block that are looked at with the next, lest a cell be cut in two; Excel bounds a formula."""
_CLOSED = b"f>"
# Blanks once taken are not given back, or a stranger's million of them would take for ever.
_UNSAVED = re.compile(
    rb"</(?:\w+:)?f>\s*+(?P<value><(?:\w+:)?v\s*+(?:/>|>\s*+</(?:\w+:)?v>)\s*+)?</(?:\w+:)?c>"
)
_TEXT = (b't="str"', b"t='str'")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile("([A-Z]+)([0-9]+)")


class Looking:
    """Looks for such formulas in a part of a workbook while it passes by."""

    def __init__(self) -> None:
        self.found = False
        self._tail = b""

    def at(self, block: bytes) -> None:
        """Look at the next bytes."""
        if not self.found:
            block = self._tail + block
            self.found = _CLOSED in block and any(map(_is_unsaved, _UNSAVED.finditer(block)))
            self._tail = block[-_TAIL:]


def _is_unsaved(match: re.Match[bytes]) -> bool:
    """Whether a formula without a value has none: an empty text that is kept looks alike but for its type."""
    if match["value"] is None:
        return True
    formula = match.string.rfind(b"<", 0, match.start())
    cell = match.string.rfind(b"<", 0, max(formula, 0))
    return cell >= 0 and not any(kind in match.string[cell:formula] for kind in _TEXT)


def unsaved(source: str | bytes, sheet: str) -> Iterator[tuple[int, frozenset[int]]]:
    """Yield the rows of a sheet that have such formulas, and their columns, from 0; none where it is broken.

    Args:
        source: path of the workbook, or its content.
        sheet: its name.
    """
    with (
        suppress(*BROKEN, NotImplementedError, etree.XMLSyntaxError, LookupError),
        ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as package,
        package.open(_part(package, sheet)) as part,
    ):
        yield from _rows(part)


def told(rows: Iterator[Row], formulas: Iterator[tuple[int, frozenset[int]]]) -> Iterator[Row]:
    """Return the rows of a sheet with what :func:`unsaved` tells, those with nothing else among them."""
    following = next(formulas, None)
    for row in chain(rows, [None]):
        while following and (row is None or following[0] < row.number):
            yield Row(following[0], (), unsaved=following[1])
            following = next(formulas, None)
        if row is None:
            return
        if following and following[0] == row.number:
            yield replace(row, unsaved=following[1])
            following = next(formulas, None)
        else:
            yield row


def _part(package: ZipFile, sheet: str) -> str:
    """Return the part that holds a sheet."""
    book = etree.fromstring(package.read("xl/workbook.xml"), _parser())
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), _parser())
    wanted = next(each.get(_RELATION) for each in book.iter("{*}sheet") if each.get("name") == sheet)
    target = next(
        each.get("Target", "") for each in relations.iter("{*}Relationship") if each.get("Id") == wanted
    )
    return normpath(join("/xl", target)).lstrip("/")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _rows(part: IO[bytes]) -> Iterator[tuple[int, frozenset[int]]]:
    number = 0
    for _, row in etree.iterparse(part, tag="{*}row", resolve_entities=False, no_network=True):
        number = int(row.get("r") or number + 1)
        if columns := frozenset(_columns(row)):
            yield number, columns
        row.clear()
        while row.getprevious() is not None:
            del row.getparent()[0]


def _columns(row: etree._Element) -> Iterator[int]:
    column = -1
    for cell in row.iterfind("{*}c"):
        match = _REFERENCE.fullmatch(cell.get("r", ""))
        column = column_of(match[1]) if match else column + 1
        value = cell.find("{*}v")
        # Excel keeps an empty text as an empty value of that type.
        kept = value is not None and (value.text or cell.get("t") == "str")
        if not kept and cell.find("{*}f") is not None:
            yield column
