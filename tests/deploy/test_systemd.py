"""The units of systemd say what the program does, and are as strict as they claim."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from api.cli import main
from api.jobs.supervising import PATIENCE
from api.serving import GRACE
from api.settings import PREFIX, Settings, read_settings
from tests.deploy.places import DATA, DEPLOY, PROGRAM, read, unit, variables
from tests.pages import ROOT
from tests.pages import read as page

UNITS = ("lianshen.service", "lianshen-backup.service")
BOTH = pytest.mark.parametrize("name", UNITS)
MOST_EXPOSED = 2.0
"""By systemd-analyze, on a scale from 0, safe, to 10."""


@BOTH
def test_what_is_started_is_a_command_with_its_options(name: str) -> None:
    program, command, *arguments = shlex.split(unit(name)["Service"]["ExecStart"])
    assert program == PROGRAM
    main.commands[command].make_context(command, arguments)


@BOTH
def test_it_may_write_nowhere_but_where_its_data_are_and_is_nobody_else(name: str) -> None:
    service = unit(name)["Service"]
    assert service["User"] == service["Group"] == "lianshen"
    assert service["ReadWritePaths"].split()[0] == DATA == variables(read("lianshen.env"))["LIANSHEN_HOME"]
    assert {
        key: service[key] for key in ("ProtectSystem", "NoNewPrivileges", "PrivateTmp", "ProtectHome")
    } == {
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "PrivateTmp": "yes",
        "ProtectHome": "yes",
    }
    assert service["EnvironmentFile"] == "/etc/lianshen/lianshen.env"


def test_the_backup_goes_where_it_may_be_written() -> None:
    service = unit("lianshen-backup.service")["Service"]
    assert set(service["ReadWritePaths"].split()) == {DATA, shlex.split(service["ExecStart"])[2]}
    assert unit("lianshen-backup.timer")["Timer"]["Persistent"] == "true"


def test_it_is_stopped_no_sooner_than_the_program_needs() -> None:
    service = unit("lianshen.service")["Service"]
    assert int(service["TimeoutStopSec"]) >= GRACE + PATIENCE + 10
    assert service["KillMode"] == "mixed"
    assert service["Restart"] == "on-failure"
    assert unit("lianshen.service")["Unit"]["StartLimitIntervalSec"] == "0"


def test_every_variable_of_the_example_is_one_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given = variables(read("lianshen.env"))
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    assert set(given) - known == {"LIANSHEN_HOME", "OTEL_EXPORTER_OTLP_ENDPOINT"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert (settings.on_loopback, settings.open_to_all, settings.secure_cookies) == (True, False, True)
    assert settings.own_hosts == frozenset({"lianshen.example"})
    assert (settings.log, settings.log_level) == ("json", "info")


def test_the_user_is_made_and_the_helper_runs_as_it() -> None:
    assert read("systemd/lianshen.sysusers").splitlines()[-1].split() == [
        "u",
        "lianshen",
        "-",
        '"联审"',
        DATA,
    ]
    assert f"runuser -u lianshen -- {PROGRAM} " in read("lianshen-admin")


SEALED = "LoadCredentialEncrypted=lianshen:/etc/lianshen/sealed"


def test_secrets_may_be_sealed_for_service_backup_and_commands_alike() -> None:
    for name in UNITS:
        assert f"\n#{SEALED}\n" in read(f"systemd/{name}")
    assert f"--property={SEALED} " in read("lianshen-admin")
    told = page("docs/operation.md")
    assert "systemd-creds encrypt --name=lianshen_database_url - /etc/lianshen/sealed/database_url" in told
    assert not [name for name in variables(read("lianshen.env")) if re.search("PASSWORD|SECRET", name)]
    assert not re.search(r"://[^/\s]*:[^/\s]*@", read("lianshen.env"))


@BOTH
def test_it_speaks_to_this_machine_alone_unless_the_office_says_more(name: str) -> None:
    service = unit(name)["Service"]
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")


def test_the_page_installs_every_file_there_is() -> None:
    deploy = ROOT / "deploy"
    files = {path.relative_to(ROOT).as_posix() for path in deploy.rglob("*") if path.is_file()}
    named = set(re.findall(r"deploy/[\w./-]+\w", page("docs/operation.md")))
    assert files == named


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_understands_the_units_and_finds_them_closed(tmp_path: Path) -> None:
    program = shutil.which("true")
    units = []
    for name in (*UNITS, "lianshen-backup.timer"):
        text = read(f"systemd/{name}").replace(PROGRAM, str(program))  # which must be there
        text = text.replace(f"#{SEALED}", SEALED)
        text = re.sub(r"^(User|Group)=lianshen$", r"\1=root", text, flags=re.MULTILINE)
        (tmp_path / name).write_text(text, "utf-8")
        units.append(str(tmp_path / name))
    verified = _analyze("verify", *units)
    assert (verified.returncode, verified.stderr) == (0, "")
    if "offline" not in _analyze("--help").stdout:
        return  # before version 250 it can judge none but loaded units
    for name in UNITS:
        judged = _analyze("security", "--offline=true", "--no-pager", str(DEPLOY / "systemd" / name)).stdout
        (exposed,) = re.findall(r"Overall exposure level .*: ([\d.]+)", judged)
        assert float(exposed) <= MOST_EXPOSED


def _analyze(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
