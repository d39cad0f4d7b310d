"""Files of JSON Lines, read line by line and checked field by field."""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from model.errors import LabelledDataError

Row = TypeVar("Row")


class Line:
    """One line of a file: hands out its fields, or says which one is wrong and where.

    Attributes:
        path: the file.
        number: of the line, from 1.
        row: its fields by name.
        page: the page that explains the format, named in every message.
    """

    def __init__(self, path: Path, number: int, text: str, page: str) -> None:
        self.path, self.number, self.page = path, number, page
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self.wrong(f"不是一行完整的 JSON（{error}）") from error
        if not isinstance(row, dict):
            raise self.wrong("应是一个 JSON 对象")
        self.row: dict[str, Any] = row

    def wrong(self, problem: str) -> LabelledDataError:
        """Return the error that says what is wrong with this line."""
        return LabelledDataError(
            problem,
            where=f"{self.path.name} 第 {self.number} 行",
            remedy=f"格式见 {self.page}，请改正这一行",
        )

    def text(self, field: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not be blank."""
        value = self.row.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(f"字段 {field} 缺失或不是文字")
        return value

    def one_of(self, field: str, allowed: Collection[str]) -> Any:
        """Return a text that is one of those allowed."""
        value = self.text(field)
        if value not in allowed:
            raise self.wrong(f"字段 {field} 的值“{value}”不在名单里")
        return value

    def several_of(self, field: str, allowed: Collection[str]) -> list[Any]:
        """Return a list of texts, each one of those allowed; a field that is missing is an empty list."""
        values = self.row.get(field, [])
        if not isinstance(values, list):
            raise self.wrong(f"字段 {field} 应是一个列表")
        for value in values:
            if not isinstance(value, str) or value not in allowed:
                raise self.wrong(f"字段 {field} 的值“{value}”不在名单里")
        return values

    def objects(self, field: str) -> list[dict[str, Any]]:
        """Return a list of JSON objects; a field that is missing is an empty list."""
        values = self.row.get(field, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(f"字段 {field} 应是一组 JSON 对象")
        return values

    def once(self, value: str, seen: set[str]) -> None:
        """Note an ``id``, which must not have been ``seen`` before."""
        if value in seen:
            raise self.wrong(f"字段 id 的值“{value}”出现了两次")
        seen.add(value)


def read_lines(
    paths: Sequence[Path], make: Callable[[Line], Row], page: str = "data/README.md"
) -> Iterator[Row]:
    """Yield what ``make`` makes of each line that is not blank.

    Args:
        paths: UTF-8 files, with or without a byte order mark.
        make: raises what :meth:`Line.wrong` returns where a line is not what it should be.
        page: the page that explains the format.

    Raises:
        LabelledDataError: naming the file and the line.
    """
    for path in paths:
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise LabelledDataError(
                "不是 UTF-8 编码的文字", where=path.name, remedy="请另存为 UTF-8 再试"
            ) from error
        # str.splitlines would also part a line at U+2028 and the like, which JSON leaves as they are
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield make(Line(path, number, line, page))
