"""Rows with their columns in line."""

from collections.abc import Sequence

from rich.cells import cell_len

from api.screen.paper import Paper


def write_table(paper: Paper, rows: Sequence[Sequence[str]], indent: int) -> None:
    """Write rows, the first column to the left, the others to the right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [first + " " * (widths[0] - cell_len(first))]
        cells += [
            " " * (width - cell_len(cell)) + cell for cell, width in zip(others, widths[1:], strict=True)
        ]
        paper.write("  ".join(cells), indent=indent)
