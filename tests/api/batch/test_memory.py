"""Memory does not grow with the input."""

import json
import tracemalloc
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest

from api.batch.inputs import entries
from tests.api.batch.making import BODY, HEADER, TITLE, archive, workbook

ROWS = 8_000


def lines(kind: str) -> str:
    # No two alike: what packs too well would be taken for a bomb.
    bodies = (f"{BODY}{sha256(bytes(number)).hexdigest()}" for number in range(ROWS))
    if kind == "csv":
        return "标题,内容\n" + "".join(f"{TITLE},{body}\n" for body in bodies)
    return "".join(f"{json.dumps({'title': TITLE, 'body': body}, ensure_ascii=False)}\n" for body in bodies)


def grown(stream: Iterator[object]) -> int:
    """Return by how many bytes the peak grows after the first thousand."""
    tracemalloc.start()
    try:
        assert sum(1 for _ in islice(stream, 1000)) == 1000
        _, before = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        assert sum(1 for _ in stream) == ROWS - 1000
        _, after = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return after - before


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_tables_are_read_row_by_row(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"表.{kind}"
    path.write_text(lines(kind), "utf-8")
    assert grown(entries([path])) < 300_000


def test_tables_in_archives_are_too(tmp_path: Path) -> None:
    path = archive(tmp_path / "件.zip", {"表.csv": lines("csv").encode()})
    assert grown(entries([path])) < 300_000


def test_workbooks_are_handed_over_a_stretch_at_a_time(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "表.xlsx", [HEADER, *([number, TITLE, f"{BODY}{number}"] for number in range(ROWS))]
    )
    assert grown(entries([path])) < 3_000_000
