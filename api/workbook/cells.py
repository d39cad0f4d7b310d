"""Words as a cell of a workbook may hold them."""

from api.safe import safe

LONGEST = 32_767
"""UTF-16 units that Excel keeps in a cell."""
CUT = "……（后面的字一格里放不下，已略去）"


def cell_text(*lines: str) -> str:
    """Return lines as the text of one cell: no character that acts, no more than a cell holds.

    Args:
        lines: anything a user or a file may contain; each becomes one line of the cell.
    """
    text = "\n".join(map(safe, lines))
    if text.startswith("<r>"):
        # XlsxWriter takes a text between <r> and </r> for markup of its own and writes it as it stands.
        text = f" {text}"
    return text if len(text) <= LONGEST // 2 else _held(text)


def _held(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", "ignore") + CUT
