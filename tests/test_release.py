"""The steps of a release, each by itself; all of them together are ``.ci/release VERSION --dry-run``."""

import base64
import hashlib
import importlib.util
import shutil
import subprocess
from datetime import date
from importlib.metadata import PathDistribution
from pathlib import Path
from types import ModuleType

import pytest

from tests.pages import ROOT

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


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHANGELOG, AUDIT = script("changelog"), script("audit")


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


def distribution(folder: Path, licence: str = "License-Expression: MIT") -> PathDistribution:
    """Write an installed distribution of one file."""
    (folder / "some.py").write_bytes(b"1\n")
    info = folder / "some_thing-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: some_thing\nVersion: 1.2\n{licence}\n", "utf-8"
    )
    digest = base64.urlsafe_b64encode(hashlib.sha256(b"1\n").digest()).decode().rstrip("=")
    (info / "RECORD").write_text(f"some.py,sha256={digest},2\nsome_thing-1.2.dist-info/RECORD,,\n", "utf-8")
    return PathDistribution(info)


def test_an_installed_distribution_is_looked_at(tmp_path: Path) -> None:
    found = distribution(tmp_path)
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.2"}})) == []
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.1"}})) == ["some-thing 1.2: the locks have 1.1"]
    assert list(AUDIT.looked_at(found, {})) == ["some-thing 1.2: the locks have nothing"]
    (tmp_path / "some.py").write_bytes(b"2\n")
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.2"}})) == ["some-thing 1.2: changed file some.py"]
    (tmp_path / "some.py").unlink()
    assert list(AUDIT.looked_at(found, {"some-thing": {"1.2"}})) == ["some-thing 1.2: missing file some.py"]


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("License: BSD 3-Clause License", True),
        ("Classifier: License :: OSI Approved :: Apache Software License", True),
        ("License-Expression: LGPL-3.0-only", True),
        ("License-Expression: GPL-3.0-or-later", False),
        ("Classifier: License :: OSI Approved :: GNU Affero General Public License v3", False),
        ("License: Permitted for research", False),
        ("Summary: none", False),
    ],
)
def test_a_licence_that_is_not_free_to_take_is_told(tmp_path: Path, licence: str, *, free: bool) -> None:
    told = list(AUDIT.looked_at(distribution(tmp_path, licence), {"some-thing": {"1.2"}}))
    assert (told == []) == free
    assert all("look at its licence" in line for line in told)


def test_the_locks_are_read() -> None:
    pinned = AUDIT.pinned()
    assert pinned["torch"] == {"2.13.0"}
    assert len(pinned["numpy"]) == 2  # one of them for Python 3.11
