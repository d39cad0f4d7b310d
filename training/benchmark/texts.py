"""The texts a benchmark is run over."""

from collections.abc import Sequence
from pathlib import Path

from model.draft import Draft
from training.table import read_table

_COLUMNS = ("title", "body")


def read_texts(path: Path) -> list[Draft]:
    """Read drafts from a table with the columns title and body; others are left aside.

    Raises:
        LabelledDataError: a column or every row is missing, or the file is no table in UTF-8.
    """
    rows = read_table(path, _COLUMNS, "docs/speed.md")
    return [Draft(row["title"], row["body"]) for row in rows]


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
