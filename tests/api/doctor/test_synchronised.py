"""Whether the clock is set right from elsewhere is asked of the system, in whatever language it answers."""

import ctypes
import sys
from pathlib import Path
from typing import Any

import pytest

from api.doctor import synchronised as module
from api.doctor.synchronised import synchronised


def test_the_kernel_of_this_machine_tells() -> None:
    finding = synchronised()
    assert (finding.state == "要留意") == bool(finding.remedy)
    assert sys.platform != "linux" or "看不出" not in finding.found


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
@pytest.mark.parametrize(
    ("answer", "status", "state"),
    [(0, 0x0001, "好"), (5, 0x0040, "要留意"), (0, 0x0041, "要留意"), (-1, 0, "好")],
)
def test_what_the_kernel_says_is_understood(
    monkeypatch: pytest.MonkeyPatch, answer: int, status: int, state: str
) -> None:
    class Library:
        def adjtimex(self, kernel: Any) -> int:
            kernel._obj.status = status
            return answer

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Library())
    finding = synchronised()
    assert (finding.state, "看不出" in finding.found) == (state, answer < 0)


@pytest.mark.skipif(sys.platform == "win32", reason="a program of the shell stands in for that of Windows")
@pytest.mark.parametrize(
    ("says", "code", "told"),
    [
        ("Leap Indicator: 0(no warning)\nStratum: 3", 0, True),
        ("Leap 指示符: 0(无警告)\n层次: 3", 0, True),
        ("Leap 指示符：3（未同步）\n层次：0（未指定）", 0, False),
        ("发生下列错误: 该服务尚未启动。 (0x80070426)", 38, None),
        ("?", 0, None),
    ],
)
def test_windows_is_understood_in_chinese_and_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, code: int, told: bool | None
) -> None:
    (tmp_path / "says.txt").write_text(says, "gbk")
    program = tmp_path / "w32tm"
    program.write_text(f'#!/bin/sh\n[ "$*" = "/query /status" ] && cat {tmp_path}/says.txt\nexit {code}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert module._windows() is told


def test_windows_without_the_program_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert module._windows() is None
