#!/usr/bin/env python3
"""Audit the dependencies.

    python .ci/audit.py                          # known vulnerabilities of what is locked; needs the internet
    .venv/bin/python .ci/audit.py --installed    # what is installed there; needs no network

The first asks the advisories of PyPI by pip-audit, which must be installed, about every lock in ``locks/``.
What could not be looked up counts as a failure: no answer is no clean bill.

The second runs on the standard library alone, in the environment that it looks at. It tells which
distributions are not those of the locks, which installed files are not as their wheels brought them, and
which licences are none of those named here. Whoever can change a file there can change the record of its
digest, too: this finds damage, other versions and forgotten packages, not an intruder.
"""

import base64
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

LOCKS = Path(__file__).resolve().parents[1] / "locks"
OWN = {"lianshen", "pip", "setuptools", "wheel"}
"""The project itself, and what every environment has of its own."""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_FREE = re.compile(
    r"apache|\bmit\b|\bbsd\b|\b0bsd\b|\bisc\b|\bmpl\b|mozilla|\blgpl|lesser general|\bpsf\b|python software|"
    r"\bzlib\b|\bhpnd\b|unlicense|cc0",
    re.IGNORECASE,
)
LOOKED_AT = {
    "huey": "MIT, by the file LICENSE it comes with",
}
"""Licences that the expression above does not let pass, and what a person found."""
_LONGEST = 60


def main(arguments: Sequence[str]) -> int:
    """Audit, and return 1 where something was found or could not be looked up."""
    if list(arguments) == ["--installed"]:
        found = [line for each in _installed() for line in looked_at(each, pinned())]
        print("\n".join(found) or "nothing found")  # noqa: T201 - a script
        return bool(found)
    if arguments:
        sys.exit(__doc__)
    locks = [f"--requirement={path}" for path in sorted(LOCKS.glob("*.txt"))]
    how = ["--strict", "--require-hashes", "--disable-pip", "--progress-spinner=off"]
    return max(
        subprocess.run(["pip-audit", *how, lock], check=False).returncode  # noqa: S603, S607 - our own arguments
        for lock in locks  # one by one: two of them may name the same distribution
    )


def pinned() -> dict[str, set[str]]:
    """Return the versions that the locks allow of each distribution, by its normalised name."""
    found: dict[str, set[str]] = {}
    for path in sorted(LOCKS.glob("*.txt")):
        for name, version in _PINNED.findall(path.read_text("utf-8")):
            found.setdefault(_normal(name), set()).add(version)
    return found


def looked_at(each: Distribution, allowed: dict[str, set[str]]) -> Iterator[str]:
    """Yield what is wrong with one distribution."""
    name, version = _normal(each.name), each.version
    if name not in OWN and version not in allowed.get(name, ()):
        locked = " or ".join(sorted(allowed.get(name, ()))) or "nothing"
        yield f"{name} {version}: the locks have {locked}"
    licence = licence_of(each)
    if name not in OWN and name not in LOOKED_AT and not _FREE.search(licence):
        yield f"{name} {version}: look at its licence: {licence or 'none stated'}"
    for file in each.files or ():
        path = Path(str(each.locate_file(file)))
        if file.hash is None or file.suffix == ".pyc":
            continue
        if not path.is_file():
            yield f"{name} {version}: missing file {file}"
        elif _digest(path, file.hash.mode) != file.hash.value:
            yield f"{name} {version}: changed file {file}"


def licence_of(each: Distribution) -> str:
    """Return what a distribution states of its licence, in one line."""
    told = each.metadata
    classes = [line.rpartition("::")[2] for line in told.get_all("Classifier", []) if "License ::" in line]
    written = told.get_all("License-Expression", []) + classes + told.get_all("License", [])
    return " ".join("; ".join(written).split())[:_LONGEST]


def _installed() -> list[Distribution]:
    return sorted(distributions(), key=lambda each: _normal(each.name))


def _digest(path: Path, algorithm: str) -> str:
    digest = hashlib.new(algorithm, path.read_bytes()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
