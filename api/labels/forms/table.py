"""Tables of labels, .xlsx and .csv: one row a label, a column for each thing that may be said."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import orjson

from api.batch.cells import Row, Sheet, Spoilt, Value, text_of
from api.labels.forms.columns import (
    ANNOTATOR,
    CO,
    CODES,
    EXTRA,
    MADE,
    MAIN,
    REFERENCE,
    TRIAGE,
    Labelled,
    flag_headers,
    headers,
    labelled,
)
from api.labels.record import Record
from api.labels.written import Found, Place, Unreadable, Written
from model.rubric import FLAGS

COLUMNS = "columns"
"""Member of what else is kept of a label: columns of its table that mean nothing to us, by header."""
MOST_COLUMNS = 200
"""Such columns that a table written may have; what goes beyond stands in 其他信息."""

_SEARCHED = 30
"""Rows among which the header is looked for."""
_NONE = "无"


def read(name: str, sheets: Iterable[Sheet]) -> Iterator[Found]:
    """Yield the labels of the sheets of a table."""
    for sheet in sheets:
        yield from _of_sheet(name, sheet)


def _of_sheet(name: str, sheet: Sheet) -> Iterator[Found]:
    head: list[Row | Spoilt] = []
    rows = iter(sheet.rows)
    for row in rows:
        head.append(row)
        if len(head) == _SEARCHED:
            break
    readable = [row for row in head if isinstance(row, Row)]
    if not head:
        return
    found = max(((labelled([*map(text_of, row.cells)]), row) for row in readable), key=_fitness, default=None)
    if found is None or not found[0].known:
        if not sheet.hidden:
            shown = "、".join(
                text for cell in (readable[0].cells if readable else ()) if (text := text_of(cell))
            )
            yield Unreadable(
                Place(name, 0, sheet.name),
                f"看不出哪一列是标题、哪一列是正文；第一行是：{shown[:60]}",
                "请把表头改成 标题、正文、内容模糊、主办单位 等，见 docs/labels.md",
            )
        return
    columns, header = found
    for row in head:
        if row.number > header.number:
            yield from _of_row(Place(name, row.number, sheet.name), columns, header, row)
    for row in rows:
        yield from _of_row(Place(name, row.number, sheet.name), columns, header, row)


def _fitness(found: tuple[Labelled, Row]) -> tuple[int, int]:
    return found[0].known, -found[1].number


def _of_row(place: Place, columns: Labelled, header: Row, row: Row | Spoilt) -> Iterator[Found]:
    if isinstance(row, Spoilt):
        yield Unreadable(place, row.error.problem, row.error.remedy)
    elif [*map(text_of, row.cells)] != [*map(text_of, header.cells)]:
        yield _written(place, columns, row)


def _written(place: Place, columns: Labelled, row: Row) -> Written | Unreadable:
    texts = {name: _text(row, column) for name, column in columns.said.items()}
    words = [f"{name}={texts[name]}" for name in flag_headers() if texts.get(name)]
    named = ((CODES, "codes"), (MAIN, "main"), (CO, "co"), (TRIAGE, "triage"))
    words += [f"{topic}={texts[name]}" for name, topic in named if texts.get(name)]
    made = _value(row, columns.said.get(MADE))
    try:
        extra: dict[str, Any] = orjson.loads(texts.get(EXTRA) or b"{}")
    except orjson.JSONDecodeError:
        extra = {COLUMNS: {EXTRA: texts[EXTRA]}}
    others = {name: text for name, column in columns.others.items() if (text := _text(row, column))}
    if others:
        extra = {**extra, COLUMNS: {**extra.get(COLUMNS, {}), **others}}
    return Written(
        place,
        _text(row, columns.draft.title),
        _body(row, columns),
        tuple(words),
        _text(row, columns.draft.level),
        texts.get(ANNOTATOR, ""),
        made if isinstance(made, date) else texts.get(MADE, ""),
        texts.get(REFERENCE, ""),
        extra,
    )


def _body(row: Row, columns: Labelled) -> str:
    """Return the body; where it stands in several columns, each but 正文 is headed by its header."""
    draft = columns.draft
    texts = [(column, text) for column in draft.body if (text := _text(row, column))]
    if len(draft.body) < 2:
        return texts[0][1] if texts else ""
    return "\n".join(
        text if column == draft.whole else f"{draft.header(column)}\n{text}" for column, text in texts
    )


def _text(row: Row, column: int | None) -> str:
    return text_of(_value(row, column))


def _value(row: Row, column: int | None) -> Value:
    return row.cells[column] if column is not None and column < len(row.cells) else None


def further_columns(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the headers of columns beside ours that labels came with, in the order in which they appear."""
    ours = {*headers(), EXTRA}
    found: dict[str, None] = {}
    for record in records:
        for name in _columns(record):
            if len(found) < MOST_COLUMNS and name not in ours and _is_free(name):
                found.setdefault(name)
    return tuple(found)


def rows(records: Iterable[Record], further: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table: the headers, then one for each label."""
    yield (*headers(), *further, EXTRA)
    for record in records:
        yield _row(record, further)


def _row(record: Record, further: tuple[str, ...]) -> tuple[str, ...]:
    label, said = record.label, record.label.said
    flags = ({True: "是", False: "否", None: ""}[said.flags.get(flag)] for flag in FLAGS)
    own = _columns(record)
    left = {name: value for name, value in own.items() if name not in further}
    extra = {name: value for name, value in record.extra.items() if name != COLUMNS}
    extra |= {COLUMNS: left} if left else {}
    return (
        record.reference,
        label.draft.title,
        label.draft.body,
        label.draft.level,
        *flags,
        _several(said.codes),
        said.main or "",
        _several(said.co),
        said.triage or "",
        label.annotator,
        label.made.astimezone().isoformat(" "),
        *(str(own.get(name, "")) for name in further),
        orjson.dumps(extra).decode() if extra else "",
    )


def _several(names: tuple[str, ...] | None) -> str:
    return "" if names is None else "、".join(names) or _NONE


def _columns(record: Record) -> dict[str, Any]:
    columns = record.extra.get(COLUMNS)
    return columns if isinstance(columns, dict) and all(isinstance(e, str) for e in columns.values()) else {}


def _is_free(name: str) -> bool:
    """Whether a header means nothing to us, so that its column is read again as what it is."""
    return name == name.strip() and set(labelled([name]).others) == {name}
