"""CSV as Excel opens it: UTF-8 with a mark in front, one row a draft, no cell a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from api.batch.outputs.results import Results
from api.batch.outputs.rows import Plain, headings, rows
from api.batch.outputs.whole import whole
from api.safe import may_act


def write_csv(output: Path, results: Results) -> None:
    """Write all drafts and all that could not be read, in the order of the input.

    Raises:
        OutputRefused: it cannot be written.
    """
    with whole(output) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(lines(chain([headings()], rows(results))))


def lines(table: Iterable[Sequence[Plain]]) -> Iterator[str]:
    """Yield the lines of a table, each with its end, no cell a formula."""
    writer = csv.writer(_Line())
    for row in table:
        yield writer.writerow([_harmless(value) for value in row])


class _Line:
    """Gives back what is written, which the writer of a row passes on."""

    def write(self, text: str) -> str:
        return text


def _harmless(value: Plain) -> Plain:
    """Put an apostrophe before a text that a program would take for a formula."""
    return f"'{value}" if isinstance(value, str) and may_act(value) else value
