"""``lianshen trail``: the audit trail on the command line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from api.storage.database import Database
from api.storage.migrate import migrate
from api.trail.recording import record
from tests.api.cli.conftest import Lianshen


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_tables: bytes) -> Iterator[Database]:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    (tmp_path / "lianshen.sqlite3").write_bytes(sqlite_tables)
    opened = Database.open(f"sqlite:///{tmp_path}/lianshen.sqlite3")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def two_steps(database: Database) -> Database:
    for kind, told in (("labels", "导入标注 200 条"), ("promote", "启用 full-3f2a90c1b7de")):
        with database.writing() as session:
            record(session, "王主任", kind, told, {"count": 200})
    return database


@pytest.mark.usefixtures("two_steps")
def test_steps_are_shown_newest_first(lianshen: Lianshen) -> None:
    newest, oldest = lianshen("trail", "show").stdout.splitlines()
    assert newest.startswith("2  2")
    assert newest.endswith("  王主任  启用 full-3f2a90c1b7de")
    assert oldest.endswith("  王主任  导入标注 200 条")
    (only,) = json.loads(lianshen("trail", "show", "--before", "2", "--format", "json").stdout)
    assert (only["id"], only["kind"], only["details"], only["before"]) == (1, "labels", {"count": 200}, "")
    assert lianshen("trail", "show", "--before", "1").stderr == "没有更早的了。\n"


def test_all_steps_are_shown_for_the_archive(lianshen: Lianshen, database: Database) -> None:
    with database.writing() as session:
        for number in range(1, 61):
            record(session, "王主任", "labels", f"导入标注 {number} 条", {"count": number})
    shown = [
        json.loads(lianshen("trail", "show", *more, "--format", "json").stdout) for more in ((), ("--all",))
    ]
    assert [len(steps) for steps in shown] == [50, 60]
    assert [step["id"] for step in shown[1]] == list(range(60, 0, -1))


@pytest.mark.usefixtures("database")
def test_where_nothing_was_done_it_is_said(lianshen: Lianshen) -> None:
    assert lianshen("trail", "show").stderr == "还没有留痕。\n"
    result = lianshen("trail", "verify")
    assert (result.exit_code, result.stdout) == (0, "留痕一共 0 步，都和写下时一样。\n")


def test_a_trail_that_was_changed_is_told_by_place_and_exit_code(
    lianshen: Lianshen, two_steps: Database
) -> None:
    result = lianshen("trail", "verify")
    noted = result.stdout.splitlines()[1].partition("：")[2]
    assert result.exit_code == 0
    assert lianshen("trail", "verify", "--noted", noted).exit_code == 0
    with two_steps.writing() as session:
        session.execute(text("UPDATE trail SET told = '导入标注 20 条' WHERE id = 1"))
    result = lianshen("trail", "verify")
    assert result.exit_code == 1
    assert "第 1 步：内容和它的摘要对不上，被改动过。" in result.stdout
    assert json.loads(lianshen("trail", "verify", "--format", "json").stdout)["sound"] is False


@pytest.mark.usefixtures("two_steps")
def test_a_digest_that_is_gone_is_told(lianshen: Lianshen) -> None:
    result = lianshen("trail", "verify", "--noted", "0" * 64)
    assert (result.exit_code, "抄下的摘要不在了" in result.stdout) == (1, True)
    result = lianshen("trail", "verify", "--noted", "不是摘要")
    assert (result.exit_code, "12 到 64 位" in result.stderr) == (2, True)
