#!/usr/bin/env python3
"""Read CHANGELOG.md for a release.

In the working folder::

    changelog.py prepare 0.2.0 2026-12-01    # [Unreleased] becomes 0.2.0, here and in pyproject.toml
    changelog.py notes 0.2.0                 # print what is new in it
    changelog.py day 0.2.0                   # print its day
"""

import re
import sys
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path

_UNRELEASED = "## [Unreleased]"
_SECTION = r"^## \[{}\](?: - (\d{{4}}-\d\d-\d\d))?\n(.*?)(?=^## |\Z)"
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_PROJECT = re.compile(r'^version = "(.*)"$', re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say, in the working folder."""
    match list(arguments):
        case ["prepare", version, day]:
            prepare(Path(), version, date.fromisoformat(day))
        case ["notes", version]:
            print(section(Path("CHANGELOG.md").read_text("utf-8"), version)[1].strip())  # noqa: T201 - a script
        case ["day", version]:
            print(section(Path("CHANGELOG.md").read_text("utf-8"), version)[0])  # noqa: T201 - as above
        case _:
            sys.exit(__doc__)
    return 0


def prepare(folder: Path, version: str, day: date) -> None:
    """Make what is unreleased a version; what was prepared already is left as it is."""
    if not _VERSION.fullmatch(version):
        sys.exit(f"{version} is no version such as 0.2.0")
    log, project = folder / "CHANGELOG.md", folder / "pyproject.toml"
    text, settings = log.read_text("utf-8"), project.read_text("utf-8")
    current = tomllib.loads(settings)["project"]["version"]
    news = section(text, "Unreleased")[1].strip()
    if f"## [{version}]" in text:
        if news or current != version:
            sys.exit(f"CHANGELOG.md has [{version}] already; what came after it needs another version")
        return
    if not news:
        sys.exit("CHANGELOG.md has nothing under [Unreleased]")
    if _numbers(version) <= _numbers(current):
        sys.exit(f"{version} is not after {current}")
    log.write_text(text.replace(_UNRELEASED, f"{_UNRELEASED}\n\n## [{version}] - {day}", 1), "utf-8")
    project.write_text(_PROJECT.sub(f'version = "{version}"', settings, count=1), "utf-8")


def section(text: str, version: str) -> tuple[str, str]:
    """Return day and content of a version's section."""
    found = re.search(_SECTION.format(re.escape(version)), text, re.MULTILINE | re.DOTALL)
    if not found:
        sys.exit(f"CHANGELOG.md has no section [{version}]")
    return found[1] or "", found[2]


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    return tuple(map(int, found.groups())) if found else (0,)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
