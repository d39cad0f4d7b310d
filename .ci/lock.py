#!/usr/bin/env python3
"""Write ``locks/``: every dependency at one version, with the SHA-256 of each file that may be installed.

``base.txt`` is what lianshen needs, for Python 3.11 and later on Linux, macOS and Windows. ``ocr.txt`` and
the others are what an extra needs beside that. ``release.txt`` is what ``.ci/release`` works with. Versions
are those that pyproject.toml allows; those that stood in the locks are kept where they may be. No index, and
no other address, is written. The day on which all versions were renewed stands at the head of each lock and
in ``data/renewed.txt``, which is installed with the program: ``lianshen doctor`` tells how long ago that was.

    python .ci/lock.py              # after a change to pyproject.toml
    python .ci/lock.py --upgrade    # the newest versions

Needs uv, which resolves for all systems at once, and the internet.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "locks"
RENEWED = ROOT / "data" / "renewed.txt"
_HEAD = "# Written by .ci/lock.py from pyproject.toml.\n# All versions were renewed on {}.\n"
_NOT_LOCKED = {"dev"}
_ENTRY = re.compile(r"^(?=[A-Za-z0-9]).*\n(?:    --hash=.*\n)+", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    """Write all locks."""
    if set(arguments) - {"--upgrade"}:
        sys.exit(__doc__)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = sorted(set(project["optional-dependencies"]) - _NOT_LOCKED)
    with tempfile.TemporaryDirectory() as room:
        # All together first: what two locks have in common must be of one version in both.
        everything = Path(room, "everything.txt")
        if "--upgrade" not in arguments and LOCKS.is_dir():
            everything.write_text("".join(map(_read, sorted(LOCKS.glob("*.txt")))), "utf-8")
        whole = [f"--extra={extra}" for extra in extras]
        compile_lock(everything, *whole, "--group=release", "pyproject.toml")
        within = ("--constraint", str(everything))
        base = compile_lock(Path(room, "base.txt"), *within, "pyproject.toml")
        locks = {"base": base}
        for extra in extras:
            needed = compile_lock(Path(room, f"{extra}.txt"), *within, f"--extra={extra}", "pyproject.toml")
            locks[extra] = [entry for entry in needed if entry not in base]
        locks["release"] = compile_lock(Path(room, "release.txt"), *within, "--group=release")
    if "--upgrade" in arguments:
        RENEWED.write_text(f"{datetime.now(UTC):%Y-%m-%d}\n", "utf-8")
    head = _HEAD.format(_read(RENEWED).strip())
    LOCKS.mkdir(exist_ok=True)
    for name, entries in locks.items():
        (LOCKS / f"{name}.txt").write_text(head + "".join(entries), "utf-8")
        print(f"locks/{name}.txt: {len(entries)}")  # noqa: T201 - a script
    return 0


def compile_lock(output: Path, *what: str) -> list[str]:
    """Have uv write a lock, and return its entries: requirement, marker and hashes."""
    how = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    command = ["uv", "pip", "compile", "--quiet", *how, "--output-file", str(output), *what]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own arguments
    return _ENTRY.findall(output.read_text("utf-8"))


def _read(path: Path) -> str:
    return path.read_text("utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
