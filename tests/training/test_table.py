"""A table gives its rows, or says in words what is wrong with it."""

from pathlib import Path

import pytest

from model.errors import LabelledDataError
from training.table import read_table


def test_rows_of_the_columns_wanted_and_others(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("\ufeff标题,text\n甲,一\n乙,\n", "utf-8")
    assert read_table(path, ["text"], "page") == [{"标题": "甲", "text": "一"}, {"标题": "乙", "text": ""}]


def test_a_short_row_lacks_words_only(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("title,body\n甲\n", "utf-8")
    assert read_table(path, ["title", "body"], "page") == [{"title": "甲", "body": ""}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("标题\n甲\n".encode("gb18030"), "不是 UTF-8 编码的 CSV 表格"),
        (b"text\n", "没有列 text"),
        (b"", "没有列 text"),
        (b"title\na\n", "没有列 text"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_and_the_page(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(content)
    with pytest.raises(LabelledDataError, match=said) as caught:
        read_table(path, ["text"], "docs/speed.md")
    assert caught.value.where == "表.csv"
    assert caught.value.remedy
