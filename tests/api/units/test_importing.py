"""A list of units out of a real file: all of it is taken and written into the trail, or nothing is."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import ProgrammingError

from api.errors import StorageError, UnitListError
from api.storage.database import Database
from api.trail.listing import steps
from api.units.exporting import bundled_list, export_units
from api.units.importing import import_units
from api.units.own import FormerName, OwnList, OwnUnit, own_list
from api.units.today import units_of
from model.errors import LianshenError
from model.unit_list import bundled_units
from tests.api.units.lists import HEAD, ROWS, book, text

TAKEN = OwnList(
    (
        OwnUnit("教育局", ("教体局",), "中小学，幼儿园"),
        OwnUnit("数据局", (), "政务数据共享，公共数据开放"),
        OwnUnit("农业农村和水务局", ("农水局",), "农田水利，防汛"),
        OwnUnit("城市管理局", ("城管局",), "环卫保洁，路灯维护"),
        OwnUnit("综合行政执法局", (), "占道经营，违法建设"),
    ),
    (
        FormerName("教育委员会", "教育局", None, date(2004, 12, 31)),
        FormerName("水利局", "农业农村和水务局", None, date(2019, 3, 20)),
        FormerName("农业农村局", "农业农村和水务局", date(2018, 11, 1), date(2019, 12, 31)),
        FormerName("城市管理和综合执法局", "城市管理局", date(2019, 1, 1), None),
        FormerName("城管大队", "综合行政执法局", date(2010, 1, 1), date(2018, 12, 31)),
        FormerName("城管大队", "城市管理局", date(2019, 1, 1), None),
    ),
)


def kept(database: Database) -> OwnList:
    with database.session() as session:
        return own_list(session)


def told(path: Path, database: Database) -> list[str]:
    problems = import_units(database, path, "李").problems
    return [str(problem).removeprefix(f"{path.name}，") for problem in problems]


def test_without_a_list_of_its_own_a_place_has_the_bundled_one(database: Database) -> None:
    assert units_of(database) is bundled_units()


def test_a_list_is_taken_and_the_trail_tells_of_it(database: Database, tmp_path: Path) -> None:
    done = import_units(database, text(tmp_path / "单位.csv"), "李")
    assert done.problems == ()
    assert kept(database) == done.own == TAKEN
    import_units(database, text(tmp_path / "新.csv", ROWS[:2]), "王", None)
    assert kept(database) == OwnList(TAKEN.units[:1], TAKEN.former[:1])
    newest, first = steps(database)
    assert (first.actor, first.told) == ("李", "导入单位名单：5 个单位，6 条原名")
    assert newest.told == (
        "导入单位名单：1 个单位，1 条原名，去掉 数据局、农业农村和水务局、城市管理局、综合行政执法局"
    )


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".jsonl"])
@pytest.mark.parametrize("own", [TAKEN, bundled_list()])
def test_what_is_exported_is_taken_again_without_loss(
    own: OwnList, ending: str, sqlite_database: Database, tmp_path: Path
) -> None:
    export_units(own, tmp_path / f"单位{ending}")
    done = import_units(sqlite_database, tmp_path / f"单位{ending}", "李")
    assert done.problems == ()
    same = sorted(map(repr, done.own.former)) == sorted(
        map(repr, own.former)
    )  # those of a unit stand together
    assert (done.own.units, same) == (own.units, True)


def test_names_of_old_may_stand_on_a_sheet_of_their_own(sqlite_database: Database, tmp_path: Path) -> None:
    """With dates as Excel has them, a title above, the office's own headers, and another sheet."""
    path = book(
        tmp_path / "单位.xlsx",
        ("说明", [["本表由编办提供"]]),
        (
            "单位",
            [["二〇二六年承办单位名单"], ["序号", "单位名称", "主要职责"], [1, "教育局", "中小学\n幼儿园"]],
        ),
        (
            "改名",
            [
                ["曾用名", "现名", "启用日期", "停用日期"],
                ["教委", "教育局", date(1995, 1, 1), date(2004, 5, 1)],
            ],
        ),
    )
    done = import_units(sqlite_database, path, "李")
    assert done.own == OwnList(
        (OwnUnit("教育局", (), "中小学，幼儿园"),),
        (FormerName("教委", "教育局", date(1995, 1, 1), date(2004, 5, 1)),),
    )


def test_the_data_that_come_with_the_program_are_such_a_list(
    sqlite_database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "我的单位.jsonl"
    path.write_text('{"name":"教育局","aliases":["教体局","教委"],"duties":"中小学"}\n', "utf-8")
    assert import_units(sqlite_database, path, "李").own.units == (
        OwnUnit("教育局", ("教体局", "教委"), "中小学"),
    )


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (("", "甲", "管甲"), 3, "没有写名称"),
        (("教育局", "", "又一次"), 3, "“教育局”前面已经有了（第 2 行）"),
        (("水利局", "教体局", "水库"), 3, "别名“教体局”也是另一个单位（第 2 行“教育局”）的别名"),
        (("水利局", "教育局", "水库"), 3, "别名“教育局”也是另一个单位的名称"),
        (("水利局", "", ""), 3, "“水利局”没有写职责"),
        (("水利局", "", "，。"), 3, "“水利局”没有写职责"),
        (("水" * 61, "", "水库"), 3, "超过 60 个字"),
        (("水利局", "", "", "水电局", "", ""), 3, "原名“水电局”的单位“水利局”不在名单里"),
        (("教育局", "", "", "教委", "2019-13-01", ""), 3, "“起”一列的“2019-13-01”不是日期"),
        (("教育局", "", "", "教委", "", "2019-02-30"), 3, "“止”一列的“2019-02-30”不是日期"),
        (("教育局", "", "", "教委", "2012", "2010"), 3, "起（2012-01-01）在止（2010-12-31）之后"),
        (("教育局", "", "", "教育委员会", "2001", "2002"), 3, "写了两次（第 2 行也有）"),
        (("", "", "", "教委", "", ""), 3, "没有写是哪个单位"),
    ],
)
def test_each_fault_is_told_with_its_row_and_nothing_is_taken(
    row: Sequence[str], place: int, words: str, sqlite_database: Database, tmp_path: Path
) -> None:
    import_units(sqlite_database, text(tmp_path / "好.csv"), "李")
    (problem,) = told(text(tmp_path / "坏.csv", [*ROWS[:2], row]), sqlite_database)
    assert problem.startswith(f"第 {place} 行：")
    assert words in problem
    assert kept(sqlite_database) == TAKEN
    assert len(steps(sqlite_database)) == 1


@pytest.mark.parametrize(
    ("until", "since", "clash"),
    [("2018", "2019", False), ("2019", "2019", True), ("", "2019", True), ("2018-12-31", "", True)],
)
def test_a_name_of_old_means_one_unit_on_one_day(
    until: str, since: str, clash: bool, sqlite_database: Database, tmp_path: Path
) -> None:
    rows = [
        HEAD,
        ("甲局", "", "修路", "老局", "", until),
        ("乙局", "", "办学", "老局", since, ""),
    ]
    problems = told(text(tmp_path / "单位.csv", rows), sqlite_database)
    assert [("同时指“甲局”（第 2 行）和“乙局”" in each) for each in problems] == [True] * clash


def test_a_name_of_today_was_anothers_only_until_some_day(sqlite_database: Database, tmp_path: Path) -> None:
    rows = [HEAD, ("甲局", "", "修路"), ("乙局", "", "办学", "甲局", "", "")]
    (problem,) = told(text(tmp_path / "单位.csv", rows), sqlite_database)
    assert "“甲局”今天是“甲局”的名称" in problem
    rows[2] = ("乙局", "", "办学", "甲局", "", "2018")
    assert told(text(tmp_path / "单位.csv", rows), sqlite_database) == []


def test_all_faults_are_told_at_once_in_the_order_of_the_rows(
    sqlite_database: Database, tmp_path: Path
) -> None:
    rows = [HEAD, *(("", "", f"管{number}") for number in range(20_000))]
    problems = told(text(tmp_path / "单位.csv", rows), sqlite_database)
    assert len(problems) == 20_000
    assert problems[-1].startswith("第 20001 行：没有写名称")


def test_too_many_units_are_not_taken(sqlite_database: Database, tmp_path: Path) -> None:
    rows = [HEAD, *((f"第{number}局", "", "修路") for number in range(401))]
    (problem,) = told(text(tmp_path / "单位.csv", rows), sqlite_database)
    assert "有 401 个单位，最多 400 个" in problem


@pytest.mark.parametrize("content", ["名称,职责\n", "标题,内容\n修路,路坏了\n", "随便写的一段话"])
def test_where_there_is_no_list_it_is_said(content: str, sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "单位.csv").write_text(content, "utf-8")
    with pytest.raises(UnitListError, match="没有单位名单"):
        import_units(sqlite_database, tmp_path / "单位.csv", "李")


def test_a_file_that_is_not_there_or_is_broken_is_said(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    for name in ("没有.xlsx", "坏.xlsx"):
        with pytest.raises(LianshenError):
            import_units(sqlite_database, tmp_path / name, "李")


def test_a_list_that_cannot_be_kept_leaves_the_former_one_and_no_trace(
    database: Database, tmp_path: Path
) -> None:
    import_units(database, text(tmp_path / "单位.csv"), "李")
    with database.writing() as session:
        session.execute(sql("ALTER TABLE trail RENAME TO elsewhere"))
    with pytest.raises((StorageError, ProgrammingError)):
        import_units(database, text(tmp_path / "新.csv", ROWS[:2]), "李")
    assert kept(database) == TAKEN
