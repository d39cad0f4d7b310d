"""The locks are the inventory of third-party components: all that the program uses, itself or by others."""

import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.pages import ROOT
from tests.test_locks import LOCKS, entries
from tests.test_rooms import imported, tree
from tests.test_security import FILES

OURS = {"api", "model", "training", "data"}


def locked(*locks: str) -> set[str]:
    return {canonicalize_name(each.name) for lock in locks for each, _ in entries(lock)}


def test_whatever_the_program_imports_is_in_a_lock() -> None:
    known = packages_distributions()
    used = {top for file in FILES for top in imported(tree(file))} - OURS - sys.stdlib_module_names
    assert len(used) > 30
    everything = locked(*LOCKS)
    missing = {
        top for top in used if not {canonicalize_name(each) for each in known.get(top, [top])} & everything
    }
    assert missing == set()


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock != "release"])
def test_whatever_a_locked_component_needs_is_in_the_lock_too(lock: str) -> None:
    """As far as it is installed here; what is asked for on other systems is not evaluated."""
    there = locked("base", lock)
    looked_at = 0
    for entry, _ in entries(lock):
        try:
            asked = requires(entry.name) or []
        except PackageNotFoundError:
            continue
        looked_at += 1
        needed = [Requirement(each) for each in asked]
        for each in needed:
            if each.marker is None or each.marker.evaluate({"extra": ""}):
                assert canonicalize_name(each.name) in there, f"{entry.name} needs {each}"
    assert looked_at or lock == "ocr", "nothing of it is installed"


def test_nothing_of_others_comes_along_outside_the_locks() -> None:
    """No copy of a library lies among our files: scripts and styles of the pages are our own."""
    from_elsewhere = ("node_modules", "vendor", "third_party", "_vendor")
    rooms = ("api", "model", "training", "data")
    assert not [path for room in rooms for path in (ROOT / room).rglob("*") if path.name in from_elsewhere]
    for path in sorted((ROOT / "api/web/static").glob("*.js")):
        head = path.read_text("utf-8")[:2000].lower()
        assert not [word for word in ("copyright", "@license", "sourcemappingurl") if word in head], path.name


def test_a_release_has_a_bill_of_materials_of_what_was_installed_from_the_locks() -> None:
    script = (ROOT / ".ci" / "release").read_text("utf-8")
    bill = [line for line in script.splitlines() if "cyclonedx-py" in line]
    assert len(bill) == 1
    assert '"dist/$version/bom.cdx.json" "$room/clean/bin/python"' in bill[0]
    assert 'clean pip install -q --require-hashes --only-binary :all: -r "$PWD/locks/base.txt"' in script
    assert script.index("python3 .ci/audit.py || stop") < script.index(bill[0])
