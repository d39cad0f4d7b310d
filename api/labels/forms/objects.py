"""Objects of JSON out of a file, one at a time: lines with one each, or one list of them."""

from collections.abc import Iterator
from io import BufferedReader
from typing import Any

import ijson
import orjson

from api.batch.lines import lines
from api.labels.written import Place, Unreadable
from model.errors import LianshenError

Object = tuple[Place, dict[str, Any]]
"""An object, and where it stands."""

_BROKEN = "请检查这一行，应当是一个完整的 JSON 对象"
_MARK = b"\xef\xbb\xbf"


def objects(name: str, stream: BufferedReader) -> Iterator[Object | Unreadable]:
    """Yield the objects of a file.

    Args:
        name: of the file, for messages.
        stream: open for reading from its start; it is gone through once.
    """
    if stream.peek()[:4096].removeprefix(_MARK).lstrip()[:1] == b"[":
        return _listed(name, stream)
    return _lines(name, stream)


def _lines(name: str, stream: BufferedReader) -> Iterator[Object | Unreadable]:
    try:
        for line in lines(name, stream):
            place = Place(name, line.number)
            if line.error is not None:
                yield Unreadable(place, line.error.problem, line.error.remedy)
            elif line.text.strip():
                yield _parsed(place, line.text)
    except LianshenError as error:
        yield Unreadable(Place(name), error.problem, error.remedy)


def _parsed(place: Place, text: str) -> Object | Unreadable:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return Unreadable(place, f"不是完整的 JSON（{error.msg}）", _BROKEN)
    return (place, found) if isinstance(found, dict) else Unreadable(place, "不是 JSON 对象", _BROKEN)


def _listed(name: str, stream: BufferedReader) -> Iterator[Object | Unreadable]:
    """Yield the members of one list; what is broken ends it, and what came before still counts."""
    if stream.peek()[:3] == _MARK:
        stream.read(len(_MARK))
    number = 0
    try:
        for number, found in enumerate(ijson.items(stream, "item", use_float=True), 1):
            place = Place(name, number, counted="条")
            yield (place, found) if isinstance(found, dict) else Unreadable(place, "不是 JSON 对象", "")
    except (ijson.JSONError, UnicodeDecodeError, ValueError):
        remedy = "请重新导出一次；前面的已经读了"
        yield Unreadable(
            Place(name, number + 1, counted="条"), "从这里起不是完整的 JSON，后面的没有读", remedy
        )
