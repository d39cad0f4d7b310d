"""``lianshen privacy``: the commands as people type them."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.backup.listing import register
from api.batch.rows import Scored
from api.storage.database import Database
from tests.api.cli.conftest import Lianshen
from tests.api.desk.office import Office, office


@pytest.fixture
def desk(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sqlite_tables: bytes,
    scored_session: tuple[Scored, ...],
) -> Iterator[Office]:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    (tmp_path / "lianshen.sqlite3").write_bytes(sqlite_tables)
    database = Database.open(f"sqlite:///{tmp_path}/lianshen.sqlite3")
    yield office(database, scored_session[:3])
    database.close()


def test_what_would_go_is_listed_and_stays_until_it_is_meant(
    lianshen: Lianshen, desk: Office, tmp_path: Path
) -> None:
    register(tmp_path, tmp_path.parent / "盘" / "备份.zip", datetime(2026, 11, 1, tzinfo=UTC))
    first = str(desk.pieces[0])
    listed = lianshen("privacy", "delete", "--piece", first, "--dry-run")
    assert listed.exit_code == 0
    assert listed.stdout.startswith(f"要删的（现在什么也没有动）：\n  审核台 1 件\n    第 {first} 号")
    assert "备份.zip（现在不在，多半在别的盘上）" in listed.stdout
    gone = lianshen("privacy", "delete", "--piece", first)
    assert gone.stdout.startswith("已经删掉：\n  审核台 1 件\n")
    again = json.loads(lianshen("privacy", "delete", "--piece", first, "--format", "json").stdout)
    assert again["pieces"] == []
    (step,) = lianshen("trail", "show").stdout.splitlines()
    assert step.endswith("删除个人信息（按件号）：审核台 1 件，网页提交 0 件")


def test_what_is_typed_wrongly_is_said(lianshen: Lianshen) -> None:
    assert "至少一种" in lianshen("privacy", "delete").stderr
    assert "正整数" in lianshen("privacy", "delete", "--piece", "甲").stderr
    assert "2024-01-01 这样的日期" in lianshen("privacy", "expire", "--before", "去年").stderr


def test_the_measure_is_printed_and_its_exit_code_tells(lianshen: Lianshen) -> None:
    result = lianshen("privacy", "measure", "--texts", "100")
    assert result.exit_code == 0
    assert "车牌号" in result.stdout
    stated = json.loads(lianshen("privacy", "measure", "--texts", "100", "--format", "json").stdout)
    assert stated["holds"]
    assert set(stated["halves"][1]["recall"]) == {"id_card", "bank_card", "mobile", "plate", "address"}
