"""``lianshen models show``: which model it shows, and that it trains none."""

import json
import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from tests.api.cli.conftest import Lianshen
from tests.model.bundles import THRESHOLDS, made
from tests.model.cards import CARD
from training.train import keep


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    return tmp_path


def test_the_model_in_use_or_a_version_is_shown(lianshen: Lianshen, home: Path) -> None:
    former, used = keep(made(seed=1), home).name, keep(made(), home).name
    for asked, shown in (([], used), ([used], used), ([former], former)):
        result = lianshen("models", "show", *asked)
        assert result.exit_code == 0
        assert result.stdout.startswith(f"模型 {shown}\n")
        assert "不能用来做什么" in result.stdout


def test_for_programs_it_is_one_object(lianshen: Lianshen, home: Path) -> None:
    folder = keep(made(), home)
    os.utime(folder, (1_700_000_000, 1_700_000_000))
    shown = json.loads(lianshen("models", "show", "--format", "json").stdout)
    assert shown["version"] == folder.name
    assert shown["folder"] == str(folder)
    assert datetime.fromisoformat(shown["written"]).timestamp() == 1_700_000_000
    assert shown["training"] == asdict(made().training)
    assert shown["thresholds"] == {"fast": asdict(THRESHOLDS), "full": None}
    assert shown["card"] == json.loads(json.dumps(asdict(CARD)))


def test_where_there_is_no_model_none_is_trained(lianshen: Lianshen, home: Path) -> None:
    for asked in ([], ["fast-3f2a90c1b7de"]):
        result = lianshen("models", "show", *asked)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "请先运行 lianshen train" in result.stderr
    assert list(home.iterdir()) == []


def test_an_unknown_version_is_refused(lianshen: Lianshen, home: Path) -> None:
    used = keep(made(), home).name
    result = lianshen("models", "show", "fast-3f2a90c1b7de")
    assert result.exit_code == 2
    assert f"没有“fast-3f2a90c1b7de”这个版本。已有的版本：{used}。" in result.stderr


def test_a_damaged_model_is_not_shown(lianshen: Lianshen, home: Path) -> None:
    (keep(made(), home) / "model.json").write_text("{}", "utf-8")
    result = lianshen("models", "show")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "模型不可信" in result.stderr
