"""Settings that the system hands over in files, sealed until then."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from api.backup.extra import stated_settings
from api.doctor import machine, program
from api.errors import SettingsError
from api.home import home
from api.settings import PREFIX, read_settings

URL = "postgresql://lianshen:geheim@127.0.0.1/lianshen"


@pytest.fixture
def handed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that systemd names, with nothing in it yet."""
    for name in [each for each in os.environ if each.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LIANSHEN_HOME", str(tmp_path / "home"))
    folder = tmp_path / "credentials"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(folder))
    return folder


def put(folder: Path, name: str, content: str, mode: int = 0o400) -> Path:
    path = folder / name
    path.write_text(content, "utf-8")
    path.chmod(mode)
    return path


def test_a_secret_is_read_from_its_file_and_shown_nowhere(handed: Path) -> None:
    put(handed, "lianshen_database_url", f"{URL}\n")
    put(handed, "lianshen_mlflow_uri", "https://mlflow.example")
    settings = read_settings()
    assert settings.database_url.get_secret_value() == URL
    assert settings.mlflow_uri.get_secret_value() == "https://mlflow.example"
    assert "geheim" not in repr(settings)
    assert stated_settings(settings)["LIANSHEN_DATABASE_URL"] == "（不记）"


def test_the_command_line_wins_over_the_environment_and_that_over_files(
    handed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(handed, "lianshen_port", "9001")
    put(handed, "LIANSHEN_WORKERS", "3")
    assert (read_settings().port, read_settings().workers) == (9001, 3)
    monkeypatch.setenv("LIANSHEN_PORT", "9002")
    assert read_settings().port == 9002
    assert read_settings(port=9003).port == 9003


def test_without_the_folder_nothing_is_read_and_nothing_said(
    handed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed / "away"))
    assert read_settings().port == 8000


def test_a_file_that_is_no_text_or_a_wrong_value_is_told(handed: Path) -> None:
    path = handed / "lianshen_port"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert raised.value.where == "CREDENTIALS_DIRECTORY"
    path.write_text("eighty")
    with pytest.raises(SettingsError) as raised:
        read_settings()
    assert raised.value.where == "LIANSHEN_PORT"


def test_a_restore_that_was_broken_off_finds_the_database_by_the_file(
    handed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put(handed, "lianshen_database_url", URL)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "restoring.json").touch()
    asked: list[str] = []
    monkeypatch.setattr("api.backup.switching.finish", lambda _folder, url: asked.append(url))
    home()
    assert asked == [URL]


def test_the_doctor_tells_of_files_that_others_can_read_and_of_names_that_are_none(handed: Path) -> None:
    path = put(handed, "lianshen_database_url", URL, 0o440)  # as systemd shows its rule for one user
    assert program.credentials().state == "好"
    assert not machine.open_to_others(path)
    path.chmod(0o444)
    found = program.credentials()
    assert (found.state, "lianshen_database_url" in found.found) == ("不行", True)
    assert "geheim" not in found.found + found.remedy
    put(handed, "lianshen_databse_url", URL)
    assert "是不是 LIANSHEN_DATABASE_URL" in program.variables().found


@pytest.mark.skipif(
    not shutil.which("systemd-creds") or os.name != "posix" or os.geteuid() != 0,
    reason="needs root and systemd-creds",
)
def test_what_was_sealed_as_documented_is_unreadable_until_the_system_opens_it(
    handed: Path, tmp_path: Path
) -> None:
    """By the machine's key, which is made for this test alone."""
    own = {**os.environ, "SYSTEMD_CREDENTIAL_SECRET": str(tmp_path / "machine.key")}
    sealed = tmp_path / "database_url"

    def run(*words: str, given: bytes = b"") -> bytes:
        done = subprocess.run(  # noqa: S603 - our own words
            ["systemd-creds", *words],  # noqa: S607 - wherever it is
            input=given,
            capture_output=True,
            env=own,
            check=True,
        )
        return done.stdout

    run("setup")
    run("encrypt", "--with-key=host", "--name=lianshen_database_url", "-", str(sealed), given=URL.encode())
    assert b"geheim" not in sealed.read_bytes()
    opened = run("decrypt", "--name=lianshen_database_url", str(sealed), "-")
    put(handed, "lianshen_database_url", opened.decode())
    assert read_settings().database_url.get_secret_value() == URL
