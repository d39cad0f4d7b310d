"""The counts of an earlier session, from the file that was written then; what people changed in it counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import orjson

from api.batch.apart import Apart
from api.batch.cells import Row, Spoilt, text_of
from api.batch.separated import rows
from api.batch.sources import File, shown, unreadable, what_is
from api.errors import BatchError
from api.workbook.counts import Earlier
from api.workbook.details import GROUPED, NAME, NOT_GROUPED, VERDICT
from model.content import rubric
from model.review import Verdict
from model.rubric import FlagName

_HOLDS = "成立"
_VERDICTS: dict[str, Verdict] = {verdict: verdict for verdict in get_args(Verdict)}
_Told = dict[str, str]
"""A row: the text of each cell by the heading of its column."""


def read_earlier(path: Path) -> Earlier:
    """Count an earlier session.

    Args:
        path: a .xlsx, .csv, .jsonl or .parquet that ``lianshen score`` wrote.

    Raises:
        BatchError: it is no such file.
        LianshenError: it cannot be read.
    """
    verdicts: Counter[Verdict] = Counter()
    flags: Counter[FlagName] = Counter()
    grouped = 0
    try:
        for told in _told(path):
            verdict = _VERDICTS.get(told.get(VERDICT, ""))
            if verdict is None:  # a file that could not be read has a row in some forms
                continue
            verdicts[verdict] += 1
            grouped += told.get(GROUPED, "") not in {"", NOT_GROUPED}
            if verdict != "不宜作为建议":
                flags.update(name for name, flag in rubric().flags.items() if told.get(flag.name) == _HOLDS)
    except OSError as error:
        raise unreadable(shown(path), error) from error
    if not verdicts:
        raise BatchError(
            "里面没有以前审读的结论，不像是 lianshen score 写出的文件",
            where=shown(path),
            remedy="请用上次写出的 .xlsx、.csv、.jsonl 或 .parquet",
        )
    return Earlier(path.name, verdicts.total(), verdicts, flags, grouped)


def _told(path: Path) -> Iterator[_Told]:
    source, kind = File(shown(path), path), what_is(path.name)
    if kind == "csv":
        with source.stream() as stream:
            yield from _by_heading(rows(source.name, stream), [])
    elif kind == "jsonl":
        with source.stream() as stream:
            yield from filter(None, map(_of_line, stream))
    elif kind in {"workbook", "parquet"}:
        heads: dict[int, list[str]] = {}
        with Apart(1) as apart:
            for stretch in apart.table(source, kind):
                if kind == "parquet" or stretch.sheet.startswith(NAME):
                    head = heads.setdefault(stretch.index, list(stretch.header or ()))
                    yield from _by_heading(stretch.rows, head)


def _of_line(line: bytes) -> _Told | None:
    """Return what a line of JSON Lines tells; ``None`` where it is about no review."""
    try:
        review = orjson.loads(line)["review"]
        flags = {str(flag["name"]): str(flag["state"]) for flag in review["flags"]}
        return {VERDICT: str(review["verdict"]), **flags}
    except (orjson.JSONDecodeError, LookupError, TypeError):
        return None


def _by_heading(table: Iterable[Row | Spoilt], head: list[str]) -> Iterator[_Told]:
    """Yield the rows; the first of them fills ``head`` where that is empty."""
    for row in table:
        if isinstance(row, Spoilt):
            continue
        texts = [text_of(cell) for cell in row.cells]
        if head:
            yield dict(zip(head, texts, strict=False))
        else:
            head[:] = texts
