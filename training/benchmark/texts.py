"""The texts a benchmark is run over."""

import csv
from collections.abc import Sequence
from pathlib import Path

from model.draft import Draft
from model.errors import LabelledDataError

_LARGEST_FIELD = 1_000_000
_COLUMNS = ("title", "body")


def read_texts(path: Path) -> list[Draft]:
    """Read drafts from a table with the columns title and body; others are left aside.

    Raises:
        LabelledDataError: a column or every row is missing, or the file is no table in UTF-8.
    """
    csv.field_size_limit(_LARGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise LabelledDataError(
            "不是 UTF-8 编码的 CSV 表格", where=path.name, remedy="请另存为 UTF-8 的 CSV 再试"
        ) from error
    if missing := [column for column in _COLUMNS if not rows or rows[0].get(column) is None]:
        raise LabelledDataError(
            f"没有列 {'、'.join(missing)}", where=path.name, remedy="要有的列见 docs/speed.md"
        )
    return [Draft(row["title"] or "", row["body"] or "") for row in rows]


def of_length(drafts: Sequence[Draft], characters: int, most: int) -> list[Draft]:
    """Return drafts whose bodies have just so many characters.

    Longer ones are cut. Where there are too few, neighbours are put together, as in a draft that tells of
    several things.

    Args:
        drafts: to make them of.
        characters: in each body.
        most: how many drafts to make at most.
    """
    made = [Draft(draft.title, draft.body[:characters]) for draft in drafts if len(draft.body) >= characters]
    title, body = "", ""
    for draft in drafts:
        if len(made) >= most:
            break
        title, body = title or draft.title, f"{body}\n{draft.body}" if body else draft.body
        if len(body) >= characters:
            made.append(Draft(title, body[:characters]))
            title, body = "", ""
    return made[:most]
