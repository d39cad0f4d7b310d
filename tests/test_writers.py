"""The page about persons says which columns people may write, and who; and no page lets others."""

import re

import pytest

from tests.api.http.doors import ON_THE_NETWORK
from tests.pages import rows, section
from tests.test_levels import PAGE, TABLES, cells

STATED = rows(section(PAGE, "谁能改哪一列"))
WRITERS = ("deputy", "reviewer", "administrator")
THROUGH = {
    "accounts": ("/account/password", "/users"),
    "tokens": ("/account/tokens",),
    "submissions": ("/drafts",),
    "batches": ("/batches",),
    "groups": ("/desk/groups/{number}",),
    "pieces": ("/desk/pieces/{number}/correct",),
    "piece_texts": ("/desk/pieces/{number}/return",),
    "ticks": ("/desk/due/tick",),
    "labels": ("/labelling/pieces/{number}",),
    "trainings": ("/models/train",),
}
"""By which doors the rows of a table are written; who may pass them stands in ``doors.py``."""


def test_each_table_that_people_write_is_stated_once() -> None:
    assert set(STATED) == set(THROUGH)
    assert set(STATED) <= set(TABLES)


@pytest.mark.parametrize("table", STATED)
def test_what_may_be_written_is_a_column_of_the_table(table: str) -> None:
    written = re.findall(r"`(\w+)`", STATED[table].partition(" | ")[2])
    assert written or table == "trainings"
    assert set(written) <= {column.name for column in TABLES[table].columns}
    kept = {
        "id",
        "digest",
        "account_id",
        "created",
        "made",
        "received",
        "version",
        "decided_by",
        "changed_by",
    }
    assert not set(written) & kept, "who did it and when is never typed"


@pytest.mark.parametrize("table", STATED)
def test_who_may_write_is_who_is_let_in(table: str) -> None:
    _, deputy, at_desk, more = cells(STATED[table])
    at_desk = deputy if at_desk == "同左" else at_desk
    may = {
        who
        for who, said in zip(WRITERS, (deputy, at_desk, at_desk), strict=True)
        if not said.startswith("没有")
    } | (set() if more.startswith("没有") else {"administrator"})
    let_in = set().union(*(ON_THE_NETWORK["POST", door] for door in THROUGH[table]))
    assert may == let_in, table
