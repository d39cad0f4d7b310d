"""The command line in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
LIANSHEN = "from api.cli import main; main(prog_name='lianshen')"
LIANSHEN_WITH_A_STAND_IN = """
from api.cli import checking, main
from tests.api.cli.conftest import StandIn

checking._reviewer = lambda _tier: StandIn()
main(prog_name="lianshen")
"""
_OURS = ("LC_", "LANG", "NO_COLOR", "COLUMNS", "LIANSHEN_", "PYTHONIOENCODING", "PYTHONUTF8")


def start(
    program: str, *arguments: str, environment: dict[str, str] | None = None, **how: Any
) -> subprocess.Popen[bytes]:
    """Start a Python program that sees only ``environment`` of what changes the command line's behaviour."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env={**clean, "PYTHONPATH": str(ROOT), **(environment or {})}, **how)  # noqa: S603 - runs nothing but this project


def run(program: str, *arguments: str, environment: dict[str, str] | None = None) -> tuple[int, str, str]:
    """Run a program to its end and return exit code, standard output and standard error."""
    process = start(
        program, *arguments, environment=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    output, errors = process.communicate(timeout=60)
    return process.returncode, output.decode("utf-8"), errors.decode("utf-8")
