"""Which unit does today what an old or a bundled name stood for."""

from datetime import date
from pathlib import Path

import pytest

from api.storage.database import Database
from api.units.importing import import_units
from api.units.origins import unit_list
from api.units.own import OwnList, OwnUnit
from api.units.today import Names, names_of, units_of
from model.unit_list import bundled_units
from tests.api.units.lists import text


@pytest.fixture
def names(sqlite_database: Database, tmp_path: Path) -> Names:
    import_units(sqlite_database, text(tmp_path / "单位.csv"), "李")
    return names_of(sqlite_database)


@pytest.mark.parametrize(
    ("name", "on", "today"),
    [
        ("教育局", None, "教育局"),
        ("教体局", None, "教育局"),
        (" 教 体局　", None, "教育局"),
        ("教育体育局", None, "教育局"),  # an alias of the bundled unit
        ("教育委员会", date(2003, 1, 1), "教育局"),
        ("教育委员会", date(2020, 1, 1), "教育局"),  # used on after its day, but it never meant another
        ("水利局", None, "农业农村和水务局"),
        ("水务局", None, "农业农村和水务局"),
        ("农机局", date(2015, 1, 1), "农业农村和水务局"),
        ("城管大队", date(2018, 12, 31), "综合行政执法局"),
        ("城管大队", date(2019, 1, 1), "城市管理局"),
        ("城管大队", date(2009, 12, 31), None),
        ("城管大队", None, None),
        ("城市管理和综合执法局", date(2021, 1, 1), "城市管理局"),
        ("玉山县教育局", None, "教育局"),
        ("上饶市玉山县农水局", None, "农业农村和水务局"),
        ("县城管大队", date(2020, 1, 1), "城市管理局"),
        ("林业局", None, None),
        ("县", None, None),
        ("", None, None),
    ],
)
def test_todays_name(name: str, on: date | None, today: str | None, names: Names) -> None:
    assert names.today(name, on) == today


def test_the_bundled_list_knows_its_names_and_aliases(sqlite_database: Database) -> None:
    names = names_of(sqlite_database)
    for unit in bundled_units().units:
        assert names.today(unit.name, date(2020, 1, 1)) == unit.name
    assert names.today("县发改委") == "发展和改革局"
    assert names.today("数据要素局") is None


def test_labels_are_handed_over_by_names_of_today_and_of_old(database: Database, tmp_path: Path) -> None:
    import_units(database, text(tmp_path / "单位.csv"), "李")
    units = units_of(database)
    assert {unit.name: unit.origins for unit in units.units} == {
        "教育局": ("教育局",),
        "数据局": ("政务服务和数据局",),  # which knows that name as an alias
        "农业农村和水务局": ("水利局", "农业农村局"),
        "城市管理局": ("城市管理和综合执法局",),
        "综合行政执法局": (),
    }
    assert units_of(database) is units  # what is looked up in it is prepared once


def test_the_surest_claim_wins_and_no_bundled_unit_is_taken_over_twice() -> None:
    own = OwnList(
        (
            OwnUnit("教体局", (), "体育"),  # an alias of the bundled 教育局
            OwnUnit("教育局", (), "中小学"),
            OwnUnit("住建局", (), "住房"),
            OwnUnit("城建局", ("住房和城乡建设局",), "房屋"),
            OwnUnit("数据局", (), "数据"),
            OwnUnit("政务服务局", ("政务服务中心",), "大厅"),
        ),
        (),
    )
    origins = [unit.origins for unit in unit_list(own).units]
    assert origins == [(), ("教育局",), (), ("住房和城乡建设局",), ("政务服务和数据局",), ()]
