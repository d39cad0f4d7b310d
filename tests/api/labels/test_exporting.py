"""What is written, in which form, and what is refused."""

from pathlib import Path

import openpyxl
import pytest

from api.errors import OutputRefused
from api.labels.exporting import export_labels, form_for
from api.labels.form import Form
from api.labels.record import Record
from api.labels.report import HEADERS, report
from api.labels.store import standing_labels
from api.storage.database import Database
from model.draft import Draft
from tests.api.desk.pieces import put_some, say, somebody
from tests.api.labels.importing import WHEN, import_file, labels, put
from training.local.label import Label
from training.local.said import Said


@pytest.mark.parametrize(
    ("name", "form", "chosen"),
    [
        ("a.xlsx", None, "table"),
        ("a.CSV", None, "table"),
        ("a.jsonl", None, "jsonl"),
        ("a.jsonl", "doccano", "doccano"),
        ("a.json", "argilla", "argilla"),
    ],
)
def test_the_ending_tells_the_form(name: str, form: Form | None, chosen: Form) -> None:
    assert form_for(Path(name), form) == chosen


@pytest.mark.parametrize(
    ("name", "form", "told"),
    [
        ("a.json", None, "看不出是给哪个工具的"),
        ("a.docx", None, "请以 .xlsx、.csv、.jsonl、.json 结尾"),
        ("a.xlsx", "doccano", "请以 .jsonl 结尾"),
        ("a", "table", "请以 .xlsx、.csv 结尾"),
    ],
)
def test_an_ending_that_does_not_go_with_the_form_is_refused(name: str, form: Form | None, told: str) -> None:
    with pytest.raises(OutputRefused, match=told):
        form_for(Path(name), form)


def test_labels_of_the_desk_leave_as_those_of_files_do(
    database: Database, other: Database, tmp_path: Path
) -> None:
    li = somebody(database)
    (piece,) = put_some(database)
    say(database, li, piece, Said({"vague": True}, main="教育局"))
    export_labels(database, tmp_path / "a.xlsx")
    import_file(other, tmp_path / "a.xlsx")
    (there,), (here,) = labels(other), standing_labels(database)
    assert (there.draft, there.said, there.annotator, there.made) == (
        here.draft,
        here.said,
        "李审核",
        here.made,
    )
    assert (here.source, there.source) == ("desk", "import")
    outcome, problems = import_file(database, tmp_path / "a.xlsx")
    assert (outcome.taken, outcome.already, problems) == (0, 1, [])


def test_a_text_that_no_cell_holds_is_refused_and_nothing_is_left(store: Database, tmp_path: Path) -> None:
    draft = Draft("关于修路的建议", "长" * 33_000)
    put(store, [Record(Label(draft, Said({"vague": True}), "甲", WHEN, "import"))])
    with pytest.raises(OutputRefused, match="第 2 行有一格超过 32,767 字"):
        export_labels(store, tmp_path / "a.xlsx")
    assert not list(tmp_path.glob("a.xlsx*"))
    assert export_labels(store, tmp_path / "a.csv").labels == 1


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_the_report_names_every_problem_by_its_row(store: Database, tmp_path: Path, name: str) -> None:
    (tmp_path / "in.csv").write_text(
        "编号,标题,主办单位\n=1,关于修路的建议,不存在局\n2,,教育局\n3,关于修桥的建议,交通运输局\n", "utf-8"
    )
    outcome, problems = import_file(store, tmp_path / "in.csv")
    with report(tmp_path / name) as heard:
        for problem in problems:
            heard(problem)
    if name.endswith("xlsx"):
        sheet = openpyxl.load_workbook(tmp_path / name).active
        assert sheet is not None
        rows = [tuple(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]
    else:
        text = (tmp_path / name).read_text("utf-8-sig")
        rows = [tuple(line.split(",")) for line in text.splitlines()]
    assert outcome.taken == 1
    assert rows[0] == HEADERS
    assert [row[2] for row in rows[1:]] == ["第 2 行", "第 3 行"]
    assert rows[1][3] == ("=1" if name.endswith("xlsx") else "'=1")
    assert [row[4:6] for row in rows[1:]] == [("没有收", "单位不认得"), ("没有收", "没有正文")]
