"""Parquet has the rows of the CSV, with types."""

from pathlib import Path

import pytest
from pyarrow import parquet

from api.batch.outputs.parquet import write_parquet
from api.workbook.details import columns
from model.errors import ExtraMissing
from tests.api.batch.kept import row, unread
from tests.api.batch.outputs.conftest import Found
from tests.api.reviews import FLAWED


def test_rows_have_types(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.parquet"
    write_parquet(output, found([row(1), unread(2), row(3)]))
    table = parquet.read_table(output)
    assert table.column_names[: len(columns())] == [column.heading for column in columns()]
    assert table["序号"].to_pylist() == [1, 2, 3]
    assert table["内容模糊的可能性"].to_pylist()[0] == FLAWED.flags[1].probability
    assert table["模型"].to_pylist() == [FLAWED.model, None, FLAWED.model]
    assert table["读不了的原因"].to_pylist() == [None, "文件已损坏", None]


def test_more_rows_than_are_written_at_once_are_all_there(
    found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.batch.outputs.parquet._ROWS_AT_ONCE", 3)
    output = tmp_path / "结果.parquet"
    write_parquet(output, found([row(number) for number in range(1, 9)]))
    assert parquet.read_table(output)["序号"].to_pylist() == list(range(1, 9))


def test_without_the_library_it_is_said_which_to_install(
    found: Found, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.batch.outputs.parquet.find_spec", lambda _name: None)
    output = tmp_path / "结果.parquet"
    with pytest.raises(ExtraMissing, match=r"pip install '\.\[cluster\]'"):
        write_parquet(output, found([row(1)]))
    assert not output.exists()
