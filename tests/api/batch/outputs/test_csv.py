"""A CSV opens in Excel as it is, and nothing in it is a formula."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from api.batch.outputs.csv import write_csv
from api.batch.packed import pack
from api.batch.rows import Entry, Origin
from api.workbook.details import columns
from model.similar.groups import Group
from tests.api.batch.kept import row, unread
from tests.api.batch.outputs.conftest import Found
from tests.api.reviews import DRAFT, FLAWED


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_row_a_draft_with_the_columns_of_the_workbook(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.csv"
    write_csv(output, found([row(1), unread(2), row(3)], [Group((1, 3), 1, False, (1.0, 0.9), ((), ()))]))
    assert output.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = read(output)
    assert list(rows[0])[: len(columns())] == [column.heading for column in columns()]
    assert [each["序号"] for each in rows] == ["1", "2", "3"]
    assert rows[0]["结论"] == FLAWED.verdict
    assert rows[0]["模型"] == FLAWED.model
    assert rows[0]["相似组"] == "第1组\n（代表件）"
    assert rows[2]["相似组"] == "第1组"
    assert (rows[1]["读不了的原因"], rows[1]["来源"]) == ("文件已损坏", "坏.docx")
    assert rows[1]["结论"] == ""


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠a"])
def test_no_text_of_the_input_becomes_a_formula(found: Found, tmp_path: Path, start: str) -> None:
    output = tmp_path / "结果.csv"
    entry = Entry(1, Origin(f"{start}.docx"), DRAFT, {"代表": start, "编号": start})
    write_csv(output, found([(entry, pack(DRAFT, replace(FLAWED, title=start)))]))
    (said,) = read(output)
    assert {said["代表"], said["编号"], said["标题"]} == {f"'{start}"}
    assert said["来源"] == f"'{start}.docx"
    cells = [cell for cell in said.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋"))]
    assert cells == []


def test_a_lone_carriage_return_or_tab_does_not_smuggle_one_in(found: Found, tmp_path: Path) -> None:
    output = tmp_path / "结果.csv"
    entry = Entry(1, Origin("a.docx"), DRAFT, {"代表": "\t=1", "代表团": "\r=1"})
    write_csv(output, found([(entry, pack(DRAFT, FLAWED))]))
    (said,) = read(output)
    assert said["代表"] == "'\t=1"
    assert said["代表团"] == "'\r=1"
