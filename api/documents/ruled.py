"""The ruled lines on a page of a PDF: the straight ones along its edges, of which tables are made."""

from collections.abc import Iterator
from ctypes import c_float, c_int
from typing import Any

from pypdfium2 import PdfMatrix, PdfObject, PdfPage
from pypdfium2 import raw as pdfium

from api.documents.view import between, placed

_STRAIGHT = 0.01
"""Points that a line may lean."""


def ruled_lines(page: PdfPage, view: PdfMatrix) -> Iterator[dict[str, Any]]:
    """Yield the ruled lines on a page, and the edges of its boxes, in the words of pdfplumber."""
    for path in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH]):
        if _is_drawn(path):
            yield from _lines(path, _placing(path).multiply(view))


def strokes(each: PdfObject) -> int:
    """Return how many strokes there are in something on a page; what is no drawing has one."""
    return max(1, pdfium.FPDFPath_CountSegments(each)) if each.type == pdfium.FPDF_PAGEOBJ_PATH else 1


def _is_drawn(path: PdfObject) -> bool:
    filled, stroked = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, filled, stroked)
    return bool(filled.value or stroked.value)


def _placing(path: PdfObject | None) -> PdfMatrix:
    """Return what leads from the points of a path to the page, through the forms in which it is printed."""
    placing = PdfMatrix()
    while path is not None:
        placing = placing.multiply(path.get_matrix())
        path = path.container
    return placing


def _lines(path: PdfObject, placing: PdfMatrix) -> Iterator[dict[str, Any]]:
    x, y = c_float(), c_float()
    begun = before = (0.0, 0.0)
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        stroke = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(stroke, x, y)
        point = placing.on_point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(stroke)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _line(before, point)
        if pdfium.FPDFPathSegment_GetClose(stroke):
            yield from _line(point, begun)
        before = point


def _line(one: tuple[float, float], other: tuple[float, float]) -> Iterator[dict[str, Any]]:
    """Yield the line between two points, if it runs along the page and has a length."""
    box = between(one, other)
    if box.bottom - box.top < _STRAIGHT < box.right - box.left:
        yield placed("line", box._replace(bottom=box.top))
    elif box.right - box.left < _STRAIGHT < box.bottom - box.top:
        yield placed("line", box._replace(right=box.left))
