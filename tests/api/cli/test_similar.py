"""``lianshen similar``: earlier sessions are kept, and finding the same matter is measured."""

from functools import cache
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from api.cli.similar import similar
from api.workbook.writing import write_workbook
from model.draft import Draft
from model.similar.earlier import Earlier, Past
from tests.api.workbook.sessions import SESSION
from training.similar.evaluate import evaluate


def lianshen(*arguments: str) -> Result:
    return CliRunner().invoke(similar, arguments, standalone_mode=False)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "往届.csv"
    path.write_text(
        "编号,标题,内容,承办单位,办理情况\n"
        "7,关于维修石梁河漫水桥的建议,石梁河漫水桥一涨水就过不去，庙湾组的人要绕十二里路。建议交通局改建石梁河漫水桥。,"
        "交通运输局,已经动工\n"
        "8,,,,\n",
        "utf-8",
    )
    return path


def test_a_table_is_kept_with_how_each_draft_was_handled(tmp_path: Path, table: Path) -> None:
    result = lianshen("add", str(table), "--to", str(tmp_path / "索引"), "--session", "十七届四次")
    assert result.return_value == 0
    assert result.stdout.startswith("加进了 1 件")
    opened = Earlier.open(tmp_path / "索引")
    asked = Past(Draft("关于石梁河漫水桥的建议", "石梁河漫水桥太低，涨水时庙湾组的人出不了门，请改建。"), {})
    (alike,) = opened.most_alike([asked])
    assert alike[0].past.fields == {
        "届次": "十七届四次",
        "编号": "7",
        "承办单位": "交通运输局",
        "办理情况": "已经动工",
    }


def test_where_nothing_can_be_read_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("", "utf-8")
    result = lianshen("add", str(tmp_path / "空.txt"), "--to", str(tmp_path / "索引"))
    assert result.return_value == 2
    assert not (tmp_path / "索引").exists()


def test_a_result_of_ours_is_no_earlier_session(tmp_path: Path) -> None:
    write_workbook(tmp_path / "结果.xlsx", SESSION)
    result = lianshen("add", str(tmp_path / "结果.xlsx"), "--to", str(tmp_path / "索引"))
    assert result.return_value == 2
    assert "这是联审写出的结果，不是草稿" in result.stderr
    assert not (tmp_path / "索引").exists()


def test_speed_is_told_for_programs_too() -> None:
    result = lianshen("speed", "--drafts", "50", "--format", "json")
    assert orjson.loads(result.stdout)["drafts"] == 50


def test_the_evaluation_shows_every_way_for_people_and_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    measured_once = cache(lambda: evaluate(lambda *_: None))
    monkeypatch.setattr("training.similar.evaluate.evaluate", lambda _report: measured_once())
    measured = orjson.loads(lianshen("evaluate", "--format", "json").stdout)
    assert measured["on_pairs"].keys() == measured["in_session"].keys()
    assert 0 < measured["on_pairs"]["lianshen"]["f1"]["low"] < measured["on_pairs"]["lianshen"]["f1"]["high"]
    shown = lianshen("evaluate").stdout
    for way in ("联审", "TF-IDF 余弦", "MinHash", "只看长度"):
        assert way in shown
