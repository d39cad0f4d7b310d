"""The page about labels says what the program does."""

import json
import re
from pathlib import Path

from api.cli.labels import _SHOWN
from api.labels import problem
from api.labels.form import FORMS
from api.labels.forms.columns import EXTRA, headers
from api.labels.names import said_by
from api.labels.near import ALIKE, MOST
from api.labels.store import standing_labels
from api.storage.database import Database
from tests.api.labels.importing import import_file
from tests.pages import code, rows, section

PAGE = "docs/labels.md"
TAKEN = {problem.LEVEL, problem.CHANGED, problem.DISAGREE, problem.NEAR}
KINDS = {
    problem.UNREAD,
    problem.EMPTY,
    problem.UNIT,
    problem.CODE,
    problem.ODDS,
    problem.UNCLEAR,
    problem.WHEN,
}
KINDS |= TAKEN | {problem.OLDER}


def test_every_form_is_listed() -> None:
    assert list(rows(section(PAGE, "读哪些文件"))) == list(FORMS)


def test_every_column_that_is_written_is_listed() -> None:
    listed = [name for row in _first_cells("表格的列") for name in row.split("、")]
    assert listed == [*headers(), EXTRA]


def test_every_problem_is_listed_with_whether_the_row_is_taken() -> None:
    table = dict(zip(_first_cells("有问题的行"), _cells("有问题的行", 2), strict=True))
    assert set(table) == KINDS
    assert {kind for kind, taken in table.items() if not taken.startswith("不收")} == TAKEN


def test_every_name_that_is_shown_is_understood() -> None:
    shown = [name for cell in _cells("标签的名称", 2) for name in re.findall(r"`([^`]+)`", cell)]
    shown.remove("not_")
    assert len(shown) > 15
    for name in shown:
        said, wrong = said_by([name])
        assert said, name
        assert not wrong, name


def test_the_line_shown_is_one_that_is_read(store: Database, tmp_path: Path) -> None:
    (line,) = code(PAGE, "json")
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    outcome, problems = import_file(store, tmp_path / "a.jsonl")
    assert (outcome.taken, problems) == (1, [])
    (label,) = standing_labels(store)
    assert (label.said.flags, label.said.codes, label.said.main) == ({"vague": False}, (), "交通运输局")
    fields = [name for cell in _first_cells("自己的格式") for name in re.findall(r"`(\w+)`", cell)]
    assert fields == list(json.loads(line))


def test_the_limits_are_as_stated() -> None:
    text = section(PAGE, "有问题的行")
    assert f"前 {_SHOWN} 个" in text
    assert (ALIKE, MOST) == (0.8, 200_000)
    assert "八成以上" in text
    assert "超过 20 万件" in text


def _first_cells(title: str) -> list[str]:
    return _cells(title, 1)


def _cells(title: str, column: int) -> list[str]:
    table = re.findall(r"^\|(?![-|]+$).*\|$", section(PAGE, title), re.MULTILINE)[1:]
    return [row.split("|")[column].strip() for row in table]
