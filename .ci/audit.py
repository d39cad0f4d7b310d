#!/usr/bin/env python3
"""Audit the dependencies.

    python .ci/audit.py                          # weaknesses and origin of what is locked; needs the internet
    python .ci/audit.py --age                    # how old what is locked is; needs no network
    .venv/bin/python .ci/audit.py --installed    # what is installed there; needs no network

The first asks the advisories of PyPI by pip-audit, which must be installed, about every lock in ``locks/``,
and OSV when each was published, hence until when it must be mended (``docs/release.md``). It also asks the
index of PyPI, from which alone components come, whether each locked file is one of those there, and not
withdrawn. What could not be looked up counts as a failure: no answer is no clean bill. The second fails where
the versions were not all renewed for too long.

The third runs on the standard library alone, in the environment that it looks at. It tells which
distributions are not those of the locks, which installed files are not as their wheels brought them, and
which licences are none of those named here. Whoever can change a file there can change the record of its
digest, too: this finds damage, other versions and forgotten packages, not an intruder.
"""

import base64
import csv
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import Distribution, distributions
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

LOCKS = Path(__file__).resolve().parents[1] / "locks"
OWN = {"lianshen", "pip", "setuptools", "wheel"}
"""The project itself, and what every environment has of its own."""
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_WITH_FILES = re.compile(_PINNED.pattern + r".*\n((?: +--hash=sha256:[0-9a-f]{64}.*\n?)+)", re.MULTILINE)
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
FRAMES = {"CRITICAL": 7, "HIGH": 30}
"""Days after it was published within which a vulnerability is mended; others by the next release."""
RENEWED = 180
"""Days after which all versions are renewed again."""
OSV = "https://api.osv.dev/v1/vulns/"
PYPI = "https://pypi.org/simple/"
_RENEWED = re.compile(r"^# All versions were renewed on (\d{4}-\d\d-\d\d)\.$", re.MULTILINE)
_PATIENCE = 20


def main(arguments: Sequence[str]) -> int:
    """Audit, and return 1 where something was found or could not be looked up."""
    if list(arguments) == ["--installed"]:
        found = [line for each in _installed() for line in looked_at(each, pinned())]
        print("\n".join(found) or "nothing found")  # noqa: T201 - a script
        return bool(found)
    today = datetime.now(UTC).date()
    if list(arguments) == ["--age"]:
        found = [line for path in sorted(LOCKS.glob("*.txt")) for line in aged(path, today)]
        print("\n".join(found) or "young enough")  # noqa: T201 - a script
        return bool(found)
    if arguments:
        sys.exit(__doc__)
    # One by one: two of them may name the same distribution.
    locks = sorted(LOCKS.glob("*.txt"))
    found = [line for path in locks for line in (*vulnerable(path, today), *foreign(path))]
    print("\n".join(dict.fromkeys(found)) or "nothing found")  # noqa: T201 - a script
    return bool(found)


def aged(lock: Path, today: date) -> Iterator[str]:
    """Yield that the versions of a lock were not renewed for too long, if so."""
    stated = _RENEWED.search(lock.read_text("utf-8"))
    if stated is None:
        yield f"{lock.name}: does not say when its versions were renewed: .ci/lock.py --upgrade"
    elif (days := (today - date.fromisoformat(stated[1])).days) > RENEWED:
        yield f"{lock.name}: renewed {days} days ago, more than {RENEWED}: .ci/lock.py --upgrade"


def vulnerable(lock: Path, today: date) -> Iterator[str]:
    """Yield the known vulnerabilities of what is in a lock, each with the day by which it must be mended."""
    how = ["--strict", "--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json"]
    command = ["pip-audit", *how, f"--requirement={lock}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own arguments
    try:
        parts = json.loads(done.stdout)["dependencies"]
        found = [(part, each) for part in parts for each in part["vulns"]]
    except (ValueError, KeyError):
        found = []
    if done.returncode and not found:
        yield f"{lock.name}: could not be looked up: {done.stderr.strip()}"
    for part, each in found:
        mended = " or ".join(each["fix_versions"]) or "nothing yet"
        until = by_when(*advisory([each["id"], *each["aliases"]]), today)
        yield f"{part['name']} {part['version']}: {each['id']}, mended in {mended}; {until}"


def foreign(lock: Path) -> Iterator[str]:
    """Yield which files of a lock are not, or no longer, at PyPI: by their digests, not by where they lay."""
    for name, version, hashes in _WITH_FILES.findall(lock.read_text("utf-8")):
        ask = Request(f"{PYPI}{_normal(name)}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})  # noqa: S310 - https, as above
        try:
            with urlopen(ask, timeout=_PATIENCE) as answer:  # noqa: S310 - https, as above
                files = json.load(answer)["files"]
            there = {file["hashes"]["sha256"]: file["yanked"] for file in files}
        except (OSError, ValueError, KeyError) as error:
            yield f"{name} {version}: PyPI could not be asked for it: {error}"
            continue
        locked = re.findall("[0-9a-f]{64}", hashes)
        if not there.keys() >= set(locked):
            yield f"{name} {version}: the lock has a file that PyPI does not have"
        elif any(there[each] for each in locked):
            yield f"{name} {version}: PyPI has withdrawn it"


def advisory(names: Sequence[str]) -> tuple[date | None, str]:
    """Return when a vulnerability was published, and how severe it is; what is not known is empty."""
    published, severity = None, ""
    for name in names:
        try:
            with urlopen(OSV + quote(name), timeout=_PATIENCE) as answer:  # noqa: S310 - https, as above
                told = json.load(answer)
            days = [day for day in (published, date.fromisoformat(told["published"][:10])) if day]
        except (OSError, ValueError, KeyError):
            continue
        published = min(days)
        severity = severity or str(told.get("database_specific", {}).get("severity", ""))
    return published, severity


def by_when(published: date | None, severity: str, today: date) -> str:
    """Tell until when a vulnerability must be mended; one of which little is known counts as the worst."""
    days = FRAMES.get(severity, None if severity else FRAMES["CRITICAL"])
    said = severity.lower() or "severity not known"
    if days is None:
        return f"{said}: by the next release"
    last = (published or today) + timedelta(days)
    return f"{said}: by {last}" + (", which is OVERDUE" if last < today else "")


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
    for file, recorded in _recorded(each):
        path = Path(str(each.locate_file(file)))
        if not path.is_file():
            yield f"{name} {version}: missing file {file}"
        elif _digest(path, recorded.partition("=")[0]) != recorded:
            yield f"{name} {version}: changed file {file}"


def _recorded(each: Distribution) -> Iterator[tuple[str, str]]:
    """Yield the files of a distribution and their digests; its own list may leave out what is missing."""
    for file, digest, _size in csv.reader((each.read_text("RECORD") or "").splitlines()):
        if digest and not file.endswith(".pyc"):
            yield file, digest


def licence_of(each: Distribution) -> str:
    """Return what a distribution states of its licence, in one line."""
    told = each.metadata
    classes = [line.rpartition("::")[2] for line in told.get_all("Classifier", []) if "License ::" in line]
    written = told.get_all("License-Expression", []) + classes + told.get_all("License", [])
    return " ".join("; ".join(written).split())[:_LONGEST]


def _installed() -> list[Distribution]:
    return sorted(distributions(), key=lambda each: _normal(each.name))


def _digest(path: Path, algorithm: str) -> str:
    """Return a digest as it is recorded (PEP 376)."""
    digest = hashlib.new(algorithm, path.read_bytes()).digest()
    return f"{algorithm}={base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
