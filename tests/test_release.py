"""The steps of a release, each by itself; all of them together are ``.ci/release VERSION --dry-run``."""

import base64
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from importlib.metadata import PathDistribution
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest

from api.doctor.components import LONGEST
from model.content import renewed
from tests.pages import ROOT, section
from tests.served import served

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


ARCHIVE, AUDIT, CHANGELOG, LOCK = map(script, ("archive", "audit", "changelog", "lock"))


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


def vulnerability(**told: object) -> str:
    part = {"name": "some-thing", "version": "1.2", "vulns": [{"id": "PYSEC-2026-1", **told}]}
    return json.dumps({"dependencies": [{"name": "click", "version": "8", "vulns": []}, part]})


def stand_in(folder: Path, name: str, lines: str) -> None:
    """Put a program of a few lines before all others."""
    program = folder / name
    program.write_text(f"#!/bin/bash\n{lines}\n", "utf-8")
    program.chmod(0o755)


class _Osv(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = {"/GHSA-1": {"published": "2026-11-01T10:00:00Z", "database_specific": {"severity": "HIGH"}}}
        known["/PYSEC-2026-1"] = {"published": "2026-11-05T10:00:00Z"}
        self.send_response(200 if self.path in known else 404)
        self.end_headers()
        self.wfile.write(json.dumps(known.get(self.path, {})).encode())


@pytest.fixture
def osv(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """OSV, which knows of two names of one vulnerability."""
    with served(_Osv) as address:
        monkeypatch.setattr(AUDIT, "OSV", f"{address}/")
        yield


@pytest.mark.usefixtures("osv")
@pytest.mark.parametrize(
    ("aliases", "today", "ends"),
    [
        (["GHSA-1"], date(2026, 12, 1), "high: by 2026-12-01"),
        (["GHSA-1"], date(2026, 12, 2), "high: by 2026-12-01, which is OVERDUE"),
        ([], date(2026, 11, 12), "severity not known: by 2026-11-12"),
        ([], date(2026, 11, 13), "severity not known: by 2026-11-12, which is OVERDUE"),
    ],
)
def test_each_vulnerability_is_told_with_its_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, aliases: list[str], today: date, ends: str
) -> None:
    (tmp_path / "found.json").write_text(vulnerability(fix_versions=["1.3"], aliases=aliases), "utf-8")
    stand_in(tmp_path, "pip-audit", f"cat {tmp_path}/found.json; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (told,) = AUDIT.vulnerable(tmp_path / "base.txt", today)
    assert told == f"some-thing 1.2: PYSEC-2026-1, mended in 1.3; {ends}"


@pytest.mark.parametrize("said", ["", "{}", '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'])
def test_what_was_not_looked_up_is_no_clean_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    stand_in(tmp_path, "pip-audit", f"echo '{said}'; echo no network >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert list(AUDIT.vulnerable(tmp_path / "base.txt", TODAY)) == [
        "base.txt: could not be looked up: no network"
    ]


class _Index(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        files = [
            {"hashes": {"sha256": "a" * 64}, "yanked": False},
            {"hashes": {"sha256": "b" * 64}, "yanked": "broken"},
        ]
        known = self.path == "/some-thing/" and "simple.v1+json" in self.headers["Accept"]
        self.send_response(200 if known else 404)
        self.end_headers()
        self.wfile.write(json.dumps({"files": files}).encode())


@pytest.mark.parametrize(
    ("name", "digests", "told"),
    [
        ("some_thing", "a", []),
        ("some_thing", "ab", ["some_thing 1.2: PyPI has withdrawn it"]),
        ("some_thing", "ac", ["some_thing 1.2: the lock has a file that PyPI does not have"]),
        ("other", "a", ["other 1.2: PyPI could not be asked for it: HTTP Error 404: Not Found"]),
    ],
)
def test_a_component_that_did_not_come_from_pypi_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, digests: str, told: list[str]
) -> None:
    hashes = "".join(f" \\\n    --hash=sha256:{each * 64}" for each in digests)
    (tmp_path / "base.txt").write_text(f"# Written.\n{name}==1.2 ; python_version < '4'{hashes}\n", "utf-8")
    with served(_Index) as address:
        monkeypatch.setattr(AUDIT, "PYPI", f"{address}/")
        assert list(AUDIT.foreign(tmp_path / "base.txt")) == told


def test_every_entry_of_the_locks_is_asked_for() -> None:
    for path in sorted((ROOT / "locks").glob("*.txt")):
        text = path.read_text("utf-8")
        assert len(AUDIT._WITH_FILES.findall(text)) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) > 0


def test_the_audit_looks_for_weaknesses_and_for_the_origin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(AUDIT, "vulnerable", lambda lock, _today: iter([f"{lock.stem}: weak"]))
    monkeypatch.setattr(AUDIT, "foreign", lambda lock: iter([f"{lock.stem}: from elsewhere"]))
    assert AUDIT.main([]) == 1
    names = sorted(path.stem for path in (ROOT / "locks").glob("*.txt"))
    told = capsys.readouterr().out.splitlines()
    assert told == [f"{name}: {what}" for name in names for what in ("weak", "from elsewhere")]


def test_of_what_nothing_is_known_the_shortest_time_holds() -> None:
    assert AUDIT.by_when(None, "", TODAY) == "severity not known: by 2026-12-08"
    assert AUDIT.by_when(TODAY, "MODERATE", date(2027, 12, 1)) == "moderate: by the next release"
    assert AUDIT.by_when(TODAY, "CRITICAL", date(2026, 12, 9)).endswith("by 2026-12-08, which is OVERDUE")


def test_the_times_allowed_stand_on_the_pages() -> None:
    told = section("docs/release.md", "期限")
    for days in (*AUDIT.FRAMES.values(), AUDIT.RENEWED):
        assert f" {days} 天内" in told
        assert re.search(rf"{days} 天", section("docs/security.md", "单位要做的"))
    assert timedelta(days=AUDIT.RENEWED) == LONGEST


@pytest.mark.parametrize(("days", "young"), [(180, True), (181, False)])
def test_versions_that_were_not_renewed_for_too_long_are_told(
    tmp_path: Path, days: int, *, young: bool
) -> None:
    lock = tmp_path / "base.txt"
    lock.write_text(f"# All versions were renewed on {TODAY - timedelta(days)}.\nclick==8\n", "utf-8")
    assert (list(AUDIT.aged(lock, TODAY)) == []) == young
    lock.write_text("click==8\n", "utf-8")
    assert "does not say" in "".join(AUDIT.aged(lock, TODAY))


def test_the_locks_say_when_their_versions_were_renewed() -> None:
    for path in sorted((ROOT / "locks").glob("*.txt")):
        assert list(AUDIT.aged(path, renewed())) == [], path
        assert f"# All versions were renewed on {renewed()}.\n" in path.read_text("utf-8")


@pytest.mark.parametrize("arguments", [[], ["--upgrade"]])
def test_the_day_is_that_on_which_all_versions_were_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    stand_in(tmp_path, "uv", f'printf "click==8 \\\\\n    --hash=sha256:{"0" * 64}\n" >"${{10}}"')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    (tmp_path / "pyproject.toml").write_text("[project]\noptional-dependencies = {}\n", "utf-8")
    (tmp_path / "data").mkdir()
    before = tmp_path / "data" / "renewed.txt"
    before.write_text("2026-01-02\n", "utf-8")
    for name, place in {"ROOT": tmp_path, "LOCKS": tmp_path / "locks", "RENEWED": before}.items():
        monkeypatch.setattr(LOCK, name, place)
    assert LOCK.main(arguments) == 0
    day = f"{datetime.now(UTC):%Y-%m-%d}" if arguments else "2026-01-02"
    assert before.read_text("utf-8") == f"{day}\n"
    lock = (tmp_path / "locks" / "base.txt").read_text("utf-8")
    assert lock.splitlines()[1:3] == [f"# All versions were renewed on {day}.", "click==8 \\"]


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


def test_the_locks_are_read() -> None:
    pinned = AUDIT.pinned()
    assert pinned["torch"] == {"2.13.0"}
    assert len(pinned["numpy"]) == 2  # one of them for Python 3.11


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
