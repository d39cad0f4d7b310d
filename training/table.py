"""Rows of a CSV table that is read for a measurement."""

import csv
from collections.abc import Sequence
from pathlib import Path

from model.errors import LabelledDataError

_LARGEST_FIELD = 1_000_000


def read_table(path: Path, columns: Sequence[str], page: str) -> list[dict[str, str]]:
    """Return the rows of a table in UTF-8; columns beside those wanted are left as they are.

    Args:
        path: of the table.
        columns: that it must have.
        page: that says which, for the error.

    Raises:
        LabelledDataError: a column or every row is missing, or the file is no table in UTF-8.
    """
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [{name: value or "" for name, value in row.items()} for row in csv.DictReader(file)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelledDataError(
            "不是 UTF-8 编码的 CSV 表格", where=path.name, remedy="请另存为 UTF-8 的 CSV 再试"
        ) from error
    if missing := [column for column in columns if not rows or column not in rows[0]]:
        raise LabelledDataError(f"没有列 {'、'.join(missing)}", where=path.name, remedy=f"要有的列见 {page}")
    return rows
