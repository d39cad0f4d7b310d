"""Tables as text, in the encodings and with the separators that programs here write."""

import csv
import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.batch.cells import Row
from api.batch.rows import Entry, Unread
from api.batch.separated import rows
from model.errors import DraftError
from tests.api.batch.making import ASK, BODY, HEADER, SITUATION, TITLE, drafts, read, unread

PLAIN = f"序号,标题,内容\n1,{TITLE},{BODY}\n"


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "；", "|"])
def test_encoding_and_separator_are_found(tmp_path: Path, encoding: str, separator: str) -> None:
    text = PLAIN.replace(",", separator)
    (found,) = drafts(written(tmp_path / "表.csv", text, encoding))
    assert (found.origin.row, found.draft.title, found.draft.body) == (2, TITLE, BODY)


@pytest.mark.parametrize("name", ["表.tsv", "表.CSV"])
def test_the_ending_does_not_matter(tmp_path: Path, name: str) -> None:
    assert len(drafts(written(tmp_path / name, PLAIN.replace(",", "\t")))) == 1


def test_excel_may_say_the_separator(tmp_path: Path) -> None:
    assert len(drafts(written(tmp_path / "表.csv", "sep=;\n" + PLAIN.replace(",", ";")))) == 1


def test_line_breaks_and_commas_in_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    text = f'标题,内容\r\n"{TITLE}","{SITUATION}\r\n他说""好"",\n{ASK}"\r\n"{TITLE}",{BODY}\r\n'
    first, second = drafts(written(tmp_path / "表.csv", text))
    assert first.draft.body == f'{SITUATION}\n他说"好",\n{ASK}'
    assert [first.origin.row, second.origin.row] == [2, 3]


def test_rows_are_counted_as_excel_shows_them(tmp_path: Path) -> None:
    text = f'标题,内容\n"{TITLE}","{SITUATION}\n\n{ASK}"\n\n{TITLE},用5"水管{BODY}\n'
    text += f'只有标题,\n"{TITLE}",{BODY}\n'
    found = read(written(tmp_path / "表.csv", text))
    assert [each.origin.row for each in found] == [2, 4, 5, 6]
    found = read(written(tmp_path / "又.csv", f"sep=,\n{text}"))
    assert [each.origin.row for each in found] == [2, 4, 5, 6]


@pytest.mark.parametrize("last", ["", "\n", f"{TITLE},{BODY}"])
def test_a_quotation_mark_that_nobody_closed_swallows_one_row(tmp_path: Path, last: str) -> None:
    text = f'标题,内容\n{TITLE},"{BODY}\n' + f'"{TITLE}","{BODY}"\n' * 3 + last
    first, *others = read(written(tmp_path / "表.csv", text))
    assert isinstance(first, Unread)
    assert (first.origin.row, first.kind) == (2, "DraftDamaged")
    assert all(isinstance(each, Entry) for each in others)
    assert [each.origin.row for each in others] == [3, 4, 5, *([6] if last.strip() else [])]


def test_a_quotation_mark_swallows_no_megabytes(tmp_path: Path) -> None:
    text = f'标题,内容\n{TITLE},"{BODY}\n' + f"{TITLE},{BODY}\n" * 2000
    found = read(written(tmp_path / "表.csv", text))
    assert len(found) == 2001
    assert sum(isinstance(each, Unread) for each in found) == 1


def test_marks_without_end_are_given_up(tmp_path: Path) -> None:
    text = "标题,内容\n" + f'{TITLE},"{BODY}\n{TITLE},{BODY}\n' * 400
    last = read(written(tmp_path / "表.csv", text))[-1]
    assert isinstance(last, Unread)
    assert "后面的没有读" in last.problem


def test_an_inch_mark_is_no_quotation_mark(tmp_path: Path) -> None:
    (found,) = drafts(written(tmp_path / "表.csv", f'标题,内容\n{TITLE},{BODY}用5"水管\n'))
    assert found.draft.body == f'{BODY}用5"水管'


def test_a_line_in_another_encoding_spoils_no_other(tmp_path: Path) -> None:
    line = f"2,{TITLE},{BODY}\n"
    content = (PLAIN + line * 50).encode() + line.encode("gbk") + line.encode()
    (tmp_path / "表.csv").write_bytes(content)
    *_, second, third = read(tmp_path / "表.csv")
    assert isinstance(second, Unread)
    assert (second.origin.row, second.problem) == (53, "这一行是乱码")
    assert isinstance(third, Entry)


def test_a_stray_byte_is_mended_and_said(tmp_path: Path) -> None:
    content = PLAIN.encode()
    at = content.index("学生".encode())
    (tmp_path / "表.csv").write_bytes(content[:at] + b"\xff" + content[at:])
    (found,) = drafts(tmp_path / "表.csv")
    assert found.notices == ("这一行有 1 处乱码，已跳过。",)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_bytes(bytes(range(256)) * 50)
    assert unread(tmp_path / "表.csv").kind in {"DraftUnsupported", "DraftDamaged"}


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    assert unread(written(tmp_path / "表.csv", "\n \n")).kind == "DraftEmpty"


def test_a_line_without_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.batch.lines.LONGEST_ROW", 5000)
    text = PLAIN + "长" * 10_000 + "\n" + f"3,{TITLE},{BODY}\n"
    first, second, third = read(written(tmp_path / "表.csv", text))
    assert isinstance(second, Unread)
    assert (second.origin.row, second.kind) == (3, "DraftTooLarge")
    assert [each.origin.row for each in (first, third)] == [2, 4]


CELL = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters='\n\r\t",;'),
    max_size=20,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=8))
def test_what_a_program_writes_is_read_back(table: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADER, *table])
    found = list(rows("表.csv", io.BufferedReader(io.BytesIO(stream.getvalue().encode()))))
    assert all(isinstance(row, Row) for row in found)
    kept = [tuple(row) for row in table if any(cell and not cell.isspace() for cell in row)]
    assert [row.cells for row in found if isinstance(row, Row)][1:] == kept


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_no_bytes_upset_it(content: bytes) -> None:
    with suppress(DraftError):
        list(rows("表.csv", io.BufferedReader(io.BytesIO(content))))
