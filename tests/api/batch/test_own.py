"""What this program wrote is no draft; what an office added to it is."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from api.batch.inputs import listed
from api.batch.outputs.csv import write_csv
from api.batch.outputs.jsonl import write_jsonl
from api.batch.outputs.parquet import write_parquet
from api.batch.outputs.results import Results
from api.batch.outputs.xlsx import write_xlsx
from api.batch.rows import Entry, Unread
from api.batch.work import Work
from api.workbook.earlier import read_earlier
from api.workbook.writing import write_workbook
from tests.api.batch.kept import over_nothing, row
from tests.api.batch.kept import unread as unread_row
from tests.api.batch.making import BODY, HEADER, ROW, TITLE, drafts, read, unread, workbook
from tests.api.workbook.sessions import SESSION

OWN = "这是联审写出的结果，不是草稿"
WRITERS: dict[str, Callable[[Path, Results], None]] = {
    "结果.xlsx": write_xlsx, "结果.csv": write_csv, "结果.jsonl": write_jsonl, "结果.parquet": write_parquet,
}  # fmt: skip


@pytest.fixture
def results(tmp_path: Path) -> Iterator[Results]:
    with closing(Work.begin(tmp_path / "kept.work", over_nothing(), restart=False)) as work:
        work.add([unread_row(1), row(2), row(3)])
        yield Results(work, SESSION)


@pytest.fixture
def result(tmp_path: Path) -> Path:
    """A workbook with every sheet there is."""
    write_workbook(tmp_path / "结果.xlsx", SESSION)
    return tmp_path / "结果.xlsx"


@pytest.mark.parametrize("name", WRITERS)
def test_each_form_of_result_is_refused_once_and_the_rest_is_read(
    results: Results, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    WRITERS[name](folder / name, results)
    workbook(folder / "表.xlsx", [HEADER, ROW])
    own, drafts_left = sorted(read(folder), key=lambda each: isinstance(each, Entry))
    assert isinstance(own, Unread)
    assert (own.kind, own.problem) == ("OwnResult", OWN)
    assert (own.origin.file, own.origin.sheet, own.origin.row) == (str(folder / name), "", 0)
    assert isinstance(drafts_left, Entry)
    assert read_earlier(folder / name).drafts > 0


def test_a_file_of_nothing_but_errors_is_ours_too(tmp_path: Path) -> None:
    with closing(Work.begin(tmp_path / "kept.work", over_nothing(), restart=False)) as work:
        work.add([unread_row(1)])
        write_jsonl(tmp_path / "结果.jsonl", Results(work, SESSION))
    assert unread(tmp_path / "结果.jsonl").problem == OWN


def test_each_sheet_by_itself_is_ours(result: Path, tmp_path: Path) -> None:
    names = openpyxl.load_workbook(result).sheetnames
    assert len(names) == 8
    for name in names:
        book = openpyxl.load_workbook(result)
        for other in names:
            if other != name:
                book.remove(book[other])
        book.save(tmp_path / "一张.xlsx")
        assert unread(tmp_path / "一张.xlsx").problem == OWN, name


def test_a_dry_run_says_so(result: Path) -> None:
    (found,) = listed([result])
    assert (found.kind, found.problem, found.drafts) == ("不读", OWN, 0)


def _kept(result: Path, added: str) -> Path:
    """Add a column with the drafts to 明细, as an office does that works on in it."""
    book = openpyxl.load_workbook(result)
    details = book["明细"]
    assert isinstance(details, Worksheet)
    column = details.max_column + 1
    details.cell(1, column, added)
    for number in range(2, details.max_row + 1):
        details.cell(number, column, BODY)
    book.save(result)
    return result


@pytest.mark.parametrize("added", ["内容", "正文", "建议内容", "建议"])
def test_details_to_which_somebody_added_the_drafts_are_read_without_our_reasons(
    result: Path, added: str
) -> None:
    *found, own = read(_kept(result, added))
    assert isinstance(own, Unread)
    assert own.problem == OWN
    assert "总览" in own.origin.sheet
    assert "明细" not in own.origin.sheet
    assert len(found) == 4
    assert all(isinstance(each, Entry) and each.draft.body == BODY for each in found)


def test_a_sheet_of_drafts_that_was_added_to_our_workbook_is_read(result: Path) -> None:
    book = openpyxl.load_workbook(result)
    sheet = book.create_sheet("补交")
    for each in (HEADER, ROW):
        sheet.append(each)
    book.save(result)
    first, own = read(result)
    assert isinstance(first, Entry)
    assert first.origin.sheet == "补交"
    assert isinstance(own, Unread)


def test_a_letter_is_meant_for_another_table(result: Path, tmp_path: Path) -> None:
    workbook(tmp_path / "表.xlsx", [("甲", "乙", "丙"), (1, TITLE, BODY)])
    found = read(tmp_path / "表.xlsx", result, mapping={"标题": "B", "正文": "C"})
    assert [each.problem for each in found if isinstance(each, Unread)] == [OWN]


def _table(*header: str) -> Sequence[Sequence[Any]]:
    return [header, [TITLE, *[BODY] * (len(header) - 1)]]


@pytest.mark.parametrize("header", ["原因", "理由", "提出理由", "原因分析", "依据"])
def test_grounds_alone_are_no_body(tmp_path: Path, header: str) -> None:
    found = unread(workbook(tmp_path / "表.xlsx", _table("标题", header)))
    assert (found.kind, "看不出哪一列是内容" in found.problem) == ("ColumnError", True)
    (told,) = drafts(tmp_path / "表.xlsx", mapping={"正文": header})
    assert told.draft.body == BODY


@pytest.mark.parametrize("other", ["办法", "建议", "内容", "情况"])
def test_grounds_beside_another_part_of_the_draft_belong_to_it(tmp_path: Path, other: str) -> None:
    (found,) = drafts(workbook(tmp_path / "表.xlsx", _table("案由", "理由", other)))
    assert "理由" in found.draft.body
    assert found.draft.body.count(BODY) == 2


@pytest.mark.parametrize("header", ["建议", "问题", "诉求", "情况", "办法"])
def test_a_part_that_says_what_is_wanted_or_wrong_may_be_all_of_it(tmp_path: Path, header: str) -> None:
    (found,) = drafts(workbook(tmp_path / "表.xlsx", _table("标题", header)))
    assert found.draft.body == BODY
