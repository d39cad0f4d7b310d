"""Whatever a file holds, its cells are text that Excel opens."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from api.batch.rows import Origin, Scored, Unread
from api.workbook.cells import CUT, LONGEST, cell_text
from api.workbook.contents import Contents
from api.workbook.writing import write_workbook
from model.draft import Draft
from tests.api.reviews import CLEAN
from tests.api.workbook.sessions import DAY, rows_of, scored, session, written

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "{=1}", '=HYPERLINK("http://a","b")']
MARKUP = ["<r><t>x</t></r>", "<r>", "&amp;", "]]>", "_x0041_", "http://example.com", "'=1"]
ODD = ["\x00\x07甲", "\ud800乙", "\ufffe丙", "丁\u202e戊", "\t己", "007", "1e5", "TRUE", "#REF!"]


@pytest.mark.parametrize("words", FORMULAS + MARKUP)
def test_a_text_stays_the_text_it_is(tmp_path: Path, words: str) -> None:
    draft = scored(1, replace(CLEAN, title=words), {"编号": words, "代表": words}, file=words)
    book = written(tmp_path, session(draft))
    row = rows_of(book["明细"])[0]
    # openpyxl leaves it to its users to undo how a workbook writes _x0041_ so that it is no A.
    assert {unescape(str(row[name])).strip() for name in ("标题", "编号", "代表")} == {words}
    assert {cell.data_type for cell in book["明细"][2]} <= {"s", "inlineStr", "n"}


@pytest.mark.parametrize("words", FORMULAS[:4])
def test_what_would_act_when_edited_is_marked_as_text(tmp_path: Path, words: str) -> None:
    book = written(tmp_path, session(scored(1, CLEAN, {"编号": words})))
    assert book["明细"]["B2"].quotePrefix
    assert not book["明细"]["C2"].quotePrefix


@pytest.mark.parametrize("words", ODD)
def test_odd_characters_break_nothing(tmp_path: Path, words: str) -> None:
    unread = Unread(2, Origin(words, words, 3), words, words, words)
    contents = Contents(
        lambda: [scored(1, replace(CLEAN, title=words), {"代表团": words})], lambda: [unread], DAY
    )
    book = written(tmp_path, contents)
    assert isinstance(rows_of(book["明细"])[0]["标题"], str)
    assert isinstance(rows_of(book["错误"])[0]["什么问题"], str)


@given(st.text())
def test_a_cell_holds_only_what_xml_holds(text: str) -> None:
    assert all(
        character in "\n" or (character >= " " and not "\ud800" <= character <= "\udfff")
        for character in cell_text(text)
    )


@pytest.mark.parametrize("character", ["字", "𠮷", "a"])
def test_a_text_longer_than_a_cell_is_cut_with_a_mark(character: str) -> None:
    cut = cell_text(character * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 in {LONGEST, LONGEST - 1}
    assert cut.endswith(CUT)
    assert cut.startswith(character)
    assert cell_text("a" * LONGEST) == "a" * LONGEST


def test_a_million_words_fit_the_workbook(tmp_path: Path) -> None:
    long = "请把路修好。" * 200_000
    draft = scored(1, replace(CLEAN, title=long), {"办理情况": long}, Draft("题", long))
    row = rows_of(written(tmp_path, session(draft))["明细"])[0]
    assert str(row["办理情况"]).endswith(CUT)
    assert str(row["标题"]).endswith(CUT)


def test_an_output_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="没有"):
        write_workbook(tmp_path / "没有" / "结果.xlsx", session(scored(1, CLEAN, {})))
    (tmp_path / "夹.xlsx").mkdir()
    with pytest.raises(OSError, match="夹"):
        write_workbook(tmp_path / "夹.xlsx", session(scored(1, CLEAN, {})))
    assert [file.name for file in tmp_path.iterdir()] == ["夹.xlsx"]


def test_what_a_killed_run_left_is_taken_away(tmp_path: Path) -> None:
    left = tmp_path / "结果.xlsx.rows"
    left.mkdir()
    (left / "tmp").write_text("行")
    write_workbook(tmp_path / "结果.xlsx", session(scored(1, CLEAN, {})))
    assert [file.name for file in tmp_path.iterdir()] == ["结果.xlsx"]


def test_a_source_that_fails_leaves_no_rows_behind(tmp_path: Path) -> None:
    def reviews() -> Iterator[Scored]:
        yield scored(1, CLEAN, {})
        raise RuntimeError("断了")

    with pytest.raises(RuntimeError, match="断了"):
        write_workbook(tmp_path / "结果.xlsx", Contents(reviews, tuple, DAY))
    assert not (tmp_path / "结果.xlsx.rows").exists()  # of half a file the caller disposes


def test_a_delegation_column_full_of_something_else_stays_small(tmp_path: Path) -> None:
    many = (scored(number, CLEAN, {"代表团": f"第{number}格"}) for number in range(1, 2_500))
    write_workbook(tmp_path / "结果.xlsx", Contents(lambda: many, tuple, DAY))
    said = [row[0].value for row in load_workbook(tmp_path / "结果.xlsx")["总览"].rows]
    assert "代表团（件数最多的 15 个）" in said
    assert "其他" in said
