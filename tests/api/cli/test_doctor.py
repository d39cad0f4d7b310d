"""``lianshen doctor``: what is printed, and the exit code."""

import json
from pathlib import Path

import pytest

from tests.api.cli.conftest import Lianshen


def test_it_prints_each_finding_and_ends_by_the_worst(
    lianshen: Lianshen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    monkeypatch.delenv("LIANSHEN_PORTT", raising=False)
    result = lianshen("doctor")
    assert result.exit_code == 0
    assert "要留意  备份" in result.stdout
    assert "办法：请运行 lianshen backup" in result.stdout
    monkeypatch.setenv("LIANSHEN_PORT", "-1")
    assert lianshen("doctor").exit_code == 1
    stated = json.loads(lianshen("doctor", "--format", "json").stdout)
    (wrong,) = (each for each in stated if each["state"] == "不行")
    assert wrong.keys() == {"name", "state", "found", "remedy"}
    assert "LIANSHEN_PORT" in wrong["found"]
