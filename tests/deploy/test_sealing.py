"""The journal is kept, sealed and closed to others, as the example sets it up; a change in it is found."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.places import DEPLOY

pytestmark = pytest.mark.skipif(
    not Path("/lib/systemd/systemd-journald").exists()
    or not shutil.which("unshare")
    or not hasattr(os, "geteuid")
    or os.geteuid() != 0,
    reason="journald is not installed, or may not be started by this user",
)


def run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603 - ours


def test_what_was_logged_is_sealed_and_whoever_changes_it_is_found_out(tmp_path: Path) -> None:
    script, configuration = Path(__file__).with_name("sealed.sh"), DEPLOY / "systemd" / "journald.conf"
    apart = ("unshare", "--mount", "--propagation", "private")
    done = run(*apart, "bash", str(script), str(configuration), str(tmp_path))
    if done.returncode and "Operation not permitted" in done.stderr:
        pytest.skip("no namespaces for this user")
    assert done.returncode == 0, done.stderr
    key = (tmp_path / "key").read_text("ascii").strip()
    (file,) = (tmp_path / "journal").glob("*/system.journal")
    assert file.stat().st_mode & 0o007 == 0
    verified = run("journalctl", "--file", str(file), "--verify", "--verify-key", key)
    assert (verified.returncode, "Validated from" in verified.stderr) == (0, True), verified.stderr
    content = bytearray(file.read_bytes())
    at = content.index(b"log_in_refused")
    content[at : at + 14] = b"logged_in_fine"
    file.write_bytes(content)
    verified = run("journalctl", "--file", str(file), "--verify", "--verify-key", key)
    assert (verified.returncode, "FAIL" in verified.stderr) == (1, True)
