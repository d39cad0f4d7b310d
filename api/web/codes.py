"""A QR code as the path of an inline picture: no other request, and no markup that is not in a template."""

from dataclasses import dataclass

import segno

_MARGIN = 4
"""Modules of white around it, which the standard wants."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A QR code.

    Attributes:
        size: width and height in modules, the margin with it.
        path: of the dark modules, as the attribute ``d`` of SVG.
    """

    size: int
    path: str


def picture(text: str) -> Picture:
    """Return the QR code of a text."""
    rows = segno.make_qr(text, error="m").matrix
    dark = (
        f"M{x + _MARGIN} {y + _MARGIN}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, on in enumerate(row)
        if on
    )
    return Picture(len(rows) + 2 * _MARGIN, "".join(dark))
