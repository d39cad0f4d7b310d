"""``lianshen watch`` on a terminal and as JSON."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.batch.rows import Scored
from api.cli import main
from api.storage.database import Database
from tests.api.desk.desks import put_on_desk


@pytest.fixture
def run(small_home: Path, sqlite_url: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    assert database
    monkeypatch.setenv("LIANSHEN_HOME", str(small_home))
    monkeypatch.setenv("LIANSHEN_DATABASE_URL", sqlite_url)
    return CliRunner()


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
def test_it_tells_whether_retraining_is_due(
    run: CliRunner, database: Database, scored_session: tuple[Scored, ...]
) -> None:
    empty = run.invoke(main, ["watch"])
    assert empty.exit_code == 0, empty.output
    assert "现在不必再训练。" in empty.output
    assert "最近十二周审核台上没有收到草稿。" in empty.output
    put_on_desk(database, scored_session[:20], received=datetime.now(UTC))
    told = run.invoke(main, ["watch"]).output
    assert "稳定性指数" in told
    assert "20" in told
    seen = json.loads(run.invoke(main, ["watch", "--format", "json"]).output)
    assert sum(week["drafts"] for week in seen["weeks"]) == 20
    assert set(seen["weeks"][0]["shifts"]) == {"length", "too_broad", "vague", "infeasible", "main"}
