"""Tables as text: .csv and .tsv, read with the standard library's csv."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedReader
from itertools import chain, islice

from api.batch.cells import Row, Spoilt
from api.batch.columns import recognise
from api.batch.lines import Line, lines
from model.errors import DraftDamaged

_SEPARATORS = ",\t;，；|"
_SAMPLED = 40
_MOST_RECOVERED = 50
_SAYS = "sep="


def rows(name: str, stream: BufferedReader) -> Iterator[Row | Spoilt]:
    """Return the rows that are not blank, numbered as Excel shows them: one of several lines counts once.

    A quotation mark that nobody closed would swallow all rows below it: such a row is reported, and reading
    goes on with the line below.

    Args:
        name: of the file, for messages.
        stream: open for reading; it is gone through once.

    Raises:
        DraftError: it is no text, or too many rows are broken.
    """
    source = lines(name, stream)
    head = list(islice(source, _SAMPLED))
    separator = None
    if head and head[0].text.lower().startswith(_SAYS):  # as Excel writes it for itself
        separator = head.pop(0).text[len(_SAYS) :].strip("\r\n")[:1]
    return _rows(name, _Feed(chain(head, source)), separator or _separator([line.text for line in head]))


def _separator(sample: list[str]) -> str:
    """Return the separator by which most headers are understood, or else by which rows are equally wide."""

    def fitness(separator: str) -> tuple[int, int]:
        table = [row for row in csv.reader(sample, delimiter=separator) if row]
        known = max((recognise(row).known for row in table), default=0)
        widths = [len(row) for row in table if len(row) > 1]
        return known, max(map(widths.count, widths), default=0)

    try:
        return max(_SEPARATORS, key=fitness)  # the first of equals
    except csv.Error:
        return _SEPARATORS[0]


@dataclass(slots=True)
class _Feed:
    """Hands lines to the csv reader, and remembers those of the row that it is at.

    Attributes:
        source: the lines that nobody has seen yet.
        again: lines to hand out once more.
        taken: those of the row.
    """

    source: Iterator[Line]
    again: deque[Line] = field(default_factory=deque)
    taken: list[Line] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        while True:
            line = self.again.popleft() if self.again else next(self.source, None)
            if line is None:
                return
            self.taken.append(line)
            yield line.text

    def give_back(self) -> None:
        """Take back all lines of the row but its first."""
        self.again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]


def _rows(name: str, feed: _Feed, separator: str) -> Iterator[Row | Spoilt]:
    recovered, number = 0, 0
    while True:
        # The strict reader notices a mark that is closed by one of another row, which would swallow the rows
        # between the two. Once it has, it is of no use any more.
        reader = csv.reader(feed, delimiter=separator, strict=True)
        try:
            while True:
                feed.taken.clear()
                cells = next(reader)
                number += 1
                yield from _row(number, feed.taken, cells)
        except StopIteration:
            return
        except csv.Error:
            swallowing = len(feed.taken) > 1
        number += 1
        if not swallowing:
            yield from _row(number, feed.taken, _leniently(feed.taken[0].text, separator))
            continue
        feed.give_back()
        yield Spoilt(number, _unclosed(name))
        recovered += 1
        if recovered >= _MOST_RECOVERED:
            raise DraftDamaged(
                "引号没有成对的行太多，后面的没有读",
                where=name,
                remedy="请用 Excel 或 WPS 打开，另存为 .xlsx 再试",
            )


def _row(number: int, taken: list[Line], cells: list[str]) -> Iterator[Row | Spoilt]:
    """Return the row in some lines, unless it is blank."""
    error = next((line.error for line in taken if line.error), None)
    if error is not None:
        yield Spoilt(number, error)
    elif any(cell and not cell.isspace() for cell in cells):
        yield Row(number, tuple(cells), notices=tuple(notice for line in taken for notice in line.notices))


def _leniently(line: str, separator: str) -> list[str]:
    """Return the cells of a line in which marks stand where they mean nothing, such as ``5"水管``."""
    try:
        return next(csv.reader([line.rstrip("\r\n").replace("\r", " ")], delimiter=separator), [])
    except csv.Error:  # a cell longer than any draft
        return [line]


def _unclosed(name: str) -> DraftDamaged:
    return DraftDamaged(
        "这一行有引号没有成对，看不出到哪里为止",
        where=name,
        remedy='请检查这一行的英文双引号（"），或另存为 .xlsx 再试',
    )
