"""The scripts of ``.ci``, and what stands in for the programs that they call."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

from tests.pages import ROOT


def script(name: str) -> ModuleType:
    """Load one of them, that its functions may be called."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def vulnerability(**told: object) -> str:
    """Return what pip-audit says of a lock in which one component has a vulnerability."""
    part = {"name": "some-thing", "version": "1.2", "vulns": [{"id": "PYSEC-2026-1", **told}]}
    return json.dumps({"dependencies": [{"name": "click", "version": "8", "vulns": []}, part]})


def stand_in(folder: Path, name: str, lines: str) -> None:
    """Put a program of a few lines before all others."""
    program = folder / name
    program.write_text(f"#!/bin/bash\n{lines}\n", "utf-8")
    program.chmod(0o755)
