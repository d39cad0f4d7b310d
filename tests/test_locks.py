"""Every dependency is locked: at one version that pyproject.toml allows, with the hashes of its files."""

import os
import re
import tomllib
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.pages import ROOT
from tests.scripts import script, stand_in

LOCK = script("lock")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
LOCKS = sorted(path.stem for path in (ROOT / "locks").glob("*.txt"))
ELSEWHERE = (
    {"sys_platform": "linux", "platform_machine": "x86_64", "os_name": "posix", "platform_system": "Linux"},
    {"sys_platform": "win32", "platform_machine": "AMD64", "os_name": "nt", "platform_system": "Windows"},
    {"sys_platform": "darwin", "platform_machine": "arm64", "os_name": "posix", "platform_system": "Darwin"},
)
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def entries(lock: str) -> list[tuple[Requirement, int]]:
    """Return the requirements of a lock, each with the number of its hashes."""
    text = (ROOT / "locks" / f"{lock}.txt").read_text("utf-8")
    found = []
    for entry in re.split(r"(?<!\\)\n", text):
        if entry and not entry.startswith("#"):
            requirement, *hashes = entry.split(" \\\n    --hash=")
            assert all(re.fullmatch("sha256:[0-9a-f]{64}", each) for each in hashes), entry
            found.append((Requirement(requirement), len(hashes)))
    return found


def asked(lock: str) -> Iterable[Requirement]:
    if lock == "release":
        return map(
            Requirement, PYPROJECT["dependency-groups"]["release"] + PYPROJECT["build-system"]["requires"]
        )
    return map(Requirement, EXTRAS[lock] if lock in EXTRAS else PYPROJECT["project"]["dependencies"])


def test_there_is_a_lock_for_the_base_each_extra_and_the_release() -> None:
    assert set(LOCKS) == {"base", "release", *EXTRAS} - {"dev"}


@pytest.mark.parametrize("lock", LOCKS)
def test_each_entry_is_one_version_with_hashes_and_no_address(lock: str) -> None:
    for requirement, hashes in entries(lock):
        assert re.fullmatch(r"==[^,*]+", str(requirement.specifier)), requirement
        assert (requirement.url, hashes > 0) == (None, True), requirement
    assert "://" not in (ROOT / "locks" / f"{lock}.txt").read_text("utf-8")


@pytest.mark.parametrize("system", ELSEWHERE, ids=[each["sys_platform"] for each in ELSEWHERE])
@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_has_what_the_project_asks_for_on_every_system(lock: str, system: dict[str, str]) -> None:
    together = {lock} if lock == "release" else {"base", lock}  # an extra is installed beside the base
    locked = [requirement for each in together for requirement, _ in entries(each)]
    for python in PYTHONS:
        here = {**system, "python_version": python, "python_full_version": f"{python}.9"}
        for wanted in asked(lock):
            if wanted.marker and not wanted.marker.evaluate(here):
                continue
            pins = [
                each
                for each in locked
                if canonicalize_name(each.name) == canonicalize_name(wanted.name)
                and (each.marker is None or each.marker.evaluate(here))
            ]
            assert len(pins) == 1, (wanted, python)
            (pin,) = pins[0].specifier
            assert wanted.specifier.contains(pin.version), wanted


def test_what_two_locks_have_in_common_is_of_one_version() -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for lock in LOCKS:
        for requirement, _ in entries(lock):
            versions.setdefault((requirement.name, lock), set()).add(str(requirement.specifier))
    for (name, lock), found in versions.items():
        for other in LOCKS:
            if other != lock and (name, other) in versions:
                assert found & versions[name, other], (name, lock, other)


def test_torch_is_named_in_one_way() -> None:
    named = {str(each.specifier) for lock in LOCKS for each, _ in entries(lock) if each.name == "torch"}
    assert named == {"==2.13.0"}


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
