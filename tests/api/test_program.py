"""The program while its commands load."""

import os
import signal
from subprocess import PIPE

import pytest

from tests.api.cli.program import ROOT, start

EXAMPLE = ROOT / "data" / "examples" / "03-infeasible.docx"

_LOADING = """
import sys, time
from importlib.abc import MetaPathFinder

class Slow(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == "api.cli.check":
            print("loading", flush=True)
            time.sleep(60)

sys.meta_path.insert(0, Slow())
from api.program import main
main()
"""
_SWALLOWING = """
import os, signal
from api.cli import checking
from api.program import main

def loading(_tier):
    try:
        os.kill(os.getpid(), signal.SIGINT)
    except KeyboardInterrupt:
        raise ImportError("a part of it failed to load") from None

checking._reviewer = loading
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="interrupts work otherwise there")
def test_an_interrupt_while_the_commands_load_ends_with_a_word() -> None:
    program = start(_LOADING, "check", "-", stdin=PIPE, stdout=PIPE, stderr=PIPE)
    assert program.stdout is not None
    assert program.stdout.readline() == b"loading\n"
    program.send_signal(signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert said.decode() == "已中断\n"


@pytest.mark.skipif(os.name == "nt", reason="interrupts work otherwise there")
def test_one_that_a_library_tells_as_another_error_is_none_of_a_draft() -> None:
    program = start(_SWALLOWING, "check", str(EXAMPLE), str(EXAMPLE), stdout=PIPE, stderr=PIPE)
    output, said = program.communicate(timeout=60)
    assert program.returncode == 130
    assert said.decode().strip() == "已中断"
    assert output == b""


@pytest.mark.skipif(os.name == "nt", reason="interrupts work otherwise there")
def test_where_interrupts_are_to_be_ignored_they_are() -> None:
    ignoring = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
    program = start(
        f"{ignoring}\n{_LOADING}".replace("time.sleep(60)", "sys.stdin.read()"),
        "explain",
        "V2",
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == b"loading\n"
    program.send_signal(signal.SIGINT)
    output, said = program.communicate(timeout=60)
    assert (program.returncode, said) == (0, b"")
    assert "V2 诉求不明" in output.decode()
