"""Parquet files: the names of the columns are the headers."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.api.batch.making import BODY, TITLE, drafts, unread

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def written(path: Path, columns: Mapping[str, Sequence[object]]) -> Path:
    parquet.write_table(arrow.table(columns), path, row_group_size=300)
    return path


def test_a_row_is_a_draft(tmp_path: Path) -> None:
    columns: dict[str, list[object]] = {
        "标题": [TITLE, TITLE],
        "内容": [BODY, BODY],
        "日期": [date(2026, 1, 15), None],
        "代表": [["张三"], []],
    }
    first, second = drafts(written(tmp_path / "件.parquet", columns))
    assert (first.draft.title, first.draft.body) == (TITLE, BODY)
    assert [first.fields, second.fields] == [{"日期": "2026-01-15", "代表": "张三"}, {}]
    assert [first.origin.row, second.origin.row] == [1, 2]


def test_parts_in_a_folder_are_read_in_order(tmp_path: Path) -> None:
    for part in (10, 2):
        written(tmp_path / f"part-{part}.parquet", {"title": [f"{TITLE}{part}"] * 700, "body": [BODY] * 700})
    found = drafts(tmp_path)
    assert [each.origin.row for each in found] == [*range(1, 701)] * 2
    assert found[0].draft.title == f"{TITLE}2"


def test_a_broken_file_is_said(tmp_path: Path) -> None:
    content = written(tmp_path / "件.parquet", {"title": [TITLE], "body": [BODY]}).read_bytes()
    (tmp_path / "件.parquet").write_bytes(content[:-50])
    assert unread(tmp_path / "件.parquet").kind == "DraftDamaged"


def test_columns_that_cannot_be_told_are_said(tmp_path: Path) -> None:
    assert unread(written(tmp_path / "件.parquet", {"a": [1], "b": [2]})).problem.endswith("表头是：a、b")


def test_without_the_extra_it_is_said_what_to_install() -> None:
    program = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from api.batch.parquet import table\n"
        "try:\n    table('件.parquet', b'')\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    said = run.stdout
    assert said.startswith("ExtraMissing")
    assert "cluster" in said
