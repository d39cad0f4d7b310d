from pathlib import Path

import pytest

from api.home import home


def test_the_environment_variable_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path))
    assert home() == tmp_path


def test_a_tilde_is_the_users_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("LIANSHEN_HOME", "~/模型")
    assert home() == tmp_path / "模型"


@pytest.mark.parametrize("value", [None, ""])
def test_otherwise_it_is_the_platforms_folder(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("LIANSHEN_HOME", raising=False)
    if value is not None:
        monkeypatch.setenv("LIANSHEN_HOME", value)
    assert home().name == "lianshen"
    assert home().is_absolute()
