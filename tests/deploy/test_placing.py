"""The commands of the documentation put the files of operation where they belong, and take them away."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.deploy.places import DATA, PROGRAM
from tests.pages import ROOT, read

OPERATION, UPGRADE, BACKUP = (read(f"docs/{page}.md") for page in ("operation", "upgrade", "backup"))
PLACES = dict(re.findall(r"^\| \[`(deploy/[^`]+)`\]\([^)]+\) \| `(/[^`]+)` \|", OPERATION, re.MULTILINE))
_ROOMS = ("/etc", "/usr", "/srv")
"""That the commands write into."""


def _commands(page: str, *beginnings: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip().startswith(beginnings)]


def _carry_out(line: str, system: Path, folder: Path) -> None:
    """Carry a command out in another system than this one; who owns a file is left out."""
    words = [
        f"{system}{word}" if word.startswith(_ROOMS) else word
        for word in shlex.split(re.sub(r" -[og] lianshen", "", line))
    ]
    subprocess.run(words, check=True, cwd=folder, capture_output=True, timeout=60)  # noqa: S603 - our own


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """Return a system in which the files were put where the page says."""
    (tmp_path / "wheelhouse").mkdir()
    (tmp_path / "wheelhouse" / "deploy").symlink_to(ROOT / "deploy")
    for line in _commands(OPERATION, "install "):
        _carry_out(line, tmp_path / "system", tmp_path)
    return tmp_path / "system"


def test_each_file_of_the_table_is_put_where_it_says(system: Path) -> None:
    assert len(PLACES) >= 7
    for name, place in PLACES.items():
        target = Path(f"{system}{place}")
        target = target / Path(name).name if target.is_dir() else target
        assert target.read_bytes() == (ROOT / name).read_bytes(), place


def test_settings_are_not_for_everybody_and_the_helper_can_be_run(system: Path) -> None:
    assert (system / "etc/lianshen/lianshen.env").stat().st_mode & 0o777 == 0o640
    assert (system / "usr/local/sbin/lianshen-admin").stat().st_mode & 0o111 == 0o111
    assert Path(f"{system}{DATA}").stat().st_mode & 0o777 == 0o700


def test_the_program_is_where_the_units_look_for_it_before_and_after_an_upgrade(tmp_path: Path) -> None:
    (tmp_path / "srv/lianshen").mkdir(parents=True)
    for page in (OPERATION, UPGRADE):
        (made,) = _commands(page, "python3 -m venv /srv/")
        (pointed,) = _commands(page, "ln -sfn program-")[:1]
        _carry_out(made.replace("venv", "venv --without-pip", 1), tmp_path, tmp_path)
        _carry_out(pointed, tmp_path, tmp_path)
        program = Path(f"{tmp_path}{PROGRAM}")
        assert str(program.parent.parent.resolve()) == f"{tmp_path}{made.split()[-1]}"
        assert (program.parent / "python").exists()
    back = _commands(UPGRADE, "ln -sfn program-")[-1]
    _carry_out(back, tmp_path, tmp_path)
    assert (tmp_path / "srv/lianshen/program").resolve().name == "program-1"


def test_an_upgrade_renews_the_files_and_leaves_the_settings(system: Path, tmp_path: Path) -> None:
    own = system / "etc/lianshen/lianshen.env"
    own.write_text("LIANSHEN_HOSTS=rd.example\n", "utf-8")
    before = {path: path.read_bytes() for path in system.rglob("*") if path.is_file()}
    renewed = before.keys() - {own, system / "etc/sysusers.d/lianshen.conf"}
    for path in renewed:
        path.write_text("of the former version\n", "utf-8")
    for line in _commands(UPGRADE, "install "):
        _carry_out(line, system, tmp_path)
    assert {path: path.read_bytes() for path in before} == before


def test_what_was_put_there_is_all_taken_away(system: Path, tmp_path: Path) -> None:
    for line in _commands(BACKUP, "install ", "rm "):
        _carry_out(line, system, tmp_path)
    assert [path for path in system.rglob("*") if path.is_file()] == []
