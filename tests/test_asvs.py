"""The table of OWASP ASVS: each requirement of levels 1 and 2 once, no blank, and tests that there are."""

import ast
import re
from functools import cache

import pytest

from api.settings import PREFIX, Settings
from tests.pages import ROOT, read, section

PAGE = "docs/asvs.md"
IDS = "tests/asvs_5.0.0_ids.txt"
MET, IF_SET = "满足", "设好才满足"
STATES = (MET, IF_SET, "不适用", "没有做到")
_TO_DO = re.compile(r"（第 ([\d、]+) 项[：:]([^（）]+)")
_SETTING = re.compile(rf"`{PREFIX}(\w+)(?:=(\w+))?`")
_ROW = re.compile(r"^\| V\d")
_TEST = re.compile(r"`(tests/[\w/.]+\.py)::(\w+)`")


def wanted() -> list[tuple[str, str]]:
    lines = (line for line in read(IDS).splitlines() if not line.startswith("#"))
    return [(number, level) for number, level in (line.split() for line in lines)]


def table() -> list[list[str]]:
    rows = [line for line in read(PAGE).splitlines() if _ROW.match(line)]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_the_list_is_whole() -> None:
    levels = [level for _, level in wanted()]
    assert (levels.count("1"), levels.count("2")) == (70, 183)
    assert len(set(wanted())) == len(levels)


def test_each_requirement_stands_there_once_with_its_level() -> None:
    assert [(row[0], row[1]) for row in table()] == wanted()


def test_no_cell_is_empty() -> None:
    for row in table():
        assert len(row) == 5, row[0]
        assert all(re.search(r"[\w一-鿿]{2}", cell) or cell in {"1", "2"} for cell in row), row[0]
        assert row[3] in STATES, row[0]


def test_what_is_met_names_its_test_and_what_is_not_gives_a_reason() -> None:
    for number, _, _, state, proof in table():
        if state in {MET, IF_SET}:
            assert _TEST.search(proof), number
        else:
            assert len(proof) >= 6, number


NAMED = sorted({found for row in table() for found in _TEST.findall(row[4])})


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_test_that_is_named_is_there(file: str, name: str) -> None:
    assert name in names_in(file)


def test_the_counts_above_the_table_are_those_of_its_rows() -> None:
    stated = {state: int(re.findall(rf"[：，]{state} (\d+) 条", read(PAGE))[0]) for state in STATES}
    assert stated == {state: [row[3] for row in table()].count(state) for state in STATES}


def test_the_changelog_tells_the_same_counts() -> None:
    told = re.search(
        r"(\d+) are\s+met as it is installed, (\d+) once the office has set .*?, (\d+) do not apply",
        read("CHANGELOG.md"),
    )
    assert told
    states = [row[3] for row in table()]
    assert [int(each) for each in told.groups()] == [states.count(state) for state in (MET, IF_SET, "不适用")]
    assert states.count("没有做到") == 0


def of_the_office() -> dict[str, str]:
    """Return what the office has to do, by its number."""
    text = section("docs/security.md", "单位要做的")
    return dict(re.findall(r"^(\d+)\. ((?:.+\n(?!\d+\. ))*.+)", text, re.MULTILINE))


@pytest.mark.parametrize("row", [row for row in table() if row[3] == IF_SET], ids=lambda row: row[0])
def test_what_holds_where_the_office_sets_it_names_what_it_has_to_do(row: list[str]) -> None:
    told = _TO_DO.search(row[4])
    assert told
    asked = [of_the_office()[number] for number in told[1].split("、")]
    named = [name for name, _ in _SETTING.findall(told[2])]
    assert not [name for name in named if f"{PREFIX}{name}" not in "".join(asked)]


def test_what_is_called_met_if_set_is_not_met_by_the_defaults() -> None:
    """A default that changes moves the row to those that are met."""
    settings = {
        setting
        for row in table()
        if row[3] == IF_SET
        for told in [_TO_DO.search(row[4])]
        if told
        for setting in _SETTING.findall(told[2])
    }
    assert {name for name, _ in settings} == {
        "SECOND_FACTOR", "CLAMD", "CERTIFICATE", "SECURE_COOKIES", "HOSTS",
    }  # fmt: skip
    for name, wanted in settings:
        default = Settings.model_fields[name.lower()].default
        assert not default or (wanted and default != wanted), name


def test_what_is_called_met_needs_nothing_to_be_set() -> None:
    asked = re.compile(r"要单位|单位要|设了|不设的|没有设|要设|第 \d+ 项")
    assert not [row[0] for row in table() if row[3] == MET and asked.search(row[4])]
