"""The steps of a release, each by itself; all of them together are ``.ci/release VERSION --dry-run``."""

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.pages import ROOT, section
from tests.scripts import script, stand_in, vulnerability

LOG = """\
# Changelog

## [Unreleased]

### Added

- Something new.

## [0.1.0] - 2026-11-23

### Added

- The first.
"""
PROJECT = '[build-system]\nrequires = ["x"]\n\n[project]\nname = "lianshen"\nversion = "0.1.0"\n'
TODAY = date(2026, 12, 1)
ARCHIVE, CHANGELOG = map(script, ("archive", "changelog"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small project with the scripts, all of it committed."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    (tmp_path / "CHANGELOG.md").write_text(LOG, "utf-8")
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    done = subprocess.run(  # noqa: S603 - in a folder of the test
        ["git", "-C", str(folder), *who, *arguments],  # noqa: S607 - whichever git there is
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all")


def release(folder: Path, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(  # noqa: S603 - our own script
        ["bash", str(folder / ".ci" / "release"), *arguments],  # noqa: S607 - as on its first line
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_what_is_unreleased_becomes_the_version(folder: Path) -> None:
    CHANGELOG.prepare(folder, "0.2.0", TODAY)
    text = (folder / "CHANGELOG.md").read_text("utf-8")
    assert "## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- Something new.\n" in text
    assert CHANGELOG.section(text, "0.2.0") == ("2026-12-01", "\n### Added\n\n- Something new.\n\n")
    assert CHANGELOG.section(text, "0.1.0") == ("2026-11-23", "\n### Added\n\n- The first.\n")
    assert (folder / "pyproject.toml").read_text("utf-8") == PROJECT.replace("0.1.0", "0.2.0")
    assert git(folder, "status", "--porcelain") == " M CHANGELOG.md\n M pyproject.toml\n"
    CHANGELOG.prepare(folder, "0.2.0", date(2027, 1, 1))
    assert (folder / "CHANGELOG.md").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("0.1.0", r"\[0.1.0\] already"),
        ("0.0.9", "not after 0.1.0"),
        ("0.2", "no version"),
        ("v0.2.0", "no version"),
        ("0.2.0.dev1", "no version"),
    ],
)
def test_a_version_that_cannot_be_is_refused(folder: Path, version: str, words: str) -> None:
    with pytest.raises(SystemExit, match=words):
        CHANGELOG.prepare(folder, version, TODAY)
    assert git(folder, "status", "--porcelain") == ""


def test_the_changelog_of_this_project_can_be_prepared(folder: Path) -> None:
    for name in ("CHANGELOG.md", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    CHANGELOG.prepare(folder, "99.0.0", TODAY)
    day, notes = CHANGELOG.section((folder / "CHANGELOG.md").read_text("utf-8"), "99.0.0")
    assert (day, "### Added" in notes) == ("2026-12-01", True)


def test_nothing_new_is_no_release(folder: Path) -> None:
    (folder / "CHANGELOG.md").write_text(LOG.replace("### Added\n\n- Something new.\n\n", "", 1), "utf-8")
    commit(folder)
    code, said = release(folder, "0.2.0")
    assert (code, said) == (1, "CHANGELOG.md has nothing under [Unreleased]\n")


@pytest.mark.parametrize("arguments", [(), ("0.2.0", "--publish"), ("0.2.0", "--dry-run", "more")])
def test_how_it_is_used_is_told(folder: Path, arguments: tuple[str, ...]) -> None:
    assert release(folder, *arguments) == (2, "usage: .ci/release VERSION [--dry-run]\n")


def test_what_is_not_committed_is_not_released(folder: Path) -> None:
    (folder / "forgotten.py").touch()
    code, said = release(folder, "0.2.0", "--dry-run")
    assert (code, "working tree is not clean" in said) == (1, True)


def test_a_version_is_released_once(folder: Path) -> None:
    git(folder, "tag", "v0.2.0")
    (folder / "new.py").touch()
    commit(folder)
    assert release(folder, "0.2.0") == (1, "the tag v0.2.0 is at another commit\n")


def test_components_too_old_are_not_released(folder: Path) -> None:
    (folder / "locks").mkdir()
    (folder / "locks" / "base.txt").write_text("# All versions were renewed on 2026-01-01.\n", "utf-8")
    commit(folder)
    code, said = release(folder, "0.2.0", "--dry-run")
    assert (code, "base.txt: renewed" in said) == (1, True)
    assert said.endswith("the components are too old to be released\n")


def test_a_component_with_a_known_vulnerability_is_not_released(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tools of the release are stand-ins: one that installs nothing, one that finds something."""
    away = tmp_path_factory.mktemp("programs")
    (away / "found.json").write_text(vulnerability(fix_versions=[], aliases=[]), "utf-8")
    stand_in(away, "pip", "exit 0")
    stand_in(away, "pip-audit", f"cat {away}/found.json; exit 1")
    makes = f'mkdir -p "$3/bin"; cp {away}/pip {away}/pip-audit "$3/bin"'
    stand_in(away, "python3", f'if [[ $2 == venv ]]; then {makes}; else exec {sys.executable} "$@"; fi')
    monkeypatch.setenv("PATH", f"{away}:{os.environ['PATH']}")
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody is asked
    (folder / "locks").mkdir()
    today = datetime.now(UTC).date()
    text = f"# All versions were renewed on {today}.\nsome-thing==1.2\n"
    (folder / "locks" / "base.txt").write_text(text, "utf-8")
    commit(folder)
    code, said = release(folder, "0.2.0", "--dry-run")
    assert code == 1
    assert f"PYSEC-2026-1, mended in nothing yet; severity not known: by {today + timedelta(7)}" in said
    assert said.endswith(
        "a component with a known vulnerability, or not from PyPI, is not released: replace it\n"
    )
    assert not (folder / "dist").exists()


def test_an_archive_hangs_on_nothing_but_its_files(tmp_path: Path) -> None:
    names = ("index.html", "codes/F2.html", "assets/图.svg")
    for day, (folder, order) in enumerate({"one": names, "two": names[::-1]}.items()):
        for name in order:
            path = tmp_path / folder / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, "utf-8")
            path.chmod(0o600 + day * 0o44)
            os.utime(path, (day * 86_400,) * 2)
        assert (
            ARCHIVE.main([f"{tmp_path}/{folder}/site", f"{tmp_path}/{folder}/lianshen-0.2.0-docs.zip"]) == 0
        )
    first, second = (tmp_path / folder / "lianshen-0.2.0-docs.zip" for folder in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    assert held == {f"lianshen-0.2.0-docs/{name}": name for name in names}


def test_what_a_release_brings_is_listed() -> None:
    head = (ROOT / ".ci" / "release").read_text("utf-8").partition("set -euo")[0]
    brought = {
        name
        for line in re.findall(r"^#   (\S.*?)(?:  .*)?$", head, re.MULTILINE)
        for name in line.split(", ")
    }
    listed = set(re.findall(r"^\| `([^`]+)`", section("docs/release.md", "发布"), re.MULTILINE))
    assert {name.replace("版本", "VERSION") for name in listed} == brought - {"ocr.txt …"}
