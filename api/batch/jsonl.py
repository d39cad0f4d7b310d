"""Drafts as JSON, one object a line: .jsonl and .ndjson, the form of the labelled corpus among them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BufferedReader
from typing import Any

import orjson

from api.batch.cells import Row, Spoilt, Value
from api.batch.lines import lines
from model.errors import DraftDamaged

_REMEDY = "请检查这一行，应当是一个完整的 JSON 对象"


def records(name: str, stream: BufferedReader) -> Iterator[tuple[tuple[str, ...], Row] | Spoilt]:
    """Return the objects: the names of their members, and a row with the values; blank lines are left out.

    Args:
        name: of the file, for messages.
        stream: open for reading; it is gone through once.

    Raises:
        DraftError: it is no text.
    """
    for line in lines(name, stream):
        if line.error is not None:
            yield Spoilt(line.number, line.error)
            continue
        if not line.text.strip():
            continue
        try:
            found = orjson.loads(line.text)
        except orjson.JSONDecodeError as error:
            yield Spoilt(line.number, _broken(name, f"不是完整的 JSON（{error.msg}）"))
            continue
        if not isinstance(found, dict):
            yield Spoilt(line.number, _broken(name, "不是 JSON 对象"))
            continue
        values = tuple(plain(value) for value in found.values())
        yield tuple(found), Row(line.number, values, notices=line.notices)


def plain(value: Any) -> Value:
    """Return a value that a cell may hold: of several, such as the names of deputies, one text."""
    if value is None or isinstance(value, str | int | float | date | datetime | time | timedelta):
        return value
    if isinstance(value, list | tuple):
        return "、".join(str(each) for each in value if isinstance(each, str | int | float))
    return None if isinstance(value, dict | bytes) else str(value)


def _broken(name: str, problem: str) -> DraftDamaged:
    return DraftDamaged(problem, where=name, remedy=_REMEDY)
