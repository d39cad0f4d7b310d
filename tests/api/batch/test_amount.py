"""About how many drafts there are is told in moments, and near enough for a remaining time."""

from pathlib import Path

import pytest

from api.batch.amount import about
from api.bulk.tables import shuffled, write_lines, write_table
from tests.api.batch.making import archive
from tests.small import small_corpus

DRAFTS = [labelled.draft for labelled in small_corpus().drafts]


@pytest.mark.parametrize(("name", "write"), [("建议.xlsx", write_table), ("建议.jsonl", write_lines)])
@pytest.mark.parametrize("rows", [3, 5000])
def test_the_rows_of_a_table_are_guessed_by_its_head(
    tmp_path: Path, name: str, write: object, rows: int
) -> None:
    written = write(tmp_path / name, shuffled(DRAFTS), rows)  # type: ignore[operator]
    assert about([written]) == pytest.approx(rows, rel=0.1, abs=1)


def test_each_file_of_a_folder_is_a_draft_unless_it_is_a_table(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.docx", "丙.pdf"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "丁.csv").write_text("标题,内容\n甲,乙\n丙,丁\n", "utf-8")
    assert about([tmp_path]) == 6
    assert about([tmp_path], [tmp_path / "甲.txt"]) == 5


def test_what_cannot_be_opened_is_one(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    assert about([tmp_path, Path("没有.csv")]) == 2


def test_files_in_an_archive_are_counted_and_a_table_in_one_is_not_guessed(tmp_path: Path) -> None:
    words = archive(tmp_path / "件.zip", {"甲.docx": b"x", "乙.txt": b"x"})
    assert about([words]) == 2
    assert about([archive(tmp_path / "表.zip", {"甲.csv": b"x"})]) is None


def test_an_empty_table_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "空.csv").touch()
    assert about([tmp_path]) == 0
