"""How the program ends."""

import os
import signal
from subprocess import PIPE

import pytest

from api.cli import main
from api.cli.front import explain_error
from model.errors import BundleTampered, DraftEmpty
from tests.api.cli.conftest import Lianshen
from tests.api.cli.program import LIANSHEN, LIANSHEN_WITH_A_STAND_IN, start

_NO_PIPE_HOLDS = 1 << 18


def test_an_error_of_the_program_is_shown_as_it_is() -> None:
    error = DraftEmpty("文件里没有文字", where="a.txt", remedy="请检查文件")
    assert explain_error(error) == str(error)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(13, "Permission denied", "a.txt"), "a.txt：没有读写的权限。"),
        (FileNotFoundError(2, "No such file", "a.txt"), "a.txt：没有这个文件或文件夹。"),
        (OSError(28, "No space left on device", "a.txt"), "a.txt：读写没有成功（No space left on device）。"),
    ],
)
def test_trouble_with_a_file_is_said_in_chinese(error: OSError, words: str) -> None:
    assert explain_error(error) == words


def test_an_error_outside_any_file_ends_without_a_traceback(
    lianshen: Lianshen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_context: object) -> None:
        raise BundleTampered("模型的文件被改动过", where="models", remedy="请重新训练")

    monkeypatch.setattr(main.commands["explain"], "invoke", fail)
    result = lianshen("explain")
    assert result.exit_code == 2
    assert result.stderr == "models：模型的文件被改动过。请重新训练。\n"


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE there")
def test_a_reader_that_goes_away_is_no_error() -> None:
    writer = start(LIANSHEN, "explain", stdout=PIPE, stderr=PIPE)
    assert writer.stdout is not None
    writer.stdout.close()
    assert writer.stderr is not None
    with writer.stderr:
        assert writer.stderr.read() == b""
    assert writer.wait(timeout=60) == 141


@pytest.mark.skipif(os.name == "nt", reason="interrupts work otherwise there")
def test_an_interrupt_ends_with_a_word() -> None:
    reader = start(LIANSHEN_WITH_A_STAND_IN, "check", "-", stdin=PIPE, stdout=PIPE, stderr=PIPE, bufsize=0)
    assert reader.stdin is not None
    reader.stdin.write(bytes(_NO_PIPE_HOLDS))  # returns once it reads, however long it took to start
    reader.send_signal(signal.SIGINT)
    _, said = reader.communicate(timeout=60)
    assert reader.returncode == 130
    assert said.decode().strip() == "已中断"
