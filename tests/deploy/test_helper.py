"""``lianshen-admin`` runs commands with the settings as systemd reads them, as the service or the owner."""

import re
import stat
import subprocess
from pathlib import Path

import pytest

from tests.deploy.places import PROGRAM, read

_FAR = "postgresql://lianshen@db.example/lianshen?sslmode=verify-full&sslcert=/a.pem&sslkey=/b.key"
_OWNER = "postgresql://lianshen_owner@/lianshen?host=/run/postgresql"
_SETTINGS = f"""# 设置
LIANSHEN_HOME={{home}}
LIANSHEN_DATABASE_URL={_FAR}
LIANSHEN_JOBS_URL={_FAR}
#LIANSHEN_CLAMD=unix:/run/clamav/clamd.ctl
LIANSHEN_HOSTS="a.example, b.example"
LIANSHEN_LOG=json; echo $(id)"""


def _tool(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def helper(tmp_path: Path) -> Path:
    """The helper on a machine whose program prints its settings, and what it is called with."""
    _tool(tmp_path, PROGRAM[1:], 'env | grep ^LIANSHEN_ | sort; echo "$@"; exit 3')
    _tool(tmp_path, "bin/runuser", 'echo "as $2"; shift 3; exec "$@"')
    _tool(tmp_path, "bin/chown", f'echo "$@" > {tmp_path}/given-back')
    settings = tmp_path / "etc/lianshen/lianshen.env"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format(home=tmp_path / "srv/lianshen/data"), "utf-8")
    text = re.sub(r"(?<![\w./])/(?=(?:srv|etc)/)", f"{tmp_path}/", read("lianshen-admin"))
    _tool(tmp_path, "bin/lianshen-admin", text)
    return tmp_path / "bin/lianshen-admin"


def _said(helper: Path, *words: str) -> list[str]:
    path = {"PATH": f"{helper.parent}:/usr/bin:/bin"}
    ran = subprocess.run([helper, *words], capture_output=True, text=True, env=path, timeout=60, check=False)  # noqa: S603 - our own
    assert ran.returncode == 3, ran.stderr
    return ran.stdout.splitlines()


def test_settings_are_values_and_never_commands(helper: Path) -> None:
    home = helper.parents[1] / "srv/lianshen/data"
    assert _said(helper, "users", "list") == [
        "as lianshen",
        f"LIANSHEN_DATABASE_URL={_FAR}",
        f"LIANSHEN_HOME={home}",
        "LIANSHEN_HOSTS=a.example, b.example",
        f"LIANSHEN_JOBS_URL={_FAR}",
        "LIANSHEN_LOG=json; echo $(id)",
        "users list",
    ]


def test_the_owner_works_on_the_folder_of_the_service_and_gives_it_back(helper: Path) -> None:
    home = helper.parents[1] / "srv/lianshen/data"
    said = _said(helper, "--owner", "restore", "/srv/a b.zip", "--replace")
    assert f"LIANSHEN_DATABASE_URL={_OWNER}" in said
    assert f"LIANSHEN_JOBS_URL={_OWNER}" in said
    assert f"LIANSHEN_HOME={home}" in said
    assert said[-1] == "restore /srv/a b.zip --replace"
    assert "as lianshen" not in said
    given_back = (helper.parents[1] / "given-back").read_text("utf-8")
    assert given_back == f"-hR lianshen:lianshen {home}\n"
