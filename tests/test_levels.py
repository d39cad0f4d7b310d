"""Everything that is kept has its level of protection on the page, and each level its requirements."""

import re
from pathlib import Path

import pytest

from api.storage.learning_schema import TrailRow
from tests.api.backup.offices import furnished, office_at
from tests.pages import rows, section

PAGE = "docs/privacy.md"
LEVELS = ("公开", "内部", "个人信息", "敏感个人信息", "密钥")
TABLES = TrailRow.metadata.tables


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().strip("|").split("|")]


def columns() -> dict[str, dict[str, list[str]]]:
    """Return the columns of each table on the page, by their levels."""
    return {
        table: {
            level: re.findall(r"`(\w+)`", cell) for level, cell in zip(LEVELS, cells(row)[1:], strict=True)
        }
        for table, row in rows(section(PAGE, "数据库的每一列")).items()
    }


def test_each_level_says_what_it_asks_for() -> None:
    asked = rows(section(PAGE, "分几级，各要怎样"))
    assert tuple(asked) == LEVELS
    for level, row in asked.items():
        assert len(cells(row)) == 9, level
        assert all(cells(row)), level
    for level in LEVELS[1:]:
        assert re.search("磁盘加密|同个人信息", asked[level]), level


def test_every_table_of_the_database_is_on_the_page() -> None:
    assert set(columns()) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_one_level(table: str) -> None:
    stated = [name for names in columns()[table].values() for name in names]
    assert sorted(stated) == sorted(column.name for column in TABLES[table].columns)


def test_what_is_kept_of_secrets_and_who_did_what_has_the_level_of_its_name() -> None:
    for table, by_level in columns().items():
        of = {name: level for level, names in by_level.items() for name in names}
        for name, level in of.items():
            assert (level == "密钥") == ((table, name) in _SECRET), f"{table}.{name}"
            assert name not in {"account_id", "actor", "deputy", "annotator"} or level == "个人信息", table
            assert name not in {"body", "review", "opinion"} or level == "敏感个人信息", table


_SECRET = {
    *(("accounts", name) for name in ("password", "second_factor")),
    *((table, "digest") for table in ("sessions", "tokens", "invitations", "recovery_codes")),
}


def test_everything_in_the_data_folder_has_a_level(tmp_path: Path) -> None:
    office = furnished(office_at(tmp_path / "home"))
    office.back_up()
    stated = rows(section(PAGE, "数据文件夹里的每一样"))
    assert {cells(row)[1] for row in stated.values()} <= set(LEVELS)
    there = {re.sub(r"-(wal|shm)$", "", path.name) for path in office.home.iterdir()}
    assert there - set(stated) <= {name for name in there if name.endswith(".lock")}
    assert set(stated) <= there
