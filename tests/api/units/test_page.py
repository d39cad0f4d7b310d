"""What columns of the list of units must agree on stands on the page about it, each told as it is meant."""

from pathlib import Path

import pytest

from api.storage.database import Database
from api.units.importing import import_units
from tests.api.units.lists import ROWS, text
from tests.pages import section

STATED = section("docs/units.md", "有不对的，整份不收").replace("\n", "")
ROWS_THAT_DO_NOT: dict[str, list[tuple[str, ...]]] = {
    "没有写名称": [("", "甲", "管甲")],
    "名称出现两次": [("教育局", "", "又一次")],
    "别名指两个单位": [("水利局", "教体局", "水库")],
    "没有写职责": [("水利局", "", "")],
    "日期不存在或起止颠倒": [
        ("教育局", "", "", "教委", "2019-13-01", ""),
        ("教育局", "", "", "教委", "2012", "2010"),
    ],
    "原名在同一天指两个单位": [
        ("教育局", "", "", "老局", "2001", "2003"),
        ("数据局", "", "数据共享", "老局", "2002", "2004"),
    ],
    "原名的单位不在名单里": [("水利局", "", "", "水电局", "", "")],
    "今天还在用的名称作了别的单位的原名而没有写止": [
        ("数据局", "", "数据共享"),
        ("教育局", "", "", "数据局", "2001", ""),
    ],
}


def test_the_page_names_what_does_not_agree_and_nothing_else() -> None:
    named = STATED.partition("逐行说明：")[2].partition("。")[0].split("、")
    assert named == list(ROWS_THAT_DO_NOT)


@pytest.mark.parametrize("stated", ROWS_THAT_DO_NOT)
def test_what_the_page_names_is_told_and_nothing_is_taken(
    stated: str, sqlite_database: Database, tmp_path: Path
) -> None:
    wrong = ROWS_THAT_DO_NOT[stated]
    made = import_units(sqlite_database, text(tmp_path / "坏.csv", [*ROWS[:2], *wrong]), "李")
    assert len(made.problems) == (2 if stated.startswith("日期") else 1)
