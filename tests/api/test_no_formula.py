"""No table that is written has a cell another program takes for a formula; what is read back is whole."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

import api
from api.batch.outputs.csv import write_csv
from api.batch.outputs.results import Results
from api.batch.outputs.xlsx import write_xlsx
from api.batch.packed import pack
from api.batch.rows import Entry, Origin, Scored, Unread
from api.batch.work import Row, Work
from api.bulk.tables import write_table
from api.desk.exporting import contents_of, table_of
from api.desk.wanted import Wanted
from api.labels.exporting import export_labels
from api.labels.harmless import escaped, unescaped
from api.labels.problem import UNIT, Problem
from api.labels.record import Record
from api.labels.report import report
from api.labels.written import Place
from api.safe import may_act
from api.storage.database import Database
from api.units.exporting import export_units
from api.units.own import FormerName, OwnList, OwnUnit
from api.units.reading import read as read_units
from api.units.written import Written
from api.workbook.contents import Contents
from api.workbook.writing import write_workbook
from model.draft import Draft
from model.similar.groups import Group
from tests.api.batch.kept import over_nothing
from tests.api.desk.office import office
from tests.api.labels.importing import import_file, put
from tests.api.reviews import DRAFT, FLAWED
from training.local.label import Label
from training.local.said import Said

DAY = date(2026, 11, 26)
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BEFORE = ("", " ", "\t", "\r", "\n", "\r\n", "\u3000", "\xa0", "\u200b", "\ufeff", "'", "''", "' ")
WORDS = [f"{before}{start}cmd|' /C calc'!A0" for start in STARTS for before in BEFORE]
SEEN = [f"{start}{1}甲" for start in STARTS] + ["'=1甲", "''+甲", "'－甲"]
"""Texts without blanks around them, which an import would leave out."""


def _results(folder: Path) -> Iterator[Results]:
    with closing(Work.begin(folder / "kept.work", over_nothing(), restart=False)) as work:
        rows: list[Row | Unread] = [_row(number, words) for number, words in enumerate(WORDS, 1)]
        last = len(rows) + 1
        work.add([*rows, Unread(last, Origin(WORDS[0], WORDS[1], 1), "DraftDamaged", WORDS[2], WORDS[3])])
        groups = [Group((1, 2), 1, False, (1.0, 0.9), ((), ()))]
        yield Results(work, Contents(work.scored, work.unread, DAY, groups))


def _fields(words: str) -> dict[str, str]:
    return dict.fromkeys(("编号", "代表", "代表团", "届次", "日期", "承办单位", "办理情况"), words)


def _row(number: int, words: str) -> Row:
    entry = Entry(number, Origin(f"{words}.docx", words, 3), DRAFT, _fields(words), (words,))
    return entry, pack(DRAFT, replace(FLAWED, title=words, summary=words))


def _scored(output: Path, database: Database) -> None:
    del database
    for results in _results(output.parent):
        (write_csv if output.suffix == ".csv" else write_xlsx)(output, results)


def _desk(output: Path, database: Database) -> None:
    scored = [
        Scored(
            Entry(number, Origin(words), Draft(words, DRAFT.body), _fields(words)),
            replace(FLAWED, title=words),
        )
        for number, words in enumerate(WORDS[::7], 1)
    ]
    desk = office(database, scored)
    desk.decide("returned", desk.pieces[0], opinion=WORDS[0])
    desk.unread(WORDS[1])
    if output.suffix == ".csv":
        from api.batch.outputs.csv import lines  # noqa: PLC0415 - as the page does

        output.write_text("".join(lines(table_of(database, Wanted()))), "utf-8-sig", newline="")
    else:
        write_workbook(output, contents_of(database, Wanted(), DAY))


def _records(words: Sequence[str]) -> list[Record]:
    when = datetime(2026, 3, 2, tzinfo=UTC)
    said = Said(main="教育局", co=())
    return [
        Record(
            Label(Draft(each, f"{each}修路。"), said, each, when, "import"), each, {"备注": each, each: each}
        )
        for each in words
    ]


def _labels(output: Path, database: Database) -> None:
    put(database, _records(WORDS))
    export_labels(database, output)


def _units(output: Path, database: Database) -> None:
    del database
    export_units(_own(WORDS), output)


def _own(words: Sequence[str]) -> OwnList:
    units = tuple(OwnUnit(each, (each,), each) for each in words)
    return OwnList(units, tuple(FormerName(each, each, None, DAY) for each in words))


def _problems(output: Path, database: Database) -> None:
    del database
    with report(output) as heard:
        for each in WORDS:
            heard(Problem(Place(each, 1, sheet=each), UNIT, each, each, reference=each))


def _bulk(output: Path, database: Database) -> None:
    del database
    write_table(output, (Draft(each, each) for each in WORDS), len(WORDS))


WRITERS: dict[str, Callable[[Path, Database], None]] = {
    "score.csv": _scored, "score.xlsx": _scored,
    "desk.csv": _desk, "desk.xlsx": _desk,
    "labels.csv": _labels, "labels.xlsx": _labels,
    "units.csv": _units, "units.xlsx": _units,
    "problems.csv": _problems, "problems.xlsx": _problems,
    "bulk.xlsx": _bulk,
}  # fmt: skip


@pytest.fixture
def database(tmp_path: Path, sqlite_tables: bytes) -> Iterator[Database]:
    file = tmp_path / "service.sqlite3"
    file.write_bytes(sqlite_tables)
    opened = Database.open(f"sqlite:///{file}")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", WRITERS)
def test_no_cell_of_any_table_acts(tmp_path: Path, database: Database, name: str) -> None:
    output = tmp_path / name
    WRITERS[name](output, database)
    if output.suffix == ".csv":
        with output.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert any(cell.startswith("'") for cell in cells)
        assert [cell for cell in cells if may_act(cell) and not cell.startswith("'")] == []
        return
    found = [cell for sheet in load_workbook(output) for row in sheet.iter_rows() for cell in row]
    assert any(isinstance(cell.value, str) and may_act(cell.value) for cell in found)
    assert [cell.coordinate for cell in found if cell.data_type == "f" or cell.hyperlink] == []


@pytest.mark.parametrize("words", [*WORDS, "甲", "", "'甲", "''", "1-2", "　　为了"])
def test_what_is_kept_from_acting_comes_back_as_it_was(words: str) -> None:
    assert may_act(words) == any(start in words[:4] and "1" not in words for start in STARTS)
    assert escaped(words).startswith("'") or not may_act(words)
    assert unescaped(escaped(words)) == words


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_labels_and_units_come_back_as_they_were(tmp_path: Path, database: Database, name: str) -> None:
    export_units(_own(SEEN), tmp_path / name)
    units = [each for each in read_units(tmp_path / name) if isinstance(each, Written)]
    assert [(each.name, each.duties, each.former) for each in units] == [(each, each, each) for each in SEEN]
    put(database, _records(SEEN))
    export_labels(database, tmp_path / name)
    outcome, problems = import_file(database, tmp_path / name)
    assert (outcome.already, outcome.taken, problems) == (len(SEEN), 0, [])


def test_every_writer_of_tables_is_tried_here() -> None:
    """A module that is new here needs a line in :data:`WRITERS` first."""
    folder = Path(api.__file__).parent
    found = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if any(
            mark in path.read_text("utf-8") for mark in ("csv.writer(", "DictWriter(", "xlsxwriter.Workbook(")
        )
    }
    assert found == {"batch/outputs/csv.py", "labels/sheet.py", "bulk/tables.py"}
