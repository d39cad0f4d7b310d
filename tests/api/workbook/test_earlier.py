"""An earlier session is counted from the file that was written then."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.errors import BatchError
from api.workbook.earlier import read_earlier
from model.errors import LianshenError
from tests.api.workbook.sessions import SESSION, written


def test_a_workbook_is_counted(tmp_path: Path) -> None:
    written(tmp_path, SESSION)
    earlier = read_earlier(tmp_path / "结果.xlsx")
    assert (earlier.name, earlier.drafts, earlier.grouped) == ("结果.xlsx", 4, 2)
    assert earlier.verdicts == {"可提交": 2, "修改后提交": 1, "不宜作为建议": 1}
    assert earlier.flags == {"vague": 1}


def test_all_sheets_of_a_long_table_are_counted(tmp_path: Path) -> None:
    written(tmp_path, SESSION, rows=3)
    assert read_earlier(tmp_path / "结果.xlsx").drafts == 4


def test_what_a_person_changed_in_it_counts(tmp_path: Path) -> None:
    written(tmp_path, SESSION)
    book = load_workbook(tmp_path / "结果.xlsx")
    book["明细"]["F3"] = "可提交"
    book.save(tmp_path / "改过.xlsx")
    assert read_earlier(tmp_path / "改过.xlsx").verdicts["可提交"] == 3


def test_a_csv_is_counted_but_for_rows_without_a_verdict(tmp_path: Path) -> None:
    file = tmp_path / "上次.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = [("序号", "结论", "内容模糊"), (1, "可提交", "不成立"), (2, "修改后提交", "成立"), (3, "", "")]
        csv.writer(stream).writerows(rows)
    earlier = read_earlier(file)
    assert (earlier.drafts, earlier.flags["vague"]) == (2, 1)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "别的.csv"
    file.write_text("标题,正文\n甲,乙\n", "utf-8")
    with pytest.raises(BatchError, match="没有以前审读的结论"):
        read_earlier(file)
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    with pytest.raises(LianshenError, match="打不开"):
        read_earlier(broken)
    with pytest.raises(LianshenError, match="没有"):
        read_earlier(tmp_path / "没有.csv")
