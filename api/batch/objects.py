"""Drafts out of lines of JSON: the names of an object's members are its headers."""

from collections.abc import Iterator, Mapping
from io import BufferedReader
from itertools import chain, islice

from api.batch import jsonl
from api.batch.cells import Row, Spoilt
from api.batch.columns import Columns, recognise
from api.batch.drafts import Made, Maker
from api.batch.own import is_own_line, own_result
from api.batch.rows import Origin
from api.batch.tables import Table, lacking
from api.batch.unclear import check_columns
from model.errors import DraftDamaged, DraftEmpty, LianshenError

_SEARCHED = 30
"""Objects among which a draft is looked for."""
_MOST_KINDS = 1_000
"""Sets of members that are remembered; programs write objects of a few."""


def object_table(file: str, stream: BufferedReader, mapping: Mapping[str, str]) -> Table | None:
    """Tell the columns of lines of JSON; not every object must have the same.

    Args:
        file: as the user knows it.
        stream: open for reading; it is gone through with :attr:`~api.batch.tables.Table.drafts`.
        mapping: what the user says, see :func:`api.batch.columns.mapping_of`.

    Returns:
        ``None`` for a file without lines.

    Raises:
        ColumnError: it cannot be told which member is title or body.
        OwnResult: this program wrote it.
        DraftError: it is no text.
    """
    origin = Origin(file)
    found = jsonl.records(file, stream)
    head = list(islice(found, _SEARCHED))
    if not head:
        return None
    objects = [each for each in head if not isinstance(each, Spoilt)]
    columns = Columns()
    if not objects and len(head) == _SEARCHED:
        raise DraftDamaged(
            f"前 {_SEARCHED} 行都不是 JSON 对象", where=file, remedy="请检查文件，每一行应当是一件建议"
        )
    if any(is_own_line(names) for names, _ in objects):
        raise own_result(origin)
    if objects:
        columns = max((recognise(names, mapping) for names, _ in objects), key=_fitness)
        alike = [row for names, row in objects if names == columns.headers]
        check_columns(origin, columns, mapping, alike, alike)
    return Table(origin, columns, _drafts(origin, mapping, chain(head, found)))


def _fitness(columns: Columns) -> tuple[bool, int]:
    return columns.title is not None or bool(columns.body), columns.known


def _drafts(
    origin: Origin, mapping: Mapping[str, str], found: Iterator[tuple[tuple[str, ...], Row] | Spoilt]
) -> Iterator[tuple[Origin, Made | LianshenError]]:
    makers: dict[tuple[str, ...], Maker] = {}
    for each in found:
        if isinstance(each, Spoilt):
            yield Origin(origin.file, row=each.number), each.error
            continue
        names, row = each
        here = Origin(origin.file, row=row.number)
        maker = makers.get(names)
        if maker is None:
            columns = recognise(names, mapping)
            maker = Maker(columns, (), lacking(columns))
            if len(makers) < _MOST_KINDS:
                makers[names] = maker
        if maker.columns.title is None and not maker.columns.body:
            yield (
                here,
                DraftEmpty(
                    "这一行没有标题，也没有内容", where=str(here), remedy="请检查字段名，或用 --map 写明"
                ),
            )
        elif (made := maker.make(here, row)) is not None:
            yield here, made
