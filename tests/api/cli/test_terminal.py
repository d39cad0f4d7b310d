"""On a real terminal: colour, width, and the question for a missing title."""

import os
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.api.cli.program import LIANSHEN_WITH_A_STAND_IN, start

pty = pytest.importorskip("pty", reason="needs the terminals of POSIX")


BODY = "青石镇大湾村三组的机耕道长800米，有问题。\n建议县农业农村局今年内修好。\n"


def on_a_terminal(folder: Path, *arguments: str, typed: str = "", **environment: str) -> tuple[int, str]:
    """Run ``lianshen`` with a terminal for all three streams; return its exit code and what was shown."""
    ours, theirs = pty.openpty()
    process = start(
        LIANSHEN_WITH_A_STAND_IN,
        *arguments,
        environment={"TERM": "xterm-256color", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
    )
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(timeout=60), shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 120, 200])
def test_colour_and_lines_that_fit(tmp_path: Path, columns: int) -> None:
    (tmp_path / "a.txt").write_text(f"关于修路的建议\n\n{BODY}", "utf-8")
    code, shown = on_a_terminal(tmp_path, "check", "a.txt", COLUMNS=str(columns))
    assert code == 1
    assert "\x1b[" in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "\x1b" not in plain
    assert max(map(cell_len, plain.splitlines())) <= min(columns, 120)


def test_no_color_is_plain_but_still_fits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"关于修路的建议\n\n{BODY}", "utf-8")
    _, shown = on_a_terminal(tmp_path, "check", "a.txt", NO_COLOR="1", COLUMNS="80")
    assert "\x1b" not in shown
    assert "█" not in shown
    assert max(map(cell_len, shown.splitlines())) <= 80


def test_a_missing_title_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    code, shown = on_a_terminal(tmp_path, "check", "--format", "json", "a.txt", typed="关于修路的建议\n")
    assert "a.txt 里没有找到标题，请输入标题" in shown
    assert code == 1


def test_no_answer_goes_on_without_a_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    code, shown = on_a_terminal(tmp_path, "check", "a.txt", typed="\n")
    assert "请输入标题" in shown
    assert code == 1


def test_leaving_the_question_ends_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, "utf-8")
    code, shown = on_a_terminal(tmp_path, "check", "a.txt", typed="\x04")
    assert code == 130
    assert "已中断" in shown
