"""CSV as Excel opens it: UTF-8 with a mark in front, one row a draft, no cell a formula."""

import csv
from pathlib import Path

from api.batch.outputs.results import Results
from api.batch.outputs.rows import Plain, headings, rows
from api.batch.outputs.whole import whole

_ACTS = tuple("=+-@\t\r\n＝＋－＠")
"""What a program may take a cell for that begins so, as OWASP's page on CSV injection lists them."""


def write_csv(output: Path, results: Results) -> None:
    """Write all drafts and all that could not be read, in the order of the input.

    Raises:
        OutputRefused: it cannot be written.
    """
    with whole(output) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(headings())
        table.writerows([_harmless(value) for value in row] for row in rows(results))


def _harmless(value: Plain) -> Plain:
    """Put an apostrophe before a text that a program would take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_ACTS) else value
