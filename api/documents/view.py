"""Places on a page of a PDF as it is shown: in points, from its upper left corner, downwards."""

from typing import Any, NamedTuple

from pypdfium2 import PdfMatrix, PdfPage


class Box(NamedTuple):
    """A rectangle on a page as it is shown."""

    left: float
    top: float
    right: float
    bottom: float


def view_of(page: PdfPage) -> PdfMatrix:
    """Return what leads from the places in a PDF, counted upwards, to those on the page as it is shown."""
    left, bottom, right, top = page.get_bbox()
    return {
        0: PdfMatrix(1, 0, 0, -1, -left, top),
        90: PdfMatrix(0, 1, 1, 0, -bottom, -left),
        180: PdfMatrix(-1, 0, 0, 1, right, -bottom),
        270: PdfMatrix(0, -1, -1, 0, top, right),
    }[page.get_rotation()]


def between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    """Return the box of which two opposite corners are given, as horizontal and vertical places."""
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Box(left, top, right, bottom)


def placed(kind: str, box: Box) -> dict[str, Any]:
    """Return something on a page in the words of pdfplumber, of which pages have one number here."""
    return {
        "object_type": kind,
        "page_number": 1,
        "x0": box.left,
        "x1": box.right,
        "top": box.top,
        "bottom": box.bottom,
        "doctop": box.top,
        "width": box.right - box.left,
        "height": box.bottom - box.top,
    }
