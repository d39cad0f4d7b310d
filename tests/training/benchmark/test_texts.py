"""The texts a benchmark is run over."""

from pathlib import Path

import pytest

from model.draft import Draft
from model.errors import LabelledDataError
from training.benchmark.texts import of_length, read_texts


def test_title_and_body_are_read_and_other_columns_left_aside(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text('id,title,body\n7,路坏了,"请修路，\n尽快。"\n8,,\n', "utf-8-sig")
    assert read_texts(table) == [Draft("路坏了", "请修路，\n尽快。"), Draft("", "")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,title\n1,路坏了\n".encode(), "没有列 body"),
        (b"", "没有列 title、body"),
        (b"title,body\n", "没有列 title、body"),
        ("title,body\n路坏了,请修路。\n".encode("gb18030"), "不是 UTF-8"),
    ],
)
def test_what_is_no_table_of_texts_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_bytes(content)
    with pytest.raises(LabelledDataError, match=words) as raised:
        read_texts(table)
    assert raised.value.where == "a.csv"


def test_longer_texts_are_cut_and_shorter_ones_put_together() -> None:
    long, short = Draft("长", "路" * 50), Draft("短", "灯" * 8)
    made = of_length([long, short, short, short, short, long], 20, 60)
    assert {len(draft.body) for draft in made} == {20}
    assert made[:2] == [Draft("长", "路" * 20)] * 2
    assert Draft("短", "灯" * 8 + "\n" + "灯" * 8 + "\n灯灯") in made
    assert of_length([long, long, long], 20, 2) == made[:2]
    assert of_length([short], 20, 2) == []
