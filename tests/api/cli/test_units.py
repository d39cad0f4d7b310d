"""``lianshen units``: a place's own list on the command line."""

import json
from pathlib import Path

import pytest

from api.cli.units import _SHOWN
from tests.api.cli.conftest import Lianshen
from tests.api.units.lists import HEAD, text


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_tables: bytes) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    (tmp_path / "lianshen.sqlite3").write_bytes(sqlite_tables)


def test_the_bundled_list_is_shown_and_written_to_begin_with(lianshen: Lianshen, tmp_path: Path) -> None:
    assert lianshen("units", "list").stdout.startswith("用的是随程序带的名单，48 个单位。\n")
    written = lianshen("units", "export", str(tmp_path / "单位.xlsx"))
    assert (written.exit_code, written.stderr) == (0, f"48 个单位写在 {tmp_path / '单位.xlsx'}。\n")
    taken = lianshen("units", "import", str(tmp_path / "单位.xlsx"))
    assert (taken.exit_code, taken.stderr) == (
        0,
        "已换上这份名单。用 lianshen train --with-labels 再训练一个模型并启用，审读就用它。\n",
    )


def test_an_own_list_says_whose_work_each_unit_does(lianshen: Lianshen, tmp_path: Path) -> None:
    shown = lianshen("units", "import", str(text(tmp_path / "单位.csv"))).stdout
    assert shown == lianshen("units", "list").stdout
    assert shown.startswith("本地名单，5 个单位：\n  教育局\n")
    assert "  农业农村和水务局  接过 水利局、农业农村局\n" in shown
    assert "  综合行政执法局    新单位：随程序带的标注里没有它，先按职责判断\n" in shown
    assert "  城管大队（2010-01-01 至 2018-12-31）→ 综合行政执法局\n" in shown
    assert "这 43 个单位没有谁接过" in shown
    stated = json.loads(lianshen("units", "list", "--format", "json").stdout)
    assert stated["units"][1]["duties"] == "政务数据共享，公共数据开放"
    assert stated["former"][0] == {
        "name": "教育委员会",
        "unit": "教育局",
        "since": None,
        "until": "2004-12-31",
    }
    assert len(stated["left"]) == 43
    assert "导入单位名单：5 个单位，6 条原名" in lianshen("trail", "show").stdout


def test_the_way_back_is_the_bundled_list(lianshen: Lianshen, tmp_path: Path) -> None:
    lianshen("units", "import", str(text(tmp_path / "单位.csv")))
    own, bundled = tmp_path / "在用.jsonl", tmp_path / "自带.jsonl"
    lianshen("units", "export", str(own))
    assert len(own.read_text("utf-8").splitlines()) == 7
    lianshen("units", "export", str(bundled), "--bundled")
    lianshen("units", "import", str(bundled))
    assert "48 个单位" in lianshen("units", "list").stdout


def test_faults_are_listed_and_the_former_list_stays(lianshen: Lianshen, tmp_path: Path) -> None:
    rows = [HEAD, ("教育局", "", ""), *(("", "", "管事") for _ in range(_SHOWN))]
    refused = lianshen("units", "import", str(text(tmp_path / "坏.csv", rows)))
    assert refused.exit_code == 2
    first, *_, more, last = refused.stderr.splitlines()
    assert first == "坏.csv，第 2 行：“教育局”没有写职责。请写上它管什么，各项之间用逗号隔开。"
    assert more == "还有 1 处。"
    assert last == "坏.csv：有 51 处不对，整份没有收，仍用原来的名单。请改正后再导入一次。"
    assert lianshen("units", "list").stdout.startswith("用的是随程序带的名单")


def test_another_ending_is_refused(lianshen: Lianshen, tmp_path: Path) -> None:
    refused = lianshen("units", "export", str(tmp_path / "单位.pdf"))
    assert refused.exit_code == 2
    assert ".xlsx" in refused.stderr
