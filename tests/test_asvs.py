"""The table of OWASP ASVS: each requirement of levels 1 and 2 once, no blank, and tests that there are."""

import ast
import re
from functools import cache

import pytest

from tests.pages import ROOT, read

PAGE = "docs/asvs.md"
IDS = "tests/asvs_5.0.0_ids.txt"
STATES = ("满足", "不适用", "没有做到")
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
        if state == "满足":
            assert _TEST.search(proof), number
        else:
            assert len(proof) >= 6, number


NAMED = sorted({found for row in table() for found in _TEST.findall(row[4])})


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_each_test_that_is_named_is_there(file: str, name: str) -> None:
    assert name in names_in(file)


def test_the_counts_above_the_table_are_those_of_its_rows() -> None:
    stated = {state: int(re.findall(rf"{state} (\d+) 条", read(PAGE))[0]) for state in STATES}
    assert stated == {state: [row[3] for row in table()].count(state) for state in STATES}
