"""Lists of units out of a file: a workbook, a CSV file or JSON Lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, groupby
from pathlib import Path

from api.batch import separated
from api.batch.apart import Apart
from api.batch.cells import Row, Sheet, Spoilt, Value, text_of
from api.batch.jsonl import records
from api.batch.rows import Origin
from api.batch.sources import File, unreadable, what_is
from api.errors import UnitListError
from api.labels.harmless import unescaped
from api.units.columns import ALIASES, COLUMNS, DUTIES, FORMER, NAME, SINCE, UNTIL, Columns, columns_of
from api.units.written import Problem, Written

_SEARCHED = 30
"""Rows among which the header is looked for."""
_REMEDY = "第一行请写上 名称、别名、职责、原名、起、止；样子可用 lianshen units export 写一份来看"
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read(path: Path) -> Iterator[Written | Problem]:
    """Yield the rows of a list of units, those that cannot be read as what is wrong with them.

    Sheets that are no list of units are passed over.

    Args:
        path: of a workbook, a text table, or JSON Lines.

    Raises:
        LianshenError: it cannot be opened, or there is no list of units in it.
    """
    found = False
    for each in _rows(File(path.name, path)):
        found = True
        yield each
    if not found:
        raise UnitListError("里面没有单位名单", where=path.name, remedy=_REMEDY)


def _rows(source: File) -> Iterator[Written | Problem]:
    try:
        with source.stream() as stream:
            if not stream.peek().startswith(_BOOKS):
                if what_is(source.name) == "jsonl":
                    yield from _of_lines(source.name, records(source.name, stream))
                else:
                    found = map(_restored, separated.rows(source.name, stream))
                    yield from _of_sheet(source.name, Sheet(found))
                return
        with Apart(1) as apart:
            stretches = apart.table(source, "workbook")
            for _, group in groupby(stretches, lambda stretch: stretch.index):
                first = next(group)
                rows = (row for stretch in chain([first], group) for row in stretch.rows)
                yield from _of_sheet(source.name, Sheet(rows, first.sheet, first.hidden))
    except OSError as error:
        raise unreadable(source.name, error) from error


def _of_lines(
    file: str, found: Iterable[tuple[tuple[str, ...], Row] | Spoilt]
) -> Iterator[Written | Problem]:
    for each in found:
        if isinstance(each, Spoilt):
            yield Problem(Origin(file, row=each.number), each.error.problem, each.error.remedy)
            continue
        names, row = each
        columns = columns_of(names)
        if columns is None:
            problem = f"看不出是单位：只有字段 {'、'.join(names)[:60]}"
            yield Problem(Origin(file, row=row.number), problem, "请写上 名称 和 职责")
        else:
            yield _written(Origin(file, row=row.number), columns, row.cells)


def _of_sheet(file: str, sheet: Sheet) -> Iterator[Written | Problem]:
    rows = iter(sheet.rows)
    columns: Columns | None = None
    spoilt: list[Spoilt] = []
    for _, row in zip(range(_SEARCHED), rows, strict=False):
        if isinstance(row, Spoilt):
            spoilt.append(row)
        elif (columns := columns_of([text_of(cell) for cell in row.cells])) is not None:
            break
    if columns is None:
        return
    for row in chain(spoilt, rows):
        place = Origin(file, sheet.name, row.number)
        if isinstance(row, Spoilt):
            yield Problem(place, row.error.problem, row.error.remedy)
        else:
            yield _written(place, columns, row.cells)


def _written(place: Origin, columns: Columns, cells: Sequence[Value]) -> Written:
    values = {name: _cell(cells, columns.get(name)) for name in COLUMNS}
    return Written(
        place,
        text_of(values[NAME]),
        text_of(values[ALIASES]),
        text_of(values[DUTIES]),
        text_of(values[FORMER]),
        _day(values[SINCE]),
        _day(values[UNTIL]),
    )


def _cell(cells: Sequence[Value], place: int | None) -> Value:
    return cells[place] if place is not None and place < len(cells) else None


def _restored(row: Row | Spoilt) -> Row | Spoilt:
    """Return the row of a text table as it was before it was made harmless to Excel."""
    return replace(row, cells=tuple(map(unescaped, row.cells))) if isinstance(row, Row) else row


def _day(value: Value) -> str | date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else text_of(value)
