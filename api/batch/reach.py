"""How far the cells of a workbook reach: its reader makes room for every cell between the first and the last.

A cell that says it is in a column that Excel does not have makes the reader ask for more memory than there
is, which ends its process.
"""

import re

from api.batch.columns import column_of

_LAST_COLUMN = 16_384
"""XFD, the last one of Excel."""
_MOST_CELLS = 20_000_000
"""From the first cell to one far away; each takes some 30 bytes and a tenth of a microsecond."""
_FAR = re.compile(rb"r=[\"']([A-Za-z]{3,})([0-9]{1,9})[\"'][^<>]{0,80}(?<!/)>(?!</)")
"""A cell beyond column ZZ, the 702nd, with something in it: no ordinary table has one, so few are looked at
closely. For one that only has a colour or a border (``<c …/>``, ``<c …></c>``) no room is made."""
_TAIL = 256
"""Bytes of a block that are looked at with the next, lest a reference be cut in two."""


class Reach:
    """Looks for cells far away in a part of a workbook while it passes by."""

    def __init__(self) -> None:
        self.too_far = False
        self._tail = b""

    def at(self, block: bytes) -> None:
        """Look at the next bytes."""
        block = self._tail + block
        self.too_far = self.too_far or any(_is_too_far(*match.groups()) for match in _FAR.finditer(block))
        self._tail = block[-_TAIL:]


def _is_too_far(column: bytes, row: bytes) -> bool:
    across = column_of(column[:5].decode()) + 1  # of five letters or of seventy, it is too far
    return across > _LAST_COLUMN or across * int(row) > _MOST_CELLS
