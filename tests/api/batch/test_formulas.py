"""A formula whose result nobody kept is said to be one, whoever wrote it."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from api.batch import formulas
from api.batch.packages import check_workbook
from api.batch.rows import Entry, Unread
from tests.api.batch.making import BODY, HEADER, ROW, TITLE, drafts, read, workbook

SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PROBLEM = "这一格是公式，没有存下结果"
REMEDY = "请用 Excel 或 WPS 打开、保存一次再试"


def changed(path: Path, old: str, new: str) -> Path:
    """Write the sheet as another program does."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return path


def told(path: Path) -> list[tuple[int, str]]:
    return [(each.origin.row, each.problem) for each in read(path) if isinstance(each, Unread)]


@pytest.mark.parametrize(("cells", "named"), [((1, '="关于"&E2', BODY), "标题"), ((1, TITLE, "=E2"), "内容")])
def test_a_title_or_body_that_is_one_is_said(tmp_path: Path, cells: tuple[object, ...], named: str) -> None:
    first, second = read(workbook(tmp_path / "表.xlsx", [HEADER, cells, ROW]))
    assert isinstance(first, Unread)
    assert (first.kind, first.problem, first.remedy) == ("DraftEmpty", f"“{named}”{PROBLEM}", REMEDY)
    assert first.origin.row == 2
    assert isinstance(second, Entry)


def test_rows_of_nothing_else_are_said_to_the_last(tmp_path: Path) -> None:
    rows = [HEADER, ("=ROW()", "=F2", "=G2"), ROW, ("=ROW()", "=F4", "=G4"), ("=ROW()", "=F5", "=G5")]
    assert told(workbook(tmp_path / "表.xlsx", rows)) == [(row, f"“标题”{PROBLEM}") for row in (2, 4, 5)]


def test_of_several_sheets_each_is_told_by_its_own(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, ROW], [HEADER, ROW, (2, "=F3", BODY)])
    assert told(path) == [(3, f"“标题”{PROBLEM}")]


@pytest.mark.parametrize(
    "written",
    ["<f>F2</f>", "<f>F2</f><v/>", "<f>F2</f><v />", '<f t="shared" si="0">F2</f>\n<v></v>'],
)
def test_every_way_of_writing_no_result_is_known(tmp_path: Path, written: str) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, (1, "=F2", BODY)])
    assert told(changed(path, "<f>F2</f><v></v>", written)) == [(2, f"“标题”{PROBLEM}")]


def test_cells_that_do_not_say_where_they_are_are_counted(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, (1, "=F2", BODY)])
    assert told(changed(changed(path, ' r="B2"', ""), ' r="2"', "")) == [(2, f"“标题”{PROBLEM}")]


def test_names_with_a_prefix_are_known(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, (1, "=F2", BODY)])
    changed(
        path,
        "<worksheet xmlns=",
        '<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns=',
    )
    changed(path, '<c r="B2"><f>F2</f><v></v></c>', '<x:c r="B2"><x:f>F2</x:f><x:v></x:v></x:c>')
    assert told(path) == [(2, f"“标题”{PROBLEM}")]


def test_an_empty_text_that_was_kept_is_a_result(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, (1, "=F2", BODY), ("=G3", "=F3", "=H3")])
    for cell in ("A3", "B3", "C3", "B2"):
        changed(path, f'<c r="{cell}">', f'<c r="{cell}" t="str">')
    (found,) = drafts(path)
    assert found.notices == ("这一行没有标题，只审了内容。",)


def test_who_brings_it_in_being_one_is_noticed(tmp_path: Path) -> None:
    (found,) = drafts(workbook(tmp_path / "表.xlsx", [HEADER, (1, TITLE, BODY, "=VLOOKUP(A2,名单!A:B,2)")]))
    assert found.fields == {"编号": "1"}
    assert found.notices == (f"“领衔代表”{PROBLEM}，没有读。",)


def test_columns_of_no_concern_do_not_matter(tmp_path: Path) -> None:
    (found,) = drafts(workbook(tmp_path / "表.xlsx", [(*HEADER, "字数"), (*ROW, "=LEN(C2)")]))
    assert found.notices == ()


def test_a_workbook_whose_results_are_kept_is_gone_through_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "表.xlsx", [HEADER, (1, "=F2", BODY)])
    assert check_workbook(path.name, str(path))
    changed(path, '<c r="B2"><f>F2</f><v></v>', '<c r="B2" t="str"><f>F2</f><v></v>')
    assert not check_workbook(path.name, str(path))
    changed(path, "<f>F2</f><v></v>", "<f>F2</f><v>3</v>")
    assert not check_workbook(path.name, str(path))


@pytest.mark.parametrize(("kind", "found"), [("", True), (' t="str"', False)])
def test_a_cell_may_lie_in_two_blocks(kind: str, found: bool) -> None:
    text = f'<c r="B2"{kind}><f>{"F2+" * 100}F2</f><v></v></c>'.encode()
    for at in range(1, len(text)):
        looking = formulas.Looking()
        looking.at(b" " * 30_000 + text[:at])
        looking.at(text[at:] + b" " * 30_000)
        assert looking.found is found, at
