"""Tables of as many drafts as are wanted, no two of them on the same matter."""

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import orjson
import xlsxwriter

from model.draft import Draft

_HEADER = ("编号", "标题", "内容", "代表", "代表团")
_DELEGATIONS = 30


def shuffled(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield drafts without end, as long as real ones, made of sentences of real ones drawn by lot.

    The same drafts again and again would be one large group of copies, which no session is.
    """
    lots = random.Random(2026)  # noqa: S311 - no secret hangs on it
    sentences = [
        draft.body[sentence.start : sentence.end].strip() for draft in drafts for sentence in draft.sentences
    ]
    while True:
        like = lots.choice(drafts)
        body = ""
        while len(body) < len(like.body):
            body += lots.choice(sentences)
        yield Draft(lots.choice(drafts).title, body, like.level)


def write_table(path: Path, drafts: Iterable[Draft], number: int) -> Path:
    """Write a workbook with one sheet."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("建议")
        for row, values in enumerate([_HEADER, *_rows(drafts, number)]):
            for column, value in enumerate(values):
                sheet.write_string(row, column, value)
    return path


def write_lines(path: Path, drafts: Iterable[Draft], number: int) -> Path:
    """Write JSON Lines."""
    with path.open("wb") as file:
        for values in _rows(drafts, number):
            file.write(
                orjson.dumps(dict(zip(_HEADER, values, strict=True)), option=orjson.OPT_APPEND_NEWLINE)
            )
    return path


def _rows(drafts: Iterable[Draft], number: int) -> Iterator[tuple[str, ...]]:
    for row, draft in enumerate(islice(drafts, number), 1):
        yield (
            f"第{row}号",
            draft.title,
            draft.body,
            f"代表{row}",
            f"第{row % _DELEGATIONS + 1}代表团",
        )
