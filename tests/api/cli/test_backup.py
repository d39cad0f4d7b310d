"""``lianshen backup`` and ``lianshen restore``, as somebody types them."""

import json
from pathlib import Path

import pytest

from tests.api.backup.offices import furnished, office_at
from tests.api.cli.conftest import Lianshen


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LIANSHEN_DATABASE_URL", raising=False)
    monkeypatch.setenv("LIANSHEN_SESSION_HOURS", "8")
    return furnished(office_at(tmp_path / "home")).home


def test_a_backup_is_made_listed_and_restored(
    lianshen: Lianshen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lianshen("backup", "--list").stderr == "还没有备份。\n"
    made = lianshen("backup")
    assert made.exit_code == 0
    assert "读回来核对过" in made.stdout
    assert "标注 1 条" in made.stdout
    assert [line.partition("（")[0] for line in made.stderr.splitlines()] == [
        "复制数据库",
        "写备份",
        "核对备份",
    ]
    ((known),) = json.loads(lianshen("backup", "--list", "--format", "json").stdout)
    assert known["path"] in lianshen("backup", "--list").stdout
    refused = lianshen("restore", known["path"])
    assert (refused.exit_code, "--replace" in refused.stderr) == (2, True)
    replaced = lianshen("restore", known["path"], "--replace")
    assert replaced.exit_code == 0
    assert f"原来的没有删去，放在：{home}" in replaced.stdout
    assert "LIANSHEN_SESSION_HOURS=8" in replaced.stdout
    assert "还原时换下来的" in lianshen("backup", "--list").stdout
    monkeypatch.setenv("LIANSHEN_HOME", str(home / "elsewhere"))
    assert "已还原" in lianshen("restore", known["path"]).stdout
    assert "restore" in lianshen("trail", "show", "--format", "json").stdout


def test_json_tells_what_is_in_it(lianshen: Lianshen, home: Path, tmp_path: Path) -> None:
    stated = json.loads(lianshen("backup", tmp_path / "a.zip", "--format", "json").stdout)
    assert stated["path"] == str(tmp_path / "a.zip")
    assert stated["manifest"]["rows"]["submissions"] == 1
    assert (home / "backups" / "register.json").exists()


@pytest.mark.usefixtures("home")
def test_listing_takes_nothing_else(lianshen: Lianshen) -> None:
    result = lianshen("backup", "--list", "--keep", "3")
    assert (result.exit_code, "--list 只列出备份" in result.stderr) == (2, True)
